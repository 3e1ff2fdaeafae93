import type { Deps } from '../../deps.ts'
import type { CronJob } from '../../platform/jobs/worker.ts'
import { forgetTokens } from './queries.ts'

/** A token that has expired is refused for that alone: that it was used need not be known any more. */
export const forgetTokensCron = (deps: Deps): CronJob => ({
  task: 'forget-cds-tokens',
  match: '37 * * * *',
  run: () => forgetTokens(deps.db, deps.clock.now()),
})
