/** HTTP to reads and commands, nothing more. */
import type { Deps } from '../../deps.ts'
import { asPatient, type Handlers } from '../identity/index.ts'
import { openCheckout } from '../invoices/index.ts'
import { sendPatientMessage } from '../messages/index.ts'
import { choosePharmacy } from '../orders/index.ts'
import { answerRequest, uploadPhoto } from './answer-request.ts'
import { getPortalConsultation, getPortalHome, requireVisit } from './get-visit.ts'

export const portalHandlers = (deps: Deps): Handlers => ({
  getPortalHome: ({ actor }) => getPortalHome(deps, asPatient(actor)),
  getPortalConsultation: ({ actor, params }) => getPortalConsultation(deps, asPatient(actor), params.id),
  answerRequest: ({ actor, params, body, once }) =>
    answerRequest(deps, asPatient(actor), params.id, body.answers, once),
  uploadPortalDocument: ({ actor, params, request }) =>
    uploadPhoto(deps, asPatient(actor), params.id, request),
  sendPortalMessage: async ({ actor, params, body, once }) => {
    const patient = asPatient(actor)
    return deps.db.writeOnce(patient.clinicId, once, (tx) =>
      sendPatientMessage(tx, {
        actor: patient,
        consultationId: params.id,
        body: body.body,
        now: deps.clock.now(),
      }),
    )
  },
  openCheckout: async ({ actor, params }) => {
    const patient = asPatient(actor)
    await deps.db.read(patient.clinicId, (db) => requireVisit(db, patient, params.id))
    const returnUrl = `${deps.config.PUBLIC_URL}/card/return?consultation=${params.id}`
    return openCheckout(deps, {
      clinicId: patient.clinicId,
      consultationId: params.id,
      returnUrl,
      cancelUrl: returnUrl,
    })
  },
  choosePharmacy: async ({ actor, params, body }) => {
    const patient = asPatient(actor)
    await deps.db.write(patient.clinicId, (tx) =>
      choosePharmacy(tx, {
        actor: patient,
        consultationId: params.id,
        pharmacyId: body.pharmacyId,
        now: deps.clock.now(),
      }),
    )
    return getPortalConsultation(deps, patient, params.id)
  },
})
