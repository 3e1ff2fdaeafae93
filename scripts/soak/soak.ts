/** What one soak is run with. */
import type pg from 'pg'
import type { Child } from '../stack/child.ts'

export type Soak = {
  readonly prescriptions: number
  readonly faults: boolean
  readonly minutes: number
  readonly kills: number
  readonly outages: number
  readonly talkative: number
  readonly seed: number
  readonly owner: pg.Client
  readonly sandboxUrl: string
  readonly networkSecret: string
  readonly server: Child
  readonly workers: readonly Child[]
  readonly failed: Promise<never>
  readonly say: (line: string) => void
}
