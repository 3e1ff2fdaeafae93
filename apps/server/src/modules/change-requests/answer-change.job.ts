/** Tells a pharmacy in words: denied, or confirmed. */
import type { Deps } from '../../deps.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { answerInWords, networkId } from '../prescriptions/index.ts'
import { selectChangeRequests } from './queries.ts'

type AnswerDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'encryption' | 'pharmacyNetwork'>

/** `answer-change` {clinicId, changeRequestId}. Safe to run again: the message and its id are fixed. */
export const answerChangeJob =
  (deps: AnswerDeps): JobHandler =>
  async ({ clinicId, changeRequestId = '' }, { lastAttempt }) => {
    const viewer = { clinicId, providerId: null, licensedOnly: false, now: deps.clock.now() }
    const [request] = await deps.db.read(clinicId, (db) =>
      selectChangeRequests(db, viewer, { id: changeRequestId }),
    )
    if (request?.status !== 'denied' && request?.status !== 'validated') return
    const { prescriptionId, messageId: questionId, code, subCodes, status } = request
    const text = request.answer?.text ?? ''
    const failed = await answerInWords(
      deps,
      {
        clinicId,
        prescriptionId,
        questionId,
        messageId: networkId(request.id),
        type: 'RxChangeResponse',
        code,
        subCodes,
        answer:
          status === 'denied'
            ? { outcome: 'denied', reasonCode: code === 'P' ? 'AO' : 'AL', text }
            : { outcome: 'validated', note: text || null },
      },
      lastAttempt,
    )
    if (failed !== null)
      deps.log.error({ changeRequestId, reason: failed }, 'a pharmacy could not be told of an answer')
  }
