/** What goes wrong beside the line's own faults: parts killed at random moments, and the network away for seconds. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from '../stack/child.ts'
import { beAway } from './world.ts'

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const chancesOf = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const AWAY_MS = 3000

export type Disasters = {
  /** Brings on what is due when this share of the prescriptions is decided. */
  readonly bringOn: (shareDone: number) => Promise<void>
  readonly allCame: () => boolean
  readonly killed: Readonly<Record<string, number>>
  readonly outages: () => number
}

/** Moments are shares of the work done, the last early enough to matter. */
export const planDisasters = (plan: {
  seed: number
  kills: number
  outages: number
  server: Child
  workers: readonly Child[]
  sandboxUrl: string
  say: (line: string) => void
}): Disasters => {
  const chance = chancesOf(plan.seed)
  const moments = (count: number) => Array.from({ length: count }, () => 0.03 + chance() * 0.9)
  const killed: Record<string, number> = {}
  let outages = 0

  const kill = async (part: Child) => {
    await sleep(chance() * 1500)
    await part.kill('SIGKILL')
    killed[part.name] = (killed[part.name] ?? 0) + 1
    plan.say(`${part.name} killed with SIGKILL`)
    await part.start()
  }
  const loseNetwork = async () => {
    const downAs = outages % 2 === 0 ? 'closed' : '503'
    plan.say(`The network is away for ${AWAY_MS / 1000} s (${downAs})`)
    await beAway(plan.sandboxUrl, downAs, AWAY_MS)
    outages += 1
  }
  // The server in its turn, so that a run with few kills has one of it too.
  const parts = [...plan.workers, plan.server]
  const coming = [
    ...moments(plan.kills).map((at, index) => ({
      at,
      happen: () => kill(parts[(index + 1) % parts.length] ?? plan.server),
    })),
    ...moments(plan.outages).map((at) => ({ at, happen: loseNetwork })),
  ].sort((a, b) => a.at - b.at)

  return {
    bringOn: async (shareDone) => {
      const [next] = coming
      if (!next || shareDone < next.at) return
      coming.shift()
      await next.happen()
    },
    allCame: () => coming.length === 0,
    killed,
    outages: () => outages,
  }
}
