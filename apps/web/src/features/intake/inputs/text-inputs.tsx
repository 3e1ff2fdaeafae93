/** Words, dates and consents. */
import type { QuestionnaireItem } from '@countersign/contract'
import { extensionText } from '@countersign/contract/questionnaire'
import { useState } from 'react'
import { ChoiceList } from '../../portal/patient-ui/choice-list.tsx'
import ui from '../../portal/patient-ui/patient.module.css'
import { answered, type InputProps, nothing } from './draft.ts'
import styles from './inputs.module.css'

const LONGEST = 4000

export function WordsInput(props: InputProps<'text'> & { item: QuestionnaireItem; long: boolean }) {
  const [text, setText] = useState(props.saved?.value ?? '')
  const change = (value: string) => {
    setText(value)
    props.onDraft(value.trim() === '' ? nothing : answered({ kind: 'text', value: value.trim() }))
  }
  const shared = {
    className: ui.input,
    value: text,
    maxLength: props.item.maxLength ?? LONGEST,
    placeholder: extensionText(props.item, 'placeholder') ?? undefined,
    'aria-labelledby': props.labelledBy,
    'aria-describedby': props.describedBy,
    'aria-invalid': props.invalid || undefined,
  }
  return props.long ? (
    <textarea {...shared} rows={5} onChange={(event) => change(event.currentTarget.value)} />
  ) : (
    <input {...shared} autoComplete="off" onChange={(event) => change(event.currentTarget.value)} />
  )
}

export function DateInput(props: InputProps<'date'>) {
  const [date, setDate] = useState(props.saved?.value ?? '')
  return (
    <input
      type="date"
      className={ui.input}
      value={date}
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid || undefined}
      onChange={(event) => {
        const value = event.currentTarget.value
        setDate(value)
        props.onDraft(value === '' ? nothing : answered({ kind: 'date', value }))
      }}
    />
  )
}

/** The text one agrees to, with its version: the answer records which one was read. */
export function ConsentInput(props: InputProps<'consent'> & { item: QuestionnaireItem }) {
  const version = extensionText(props.item, 'consent-version') ?? ''
  const [agreed, setAgreed] = useState(props.saved?.documentVersion === version)
  return (
    <div className={ui.stack}>
      <section className={styles.consent} aria-labelledby={props.labelledBy}>
        {extensionText(props.item, 'consent-text')}
      </section>
      <p className={ui.smaller}>Version {version}</p>
      <ChoiceList
        several
        numberKeys
        labelledBy={props.labelledBy}
        describedBy={props.describedBy}
        choices={[{ value: 'agree', label: 'I have read this and I agree' }]}
        chosen={agreed ? ['agree'] : []}
        onChoose={() => {
          setAgreed(!agreed)
          props.onDraft(
            agreed ? nothing : answered({ kind: 'consent', accepted: true, documentVersion: version }),
          )
        }}
      />
    </div>
  )
}
