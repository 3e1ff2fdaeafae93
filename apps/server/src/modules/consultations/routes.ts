/** HTTP to commands, nothing more. */
import type { Deps } from '../../deps.ts'
import { asProvider, type Handlers } from '../identity/index.ts'
import { approveConsultation } from './approve-consultation.ts'
import { assessTreatment } from './assess-treatment.ts'
import { claimConsultation, heartbeat, releaseConsultation, takeNext } from './claim-consultation.ts'
import { askPatient, denyConsultation, escalateConsultation, undoDecision } from './decide-consultation.ts'
import { getConsultationSummary } from './get-consultation-summary.ts'
import { reportPresence } from './report-presence.ts'
import { addAddendum, saveNote } from './write-note.ts'

export const consultationHandlers = (deps: Deps): Handlers => ({
  takeNext: ({ actor, body }) => takeNext(deps, asProvider(actor), body.category ?? null),
  getConsultation: ({ actor, params }) => getConsultationSummary(deps, actor, params.id),
  claimConsultation: ({ actor, params }) => claimConsultation(deps, asProvider(actor), params.id),
  releaseConsultation: ({ actor, params }) => releaseConsultation(deps, asProvider(actor), params.id),
  heartbeat: ({ actor, params, body }) => heartbeat(deps, asProvider(actor), params.id, body.activeSeconds),
  assessProposal: ({ actor, params, body }) => assessTreatment(deps, asProvider(actor), params.id, body),
  approveConsultation: ({ actor, params, body, once }) =>
    approveConsultation(deps, asProvider(actor), params.id, body, once),
  denyConsultation: ({ actor, params, body, once }) =>
    denyConsultation(deps, asProvider(actor), params.id, body, once),
  askPatient: ({ actor, params, body, once }) => askPatient(deps, asProvider(actor), params.id, body, once),
  escalateConsultation: ({ actor, params, body, once }) =>
    escalateConsultation(deps, asProvider(actor), params.id, body, once),
  undoDecision: ({ actor, params, body, once }) =>
    undoDecision(deps, asProvider(actor), params.id, body.decisionId, once),
  saveNote: ({ actor, params, body }) => saveNote(deps, asProvider(actor), params.id, body),
  reportPresence: ({ actor, params, body }) => reportPresence(deps, actor, params.id, body.leaving),
  addAddendum: ({ actor, params, body, once }) =>
    addAddendum(deps, asProvider(actor), params.id, body.body, once),
})
