import type { Answer, SavedAnswer } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { createAnswerSender } from './answer-sender.ts'
import type { Unsent } from './draft-store.ts'

class NoConnection extends Error {}
const yes: Answer = { kind: 'boolean', value: true }
const no: Answer = { kind: 'boolean', value: false }

/** A server whose outcomes are scripted; sleeping ends when the test says so. */
function setUp(unsent: Unsent[] = []) {
  const outcomes: (() => Promise<SavedAnswer>)[] = []
  const calls: [string, Answer][] = []
  const waits: number[] = []
  let kept: readonly Unsent[] = unsent
  const sleepers: (() => void)[] = []
  const sender = createAnswerSender({
    put: (linkId, answer) => {
      calls.push([linkId, answer])
      return (outcomes.shift() ?? (() => Promise.resolve({ version: calls.length, emergency: null })))()
    },
    keep: (next) => {
      kept = next
    },
    mayPass: (error) => error instanceof NoConnection,
    sleep: (ms, onWake) =>
      new Promise((resolve) => {
        waits.push(ms)
        sleepers.push(resolve)
        onWake(resolve)
      }),
    unsent,
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { sender, outcomes, calls, waits, kept: () => kept, sleepers, settled }
}
const lost = () => Promise.reject(new NoConnection())

describe('sending answers', () => {
  it('says saved only when the server has it', async () => {
    const { sender, kept } = setUp()
    const seen: string[] = []
    sender.subscribe(() => seen.push(sender.state().status))
    await sender.send('a', yes)
    expect(seen).toEqual(['saving', 'saved'])
    expect(kept()).toEqual([])
  })

  it('keeps an answer while there is no connection, and tries again by itself', async () => {
    const { sender, outcomes, calls, waits, kept, sleepers, settled } = setUp()
    outcomes.push(lost, lost)
    const sent = sender.send('a', yes)
    await settled()
    expect(sender.state()).toEqual({ status: 'waiting', pending: 1 })
    expect(kept()).toEqual([{ linkId: 'a', answer: yes }])
    sleepers.shift()?.()
    await settled()
    sleepers.shift()?.()
    await sent
    expect(waits).toEqual([1000, 2000])
    expect(calls).toHaveLength(3)
    expect(sender.state()).toEqual({ status: 'saved', pending: 0 })
  })

  it('tries again at once when told that the connection is back', async () => {
    const { sender, outcomes, settled } = setUp()
    outcomes.push(lost)
    const sent = sender.send('a', yes)
    await settled()
    sender.retry()
    expect((await sent).emergency).toBeNull()
  })

  it('sends what an earlier visit to the page left unsent', async () => {
    const { sender, calls, settled } = setUp([{ linkId: 'a', answer: yes }])
    sender.retry()
    await settled()
    expect(calls).toEqual([['a', yes]])
  })

  it('sends the newest answer to a question last', async () => {
    const { sender, outcomes, calls, settled } = setUp()
    outcomes.push(lost)
    const first = sender.send('a', yes)
    await settled()
    const second = sender.send('a', no)
    sender.retry()
    await Promise.all([first, second])
    expect(calls.at(-1)).toEqual(['a', no])
  })

  it('gives a refusal back and goes on with the rest', async () => {
    const { sender, outcomes, calls } = setUp()
    outcomes.push(() => Promise.reject(new Error('refused')))
    const refused = sender.send('a', yes)
    const taken = sender.send('b', no)
    await expect(refused).rejects.toThrow('refused')
    await taken
    expect(calls.map(([linkId]) => linkId)).toEqual(['a', 'b'])
    expect(sender.state()).toEqual({ status: 'saved', pending: 0 })
  })
})
