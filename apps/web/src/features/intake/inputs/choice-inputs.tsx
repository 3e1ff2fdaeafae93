/** Yes or no, one of several, several of several; "I'm not sure" is always among them where it may be said. */
import type { Answer, QuestionnaireItem } from '@countersign/contract'
import { allowsUnknown, extensionFlag, extensionText } from '@countersign/contract/questionnaire'
import { useState } from 'react'
import { type Choice, ChoiceList } from '../../portal/patient-ui/choice-list.tsx'
import { TextField } from '../../portal/patient-ui/fields.tsx'
import ui from '../../portal/patient-ui/patient.module.css'
import { unknownWords } from '../answer-words.ts'
import { answered, type Draft, nothing } from './draft.ts'

type Props = {
  item: QuestionnaireItem
  saved: Answer | null
  onDraft: (draft: Draft) => void
  labelledBy: string
  describedBy: string | undefined
  invalid: boolean
}

const UNKNOWN = ' unknown'
const OTHER = 'other'
const unknownChoice = (item: QuestionnaireItem): Choice[] =>
  allowsUnknown(item) ? [{ value: UNKNOWN, label: unknownWords(item) }] : []

export function YesNoInput({ item, saved, onDraft, ...rest }: Props) {
  const before =
    saved?.kind === 'boolean' ? (saved.value ? 'yes' : 'no') : saved?.kind === 'unknown' ? UNKNOWN : null
  const [chosen, setChosen] = useState(before)
  return (
    <ChoiceList
      {...rest}
      several={false}
      numberKeys
      choices={[{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }, ...unknownChoice(item)]}
      chosen={chosen === null ? [] : [chosen]}
      onChoose={(value) => {
        setChosen(value)
        onDraft(
          answered(value === UNKNOWN ? { kind: 'unknown' } : { kind: 'boolean', value: value === 'yes' }),
        )
      }}
    />
  )
}

/** The next set of codes when one is pressed: an exclusive code stands alone. Pure. */
export function toggled(chosen: readonly string[], code: string, exclusive: ReadonlySet<string>): string[] {
  if (chosen.includes(code)) return chosen.filter((each) => each !== code)
  return exclusive.has(code) ? [code] : [...chosen.filter((each) => !exclusive.has(each)), code]
}

export function ChoiceInput({ item, saved, onDraft, several, ...rest }: Props & { several: boolean }) {
  const options = item.answerOption ?? []
  const open = item.type === 'open-choice' && !options.some((each) => each.valueCoding.code === OTHER)
  const before =
    saved?.kind === 'choice' ? [...saved.codes] : saved?.kind === 'unknown' ? [UNKNOWN] : ([] as string[])
  const [chosen, setChosen] = useState(before)
  const [other, setOther] = useState(saved?.kind === 'choice' ? (saved.other ?? '') : '')
  const exclusive = new Set([
    UNKNOWN,
    ...options
      .filter((each) => extensionFlag(each, 'exclusive') === true)
      .map((each) => each.valueCoding.code),
  ])
  const takesOther = item.type === 'open-choice' && chosen.includes(OTHER)
  const publish = (codes: readonly string[], words: string) => {
    if (codes.includes(UNKNOWN)) return onDraft(answered({ kind: 'unknown' }))
    if (codes.length === 0) return onDraft(nothing)
    const own = item.type === 'open-choice' && codes.includes(OTHER) ? words.trim() : ''
    if (open && codes.includes(OTHER) && own === '')
      return onDraft({ answer: null, problem: 'Please say it in a few words.' })
    onDraft(answered({ kind: 'choice', codes: [...codes], ...(own === '' ? {} : { other: own }) }))
  }
  return (
    <div className={ui.stack}>
      {several && extensionText(item, 'help') === null && <p className={ui.small}>Choose all that fit.</p>}
      <ChoiceList
        {...rest}
        several={several}
        numberKeys
        choices={[
          ...options.map((each) => ({
            value: each.valueCoding.code,
            label: each.valueCoding.display,
            detail: extensionText(each, 'help') ?? undefined,
          })),
          ...(open ? [{ value: OTHER, label: 'Something else' }] : []),
          ...unknownChoice(item),
        ]}
        chosen={chosen}
        onChoose={(code) => {
          const next = several ? toggled(chosen, code, exclusive) : [code]
          setChosen(next)
          publish(next, other)
        }}
      />
      {takesOther && (
        <TextField
          label="What is it?"
          maxLength={400}
          value={other}
          onValue={(words) => {
            setOther(words)
            publish(chosen, words)
          }}
        />
      )}
    </div>
  )
}
