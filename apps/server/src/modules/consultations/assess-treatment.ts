/** The live check of an edited prescription: the same judgement the gate will make, changing nothing. */
import type { PrescriptionPlan, ProposalAssessment } from '@countersign/clinical'
import type { AssessProposal } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { Provider } from '../identity/index.ts'
import { judgeTreatment } from '../recommendations/index.ts'
import { askSigner } from './ask-signer.ts'
import { formularyDrug, judgePrescription } from './judge-prescription.ts'
import { hasActiveLicence, loadConsultation, loadSafetyAnswers } from './queries.ts'

export const assessTreatment = (
  deps: Deps,
  actor: Provider,
  id: string,
  { proposal, sig }: AssessProposal,
): Promise<{
  assessment: ProposalAssessment
  plan: PrescriptionPlan | null
  misfits: string[]
  controlled: boolean
}> =>
  deps.db.read(actor.clinicId, async (db) => {
    const now = deps.clock.now()
    const drugId = formularyDrug(proposal.drugId)
    const consultation = await loadConsultation(db, actor.clinicId, id)
    if (!(await hasActiveLicence(db, actor.clinicId, actor.providerId, consultation.patientState, now))) {
      throw new Problem('no-licence', { detail: `This patient is in ${consultation.patientState}.` })
    }
    const { safetyAnswers } = await loadSafetyAnswers(db, actor.clinicId, id)
    const subject = { ...consultation, consultationId: id, safetyAnswers, now }
    const judged = await judgeTreatment(db, subject, { ...proposal, drugId })
    const signer = askSigner(db, actor, consultation.patientState, now)
    const { plan, misfits, schedule } = await judgePrescription(judged, proposal, sig, signer)
    return { assessment: judged.assessment, plan, misfits, controlled: schedule !== null }
  })
