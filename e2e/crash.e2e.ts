/**
 * Journey 9, second half: server and worker are killed at random moments around approvals, the pharmacy network
 * is down for a while. Nothing accepted is lost; nothing outside happens twice, by the counterparties' own counts.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConsultationSummary, Decided } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApiProblem } from '../scripts/demo/api-client.ts'
import { disagreements, expectedOf } from '../scripts/demo/exactly-once.ts'
import { kindsOf } from '../scripts/demo/mail-words.ts'
import { type Provider, proposedOption, treatmentOf } from '../scripts/demo/provider.ts'
import { SandboxClient } from '../scripts/demo/sandbox-client.ts'
import { until } from '../scripts/demo/wait.ts'
import { query } from './kit/database.ts'
import { type OwnStack, startOwnStack } from './kit/own-stack.ts'
import { staff, waitingPatient } from './kit/people.ts'

const CASES = 10
const UNDO_SECONDS = 1
const KILLS = 5

let own: OwnStack
beforeAll(async () => {
  own = await startOwnStack({ undoSeconds: UNDO_SECONDS })
})
afterAll(() => own?.stop())

const randomly = (below: number): number => Math.floor(Math.random() * below)

/** As the browser does it: the same request under the same key, until there is an answer. */
const approveUntilAnswered = async (provider: Provider, summary: ConsultationSummary): Promise<Decided> => {
  const { consultation, order } = summary
  const options = {
    key: randomUUID(),
    params: { id: consultation.id },
    body: {
      version: consultation.version,
      treatment: treatmentOf(proposedOption(summary)),
      pharmacyId: order.pharmacy?.ncpdpId ?? '',
      notes: 'Approved while the power failed.',
      overrides: [],
    },
  }
  return until('An approval is answered', { withinMs: 120_000 }, async () => {
    try {
      return await provider.api.call('approveConsultation', options)
    } catch (error) {
      // No answer, or an answer of a server about to die: the outcome is not known, so it is asked again.
      if (error instanceof ApiProblem && error.body.status < 500) throw error
      return null
    }
  })
}

describe('killed again and again', () => {
  it('loses no accepted decision and doubles nothing', { timeout: 420_000 }, async () => {
    const { stack } = own
    const sandbox = new SandboxClient(stack.sandboxUrl)
    await sandbox.setFaults({ pharmacy: { verifyMs: 200, fillMs: 600 }, card: { duplicateCallbacks: true } })
    const providers = await Promise.all([staff('avery', stack), staff('jonah', stack)])
    const cases = []
    for (let at = 0; at < CASES; at += 1) {
      const patient = await waitingPatient(
        { givenName: 'Storm', birthDate: '1983-03-13', sex: 'male', category: at % 2 === 0 ? 'hair' : 'ed' },
        { place: stack },
      )
      const provider = providers[at % providers.length] as Provider
      cases.push({ patient, provider, summary: await provider.claim(patient.consultationId()) })
    }

    // Closed for the first prescriptions, and open again while some are waiting to be sent.
    await sandbox.setFaults({ pharmacy: { down: true } })
    const kill = async (child: typeof stack.server, pauseMs: number) => {
      for (let time = 0; time < KILLS; time += 1) {
        await sleep(randomly(pauseMs))
        await child.kill('SIGKILL')
        await child.start()
      }
    }
    const approvals = cases.map(async ({ provider, summary }, at) => {
      await sleep(at * 250 + randomly(250))
      return approveUntilAnswered(provider, summary)
    })
    const [decided] = await Promise.all([
      Promise.all(approvals),
      kill(stack.server, 700),
      kill(stack.worker, 1200),
      sleep(4_000).then(() => sandbox.setFaults({ pharmacy: { down: false } })),
    ])
    expect(new Set(decided.map(({ decisionId }) => decisionId)).size).toBe(CASES)
    // Once more, while what was approved is on its way out.
    await kill(stack.worker, 1500)

    const summaries: ConsultationSummary[] = []
    for (const { patient, provider } of cases) {
      let last: ConsultationSummary | undefined
      const done = await until(
        'An approved order completes',
        { withinMs: 300_000, pauseMs: 500 },
        async () => {
          last = await provider.open(patient.consultationId())
          return last.order.status === 'completed' && last
        },
        () =>
          last && [
            last.order.status,
            last.order.holdReason,
            ...last.order.prescriptions.map(({ status }) => status),
            last.order.invoice.status,
          ],
      )
      summaries.push(done)
    }
    const rows = await query<{ id: string }>(
      stack.adminUrl,
      "select id from consultation_approvals where status = 'approved'",
    )
    expect(rows.map(({ id }) => id).toSorted()).toEqual(
      decided.map(({ decisionId }) => decisionId).toSorted(),
    )
    const signed = await query<{ n: number }>(stack.adminUrl, 'select count(*)::int as n from prescriptions')
    expect(signed).toEqual([{ n: CASES }])
    expect(disagreements(expectedOf(summaries), await sandbox.state())).toEqual([])
    for (const { patient } of cases) {
      const kinds = await until('The mails arrive', { withinMs: 120_000 }, async () => {
        // Mail alone may come twice: a server that dies between sending and noting it cannot know.
        const arrived = new Set(kindsOf(await sandbox.mailsTo(patient.email)))
        return arrived.size >= 5 && arrived
      })
      expect([...kinds].toSorted()).toEqual(['decision', 'ready', 'receipt', 'received', 'sent'])
    }
  })
})
