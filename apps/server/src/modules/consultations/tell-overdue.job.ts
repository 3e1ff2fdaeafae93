/** Says once, on the event stream, that a waiting case has gone past its deadline. */
import type { Deps } from '../../deps.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import type { CronJob } from '../../platform/jobs/worker.ts'
import { listCrossedDeadlines, markOverdueTold } from './queries.ts'

export async function tellOverdue(deps: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<void> {
  const now = deps.clock.now()
  const crossed = await deps.db.global((global) => listCrossedDeadlines(global, now))
  for (const [clinicId, cases] of Map.groupBy(crossed, (each) => each.clinicId)) {
    await deps.db
      .write(clinicId, async (tx) => {
        // Decided or told meanwhile: not marked, and nothing is said of it.
        const marked = await markOverdueTold(
          tx,
          clinicId,
          cases.map((each) => each.consultationId),
          now,
        )
        // For the staff alone: a patient is not told of the clinic's own deadline.
        for (const id of marked)
          await recordEvent(tx, {
            clinicId,
            type: 'consultation.overdue',
            subjectId: id,
            patientId: null,
            at: now,
          })
      })
      .catch((err) => deps.log.error({ err, clinicId }, 'overdue cases could not be told'))
  }
}

export const tellOverdueCron = (deps: Pick<Deps, 'db' | 'clock' | 'log'>): CronJob => ({
  task: 'tell-overdue',
  match: '* * * * *',
  run: () => tellOverdue(deps),
})
