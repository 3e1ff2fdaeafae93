/** What a refill would sign: the same again, a step of the same drug where the engine sees one, or another treatment. */
import type { ConsultationSummary, SignedTreatment } from '@countersign/contract'
import type { ReactNode } from 'react'
import { ConfidenceBar } from '../../ui/meters.tsx'
import section from '../consultations/section-head.module.css'
import { checksWords, doseWords, drugName } from '../consultations/summary-words.ts'
import treatment from '../consultations/treatment-options.module.css'
import type { Prescription } from '../consultations/use-prescription.ts'
import { Reasons } from '../worklist/preview-parts.tsx'
import styles from './next-step.module.css'

export function NextStep(props: {
  summary: ConsultationSummary
  proposal: SignedTreatment
  prescription: Prescription
  readOnly: boolean
  /** All ranked treatments, for a change of drug. */
  others: ReactNode
}) {
  const { summary, proposal, prescription, readOnly } = props
  const own = summary.assessment.options.find((option) => option.drugId === proposal.drugId)
  const plan = own?.plan ?? null
  const step = plan && plan.doseMg !== proposal.doseMg ? plan : null
  const { draft } = prescription
  const isSame = draft?.drugId === proposal.drugId && draft.doseMg === proposal.doseMg
  const isStep = step !== null && draft?.drugId === proposal.drugId && draft.doseMg === step.doseMg
  const name = drugName({ drug: proposal.drug, plan })
  const up = step !== null && step.doseMg > proposal.doseMg
  return (
    <section>
      <h2 className={section.head}>
        Next step <span className="num">{checksWords(summary.assessment)}</span>
      </h2>
      <div className={treatment.options} role="radiogroup" aria-label="Next step">
        <div className={treatment.option} data-on={isSame ? '' : undefined}>
          <label>
            <input
              type="radio"
              name="next-step"
              checked={isSame}
              disabled={readOnly}
              onChange={() => prescription.chooseTreatment(proposal)}
            />
            <b>
              Stay on {name} {doseWords(proposal.doseMg)}
            </b>
            <span>the same again</span>
          </label>
        </div>
        {own && step && (
          <div className={treatment.option} data-on={isStep ? '' : undefined}>
            <label>
              <input
                type="radio"
                name="next-step"
                checked={isStep}
                disabled={readOnly}
                onChange={() => prescription.choose(own)}
              />
              <b>
                {up ? 'Step up' : 'Step back'}: {name} {doseWords(step.doseMg)}
              </b>
            </label>
            {own.confidence !== null && <ConfidenceBar value={own.confidence} wide />}
            {isStep && (
              <div className={treatment.optionWhy}>
                <Reasons reasons={own.reasons} />
              </div>
            )}
          </div>
        )}
      </div>
      <details className={styles.others}>
        <summary>Another treatment</summary>
        {props.others}
      </details>
    </section>
  )
}
