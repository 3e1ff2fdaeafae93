/** What a patient does in the portal: each goes through the door of the module it belongs to. */
import type { PortalConsultation, QuestionAnswer, UploadedDocument } from '@countersign/contract'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import type { Once } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { answerInformationRequest } from '../consultations/index.ts'
import { readUpload, storeDocument } from '../documents/index.ts'
import type { Patient } from '../identity/index.ts'
import { getPortalConsultation, requireVisit } from './get-visit.ts'
import { seenAt } from './portal.ts'
import { countOwnDocuments } from './queries.ts'

const MOST_PHOTOS = 24

/** @throws not-found, transition-not-allowed, validation-failed; a photo must be one uploaded to this visit. */
export async function answerRequest(
  deps: Deps,
  actor: Patient,
  id: string,
  answers: readonly QuestionAnswer[],
  once: Once,
): Promise<PortalConsultation> {
  await deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    requireOpenQuestion(seenAt(await requireVisit(tx, actor, id), now))
    const photos = [...new Set(answers.flatMap(({ documentId }) => documentId ?? []))]
    if (photos.length > 0) {
      const of = { clinicId: actor.clinicId, patientId: actor.patientId, consultationId: id }
      if ((await countOwnDocuments(tx, of, photos)) !== photos.length) {
        const message = 'Please add the photo again.'
        throw new Problem('validation-failed', { errors: [{ pointer: '/answers', message }] })
      }
    }
    await answerInformationRequest(tx, { actor, consultationId: id, answers, now })
    return null
  })
  return getPortalConsultation(deps, actor, id)
}

/** Only while a question is open: a photo nobody asked for is nobody's to look at. */
export async function uploadPhoto(
  deps: Deps,
  actor: Patient,
  id: string,
  request: FastifyRequest,
): Promise<UploadedDocument> {
  const { clinicId, patientId } = actor
  await deps.db.read(clinicId, async (db) => {
    requireOpenQuestion(seenAt(await requireVisit(db, actor, id), deps.clock.now()))
    if ((await countOwnDocuments(db, { clinicId, patientId, consultationId: id }, 'all')) >= MOST_PHOTOS)
      throw new Problem('too-many-requests', { detail: `At most ${MOST_PHOTOS} photos a visit.` })
  })
  return storeDocument(deps, {
    clinicId,
    patientId,
    intakeId: null,
    consultationId: id,
    kind: 'photo',
    title: 'Photo',
    bytes: await readUpload(request),
  })
}

/** @throws transition-not-allowed */
function requireOpenQuestion(visit: ReturnType<typeof seenAt>): void {
  if (visit.status !== 'info_requested' || !visit.requestOpen)
    throw new Problem('transition-not-allowed', { detail: 'No question is open.' })
}
