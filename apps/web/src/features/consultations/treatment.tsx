/** The treatments to choose from: ranked, or for a refill the next step with the ranked ones behind it. */
import type { ConsultationSummary, RefillReview } from '@countersign/contract'
import { IconPencil } from '@tabler/icons-react'
import { NextStep } from '../refills/next-step.tsx'
import { focusField } from './focus-field.ts'
import { Titration } from './prescription-form.tsx'
import { supplyWords } from './summary-words.ts'
import { TreatmentOptions } from './treatment-options.tsx'
import type { Prescription } from './use-prescription.ts'

export function Treatment(props: {
  summary: ConsultationSummary
  refill: RefillReview | undefined
  prescription: Prescription
  mine: boolean
  phone: boolean
}) {
  const { summary, refill, prescription, mine, phone } = props
  const ranked = (
    <TreatmentOptions
      summary={summary}
      chosen={prescription.drugId}
      most={phone ? 1 : 3}
      onChoose={mine ? prescription.choose : undefined}
      detail={
        phone &&
        prescription.plan && (
          <>
            <p>
              {supplyWords(prescription.plan)}{' '}
              {prescription.pharmacy && `${prescription.pharmacy.name}, ${prescription.pharmacy.city}.`}
            </p>
            <Titration prescription={prescription} />
          </>
        )
      }
      beside={
        phone &&
        mine &&
        prescription.draft && (
          <button type="button" onClick={() => focusField('dose-field')}>
            <IconPencil size={16} stroke={1.75} aria-hidden />
            Edit dose
          </button>
        )
      }
    />
  )
  if (!refill) return ranked
  return (
    <NextStep
      summary={summary}
      proposal={refill.proposal}
      prescription={prescription}
      readOnly={!mine}
      others={ranked}
    />
  )
}
