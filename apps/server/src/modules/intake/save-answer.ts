/** One answer, checked and kept at once, so that a phone that dies loses nothing. */
import type { Answer, SavedAnswer } from '@countersign/contract'
import { validateAnswer } from '@countersign/contract/questionnaire'
import { addDays } from 'date-fns/addDays'
import { formatISO } from 'date-fns/formatISO'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { system } from '../identity/index.ts'
import { emergencyOf } from './emergencies.ts'
import { refuseBirthDate } from './intake.ts'
import { countOwnDocuments, type IntakeKey, type IntakeRow, loadIntake, setAnswer } from './queries.ts'
import { questionnaireOf, questionOf } from './questionnaires.ts'

/** @throws intake-submitted, transition-not-allowed when given up, not-found, validation-failed */
export const saveAnswer = (
  deps: Deps,
  key: IntakeKey,
  input: { linkId: string; answer: Answer; requestId: string },
): Promise<SavedAnswer> =>
  deps.db.write(key.clinicId, async (tx) => {
    const now = deps.clock.now()
    const intake = await loadIntake(tx, key)
    requireOpen(intake)
    const item = questionOf(questionnaireOf(intake.category, intake.questionnaireVersion), input.linkId)
    if (!item) throw new Problem('not-found')
    const wrong =
      validateAnswer(item, input.answer) ??
      refuseDate(input.linkId, input.answer, now) ??
      (await refuseDocuments(tx, key, input.answer))
    if (wrong) throw new Problem('validation-failed', { errors: [{ pointer: '/answer', message: wrong }] })
    const version = await setAnswer(tx, key, input.linkId, input.answer, now)
    if (version === null) throw new Problem('intake-submitted')
    const emergency = emergencyOf(intake.category, item, input.answer, now)
    if (emergency) {
      await recordAudit(tx, system(key.clinicId, input.requestId), {
        action: 'intake.emergency_shown',
        subjectType: 'intake',
        subjectId: key.id,
        details: { call: emergency.call },
        at: now,
      })
    }
    return { version, emergency }
  })

/** @throws intake-submitted, transition-not-allowed */
export function requireOpen(intake: IntakeRow): void {
  if (intake.status === 'submitted') throw new Problem('intake-submitted')
  if (intake.status === 'abandoned')
    throw new Problem('transition-not-allowed', { detail: 'This intake is too old. Please start again.' })
}

/** Days are compared with tomorrow in UTC: it is never later than that anywhere. */
function refuseDate(linkId: string, answer: Answer, now: Date): string | null {
  const latest = formatISO(addDays(now, 1), { representation: 'date' })
  if (answer.kind === 'date')
    return linkId === 'birth-date' ? refuseBirthDate(answer.value, latest) : future(answer.value, latest)
  return answer.kind === 'blood-pressure' && answer.measuredOn ? future(answer.measuredOn, latest) : null
}
const future = (date: string, latest: string) => (date > latest ? 'That day has not come yet.' : null)

async function refuseDocuments(tx: Tx, key: IntakeKey, answer: Answer): Promise<string | null> {
  if (answer.kind !== 'attachments') return null
  const own = await countOwnDocuments(tx, key.clinicId, key.id, answer.documentIds)
  return own === new Set(answer.documentIds).size ? null : 'Please add the photos again.'
}
