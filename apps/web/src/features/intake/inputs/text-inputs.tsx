/** Words, dates and consents. */
import type { QuestionnaireItem } from '@countersign/contract'
import { extensionText } from '@countersign/contract/questionnaire'
import { useState } from 'react'
import { ChoiceList } from '../../portal/patient-ui/choice-list.tsx'
import ui from '../../portal/patient-ui/patient.module.css'
import { calendarDate } from '../person.ts'
import { answered, type Draft, type InputProps, nothing, unreadable } from './draft.ts'
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

type DateText = { month: string; day: string; year: string }

function dateDraft(text: DateText): Draft {
  const [year, month, day] = [text.year.trim(), text.month.trim(), text.day.trim()]
  if (year === '' && month === '' && day === '') return nothing
  const value = calendarDate(year, month, day)
  return value === null
    ? unreadable('Enter month, day, and 4-digit year, like 3 / 17 / 1980.')
    : answered({ kind: 'date', value })
}

/** Typed, not picked: a birth date is forty years of pressing away in a calendar. */
export function DateInput(props: InputProps<'date'>) {
  const [year = '', month = '', day = ''] = props.saved?.value.split('-') ?? []
  const [text, setText] = useState<DateText>({
    year,
    month: month.replace(/^0/, ''),
    day: day.replace(/^0/, ''),
  })
  return (
    <fieldset className={styles.date} aria-labelledby={props.labelledBy}>
      {(
        [
          ['month', 'Month', 2],
          ['day', 'Day', 2],
          ['year', 'Year', 4],
        ] as const
      ).map(([part, label, length]) => (
        <label key={part}>
          {label}
          <input
            className={ui.input}
            inputMode="numeric"
            autoComplete="off"
            maxLength={length}
            value={text[part]}
            aria-describedby={props.describedBy}
            aria-invalid={props.invalid || undefined}
            onChange={(event) => {
              const next = { ...text, [part]: event.currentTarget.value }
              setText(next)
              props.onDraft(dateDraft(next))
            }}
          />
        </label>
      ))}
    </fieldset>
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
