/** One mail an occasion, without a word that nobody else should read. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MailBounced } from '../../adapters/mail/port.ts'
import { newId } from '../../platform/ids.ts'
import { type Outside, startOutside } from '../../testing/outside.ts'
import { notifyPatient, type Template } from './index.ts'
import { composeMail } from './templates.ts'

let outside: Outside
beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.stop())
beforeEach(() => {
  outside.failMailWith(null)
  outside.mails.length = 0
})

const notify = (subjectId: string, more: { template?: Template; dedupeKey?: string; runAt?: Date } = {}) =>
  outside.deps.db.write(outside.clinicId, (tx) =>
    notifyPatient(tx, {
      clinicId: outside.clinicId,
      patientId: outside.patientId,
      template: 'decision_made',
      subjectId,
      dedupeKey: 'once',
      now: outside.clock.at(),
      ...more,
    }),
  )
const statuses = async (subjectId: string) => {
  const sql = 'select status, attempts, failure from notifications where subject_id = $1'
  return outside.sql<{ status: string; attempts: number; failure: string | null }>(sql, [subjectId])
}

describe('notifying a patient', () => {
  it('sends one mail to the patient’s address, with a link and the clinic’s name', async () => {
    const subjectId = newId()
    await notify(subjectId)
    await outside.runDue()
    expect(outside.mails).toHaveLength(1)
    expect(outside.mails[0]).toMatchObject({
      to: `${outside.patientId}@patients.example`,
      subject: 'There is news about your visit · Test clinic',
      text: expect.stringContaining('https://clinic.example/portal\n'),
    })
    expect(await statuses(subjectId)).toEqual([{ status: 'sent', attempts: 1, failure: null }])
  })

  it('once a template, subject and key, also when asked at the same time', async () => {
    const subjectId = newId()
    await Promise.all(Array.from({ length: 6 }, () => notify(subjectId)))
    await notify(subjectId)
    await outside.runDue()
    expect(outside.mails).toHaveLength(1)
    await notify(subjectId, { dedupeKey: 'again' })
    await notify(subjectId, { template: 'message_waiting' })
    await outside.runDue()
    expect(outside.mails).toHaveLength(3)
  })

  it('belongs to its transaction: no commit, no mail', async () => {
    const subjectId = newId()
    const failing = outside.deps.db.write(outside.clinicId, async (tx) => {
      const { clinicId, patientId } = outside
      const now = outside.clock.at()
      await notifyPatient(tx, {
        clinicId,
        patientId,
        template: 'decision_made',
        subjectId,
        dedupeKey: 'x',
        now,
      })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await outside.runDue()
    expect(outside.mails).toHaveLength(0)
    expect(await statuses(subjectId)).toEqual([])
  })

  it('waits for its time', async () => {
    await notify(newId(), { runAt: new Date(outside.clock.at().getTime() + 60_000) })
    await outside.runDue()
    expect(outside.mails).toHaveLength(0)
    outside.clock.advance(60)
    await outside.runDue()
    expect(outside.mails).toHaveLength(1)
  })
})

describe('when mail does not go out', () => {
  it('is tried again, as the same mail', async () => {
    const subjectId = newId()
    await notify(subjectId)
    outside.failMailWith(() => {
      throw new Error('the mail server is down')
    })
    await outside.runDue()
    expect(await statuses(subjectId)).toMatchObject([{ status: 'queued', attempts: 1 }])
    outside.failMailWith(null)
    outside.clock.advance(60)
    await outside.runDue()
    expect(await statuses(subjectId)).toEqual([{ status: 'sent', attempts: 2, failure: null }])
  })

  it('sent and not recorded: sent again under the same Message-ID key', async () => {
    const subjectId = newId()
    await notify(subjectId)
    const [job] = await outside.queued('send-notification')
    const keys: (string | null)[] = []
    outside.failMailWith(() => {
      throw new Error('the process died after the mail server took it')
    })
    if (job) await outside.runJob(job)
    const [row] = await outside.sql<{ id: string }>('select id from notifications where subject_id = $1', [
      subjectId,
    ])
    outside.failMailWith(null)
    outside.clock.advance(60)
    await outside.runDue()
    keys.push(...outside.mails.map(({ messageKey }) => messageKey))
    expect(keys).toEqual([row?.id])
  })

  it('an address that is refused for good is not tried again', async () => {
    const subjectId = newId()
    await notify(subjectId)
    outside.failMailWith(() => {
      throw new MailBounced(550)
    })
    await outside.runDue()
    expect(await statuses(subjectId)).toEqual([
      { status: 'bounced', attempts: 1, failure: 'refused with 550' },
    ])
    expect(await outside.queued('send-notification')).toEqual([])
  })

  it('gives up after the last attempt, visibly', async () => {
    const subjectId = newId()
    await notify(subjectId)
    outside.failMailWith(() => {
      throw new Error('the mail server is down')
    })
    const [job] = await outside.queued('send-notification')
    if (job) await outside.runJob(job, { lastAttempt: true })
    expect(await statuses(subjectId)).toMatchObject([
      { status: 'failed', failure: 'the mail server is down' },
    ])
  })
})

describe('what is written', () => {
  const templates: Template[] = [
    'consultation_received',
    'card_needed',
    'question_waiting',
    'decision_made',
    'prescription_sent',
    'prescription_ready',
    'pharmacy_trouble',
    'payment_receipt',
    'payment_failed',
    'message_waiting',
  ]
  it.each(templates)('%s names nothing clinical', (template) => {
    const { subject, text } = composeMail(template, 'Test clinic', 'https://clinic.example/portal')
    const clinical =
      /weight|obes|erect|hair|prescri|medic|drug|pharmac|diagnos|approv|den(y|ied)|dose|treat|\$\d/i
    expect(`${subject} ${text}`).not.toMatch(clinical)
    expect(text).toContain('https://clinic.example/portal')
  })
})
