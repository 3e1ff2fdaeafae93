/** The live check of an edited prescription: the same judgement the gate will make, changing nothing. */
import {
  assessProposal,
  type PrescriptionPlan,
  type ProposalAssessment,
  planFor,
} from '@countersign/clinical'
import type { Proposal } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { Provider } from '../identity/index.ts'
import { loadCaseInput } from '../recommendations/index.ts'
import { formularyDrug } from './approve-consultation.ts'
import { hasActiveLicence, loadConsultation, loadSafetyAnswers } from './queries.ts'

export const assessTreatment = (
  deps: Deps,
  actor: Provider,
  id: string,
  proposal: Proposal,
): Promise<{ assessment: ProposalAssessment; plan: PrescriptionPlan | null }> =>
  deps.db.read(actor.clinicId, async (db) => {
    const now = deps.clock.now()
    const drugId = formularyDrug(proposal.drugId)
    const consultation = await loadConsultation(db, actor.clinicId, id)
    if (!(await hasActiveLicence(db, actor.clinicId, actor.providerId, consultation.patientState, now))) {
      throw new Problem('no-licence', { detail: `This patient is in ${consultation.patientState}.` })
    }
    const { safetyAnswers } = await loadSafetyAnswers(db, actor.clinicId, id)
    const input = await loadCaseInput(db, { ...consultation, consultationId: id, safetyAnswers, now })
    const context = { now: now.toISOString() }
    return {
      assessment: assessProposal(input, { ...proposal, drugId }, context),
      plan: planFor(input, drugId, proposal.doseMg, context, proposal.frequency),
    }
  })
