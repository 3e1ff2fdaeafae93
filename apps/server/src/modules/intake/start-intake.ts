/** Starting and resuming an intake. */
import type { IntakeView, StartedIntake, StartIntake } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { findClinic, loadClinic } from '../identity/index.ts'
import { hashToken, newToken } from './intake-token.ts'
import { consultationOfIntake, type IntakeKey, insertIntake, loadIntake } from './queries.ts'
import { currentVersion, questionnaireOf } from './questionnaires.ts'

/** @throws not-found for a clinic there is not, or one that does not offer the category. */
export async function startIntake(deps: Deps, input: StartIntake): Promise<StartedIntake> {
  const clinic = await findClinic(deps.db, input.clinicSlug)
  if (!clinic.offer.categories[input.category]) throw new Problem('not-found')
  const id = newId()
  const token = newToken()
  await deps.db.write(clinic.id, (tx) =>
    insertIntake(tx, {
      clinicId: clinic.id,
      id,
      tokenHash: hashToken(token),
      category: input.category,
      questionnaireVersion: currentVersion(input.category),
      at: deps.clock.now(),
    }),
  )
  return { id, token }
}

export const getIntake = (deps: Deps, key: IntakeKey): Promise<IntakeView> =>
  deps.db.read(key.clinicId, async (db) => {
    const [intake, clinic, consultationId] = await Promise.all([
      loadIntake(db, key),
      loadClinic(db, key.clinicId),
      consultationOfIntake(db, key.clinicId, key.id),
    ])
    return {
      id: intake.id,
      clinicSlug: clinic.slug,
      category: intake.category,
      status: intake.status,
      version: intake.version,
      questionnaire: questionnaireOf(intake.category, intake.questionnaireVersion),
      // Once sent, the answers are the chart's: whoever holds the link reads them no more.
      answers: intake.status === 'started' ? intake.answers : {},
      consultationId,
    }
  })
