/** HTTP to commands, nothing more. */
import type { Deps } from '../../deps.ts'
import { openIntakeDocument, readUpload, sendDocument, storeDocument } from '../documents/index.ts'
import type { Handlers } from '../identity/index.ts'
import { intakeKey } from './intake-token.ts'
import { loadIntake } from './queries.ts'
import { questionBank } from './question-bank.ts'
import { requireOpen, saveAnswer } from './save-answer.ts'
import { getIntake, startIntake } from './start-intake.ts'
import { submitIntake } from './submit-intake.ts'

export const intakeHandlers = (deps: Deps): Handlers => ({
  startIntake: ({ body }) => startIntake(deps, body),
  getIntake: async ({ params, request }) => getIntake(deps, await intakeKey(deps.db, request, params.id)),
  saveAnswer: async ({ params, body, request }) =>
    saveAnswer(deps, await intakeKey(deps.db, request, params.id), {
      linkId: params.linkId,
      answer: body.answer,
      requestId: request.id,
    }),
  uploadIntakeDocument: async ({ params, request }) => {
    const key = await intakeKey(deps.db, request, params.id)
    const intake = await deps.db.read(key.clinicId, (db) => loadIntake(db, key))
    requireOpen(intake)
    const scalp = intake.category === 'hair'
    return storeDocument(deps, {
      clinicId: key.clinicId,
      patientId: null,
      intakeId: key.id,
      consultationId: null,
      kind: scalp ? 'scalp_photo' : 'photo',
      title: scalp ? 'Scalp photo' : 'Photo',
      bytes: await readUpload(request),
    })
  },
  getIntakeDocument: async ({ params, request, reply }) => {
    const key = await intakeKey(deps.db, request, params.id)
    requireOpen(await deps.db.read(key.clinicId, (db) => loadIntake(db, key)))
    return sendDocument(deps, reply, await openIntakeDocument(deps, key.clinicId, key.id, params.documentId))
  },
  getQuestionBank: async ({ params }) => questionBank(params.category),
  submitIntake: async ({ params, person, body, once, request }) =>
    submitIntake(deps, {
      key: await intakeKey(deps.db, request, params.id),
      person,
      input: body,
      once,
      requestId: request.id,
      ip: request.ip,
    }),
})
