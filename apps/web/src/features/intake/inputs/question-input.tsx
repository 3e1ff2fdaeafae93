/** The input a question asks for. */
import type { Answer, QuestionnaireItem } from '@countersign/contract'
import { extensionText, inputOf } from '@countersign/contract/questionnaire'
import { useState } from 'react'
import { urlOf } from '../../../api/client.ts'
import { PhotoField } from '../../portal/patient-ui/photo-field.tsx'
import { ChoiceInput, YesNoInput } from './choice-inputs.tsx'
import { answered, type Draft, type InputProps, nothing } from './draft.ts'
import { ListInput } from './list-input.tsx'
import { BloodPressureInput, HeightInput, NumberInput, WeightInput } from './measure-inputs.tsx'
import { ConsentInput, DateInput, WordsInput } from './text-inputs.tsx'

const MOST_PHOTOS = 8

function only<K extends Answer['kind']>(
  saved: Answer | null,
  ...kinds: K[]
): Extract<Answer, { kind: K }> | null {
  return saved !== null && kinds.includes(saved.kind as K) ? (saved as Extract<Answer, { kind: K }>) : null
}

export type QuestionInputProps = {
  item: QuestionnaireItem
  saved: Answer | null
  onDraft: (draft: Draft) => void
  labelledBy: string
  describedBy: string | undefined
  invalid: boolean
  intakeId: string
  token: string
  today: string
}

export function QuestionInput(props: QuestionInputProps) {
  const { item, saved, intakeId, token, today, ...shared } = props
  const input = inputOf(item)
  switch (input) {
    case 'boolean':
      return <YesNoInput {...shared} item={item} saved={saved} />
    case 'choice':
    case 'choices':
      return <ChoiceInput {...shared} item={item} saved={saved} several={input === 'choices'} />
    case 'height':
      return <HeightInput {...shared} saved={only(saved, 'height')} />
    case 'weight':
      return <WeightInput {...shared} saved={only(saved, 'weight')} />
    case 'blood-pressure':
      return <BloodPressureInput {...shared} saved={only(saved, 'blood-pressure')} today={today} />
    case 'number':
      return (
        <NumberInput
          {...shared}
          saved={only(saved, 'number')}
          label={item.text}
          unit={extensionText(item, 'unit')}
          whole={item.type === 'integer'}
        />
      )
    case 'medications':
    case 'allergies':
    case 'conditions':
      return (
        <ListInput {...shared} kind={input} saved={only(saved, 'medications', 'allergies', 'conditions')} />
      )
    case 'date':
      return <DateInput {...shared} saved={only(saved, 'date')} />
    case 'consent':
      return <ConsentInput {...shared} item={item} saved={only(saved, 'consent')} />
    case 'photo':
      return <IntakePhotos {...shared} saved={only(saved, 'attachments')} intakeId={intakeId} token={token} />
    case 'text':
    case 'long-text':
      return <WordsInput {...shared} item={item} long={input === 'long-text'} saved={only(saved, 'text')} />
  }
}

function IntakePhotos(props: InputProps<'attachments'> & { intakeId: string; token: string }) {
  const [ids, setIds] = useState<string[]>(props.saved ? [...props.saved.documentIds] : [])
  return (
    <PhotoField
      documentIds={ids}
      max={MOST_PHOTOS}
      target={{ route: 'uploadIntakeDocument', id: props.intakeId, token: props.token }}
      loadPreview={async (documentId) => {
        const response = await fetch(
          urlOf('getIntakeDocument', { params: { id: props.intakeId, documentId } }),
          {
            headers: { 'x-intake-token': props.token },
          },
        ).catch(() => null)
        return response?.ok ? URL.createObjectURL(await response.blob()) : null
      }}
      onChange={(next) => {
        setIds(next)
        props.onDraft(next.length === 0 ? nothing : answered({ kind: 'attachments', documentIds: next }))
      }}
    />
  )
}
