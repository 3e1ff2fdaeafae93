/** What the pharmacy network says to us: kept, acted on once, answered, in whatever order it comes. */
import { decode, scriptError, status } from '@countersign/ncpdp-script'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '../../platform/problem.ts'
import { fillBody, messageFrom, parties, verifyBody } from '../../testing/fake-network.ts'
import { type Approved, type Outside, startOutside } from '../../testing/outside.ts'

let outside: Outside
beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.stop())
beforeEach(async () => {
  await outside.sql('delete from graphile_worker._private_jobs')
  Object.assign(outside.network, { fates: [], calls: 0, asked: [], during: null })
})

const state = async (approved: Approved) => {
  const { status: order, holdReason, prescriptions } = await outside.view(approved)
  return { order, holdReason, rx: prescriptions[0]?.status }
}
const sent = async (): Promise<Approved> => {
  const approved = await outside.approvedCase()
  await outside.runDue()
  return approved
}
/** Code and DescriptionCode of an answer. */
const answer = (xml: string): string => {
  const decoded = decode(xml)
  if (!decoded.ok) throw decoded.error
  const { body } = decoded.message
  if (body.type !== 'Status' && body.type !== 'Error') throw new Error(`answered with ${body.type}`)
  return [body.type, body.code, ...(body.descriptionCodes ?? [])].join(' ')
}
const unmatched = async () =>
  Number((await outside.sql<{ n: string }>('select count(*) as n from unmatched_network_messages'))[0]?.n)
const kept = async (approved: Approved, type: string) =>
  outside.sql<{ outcome: string }>(
    "select outcome from prescription_messages where prescription_id = $1 and direction = 'in' and type = $2",
    [approved.prescriptionId, type],
  )

describe('news of a prescription', () => {
  it('verify, then filled: the order is filled, and complete once it is paid', async () => {
    const approved = await sent()
    expect(answer(await outside.hear({ relatesToMessageId: approved.messageId, body: verifyBody }))).toBe(
      'Status 010',
    )
    expect(await state(approved)).toMatchObject({ order: 'sent', rx: 'verified' })
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    expect(await state(approved)).toMatchObject({ order: 'filled', rx: 'filled' })
    const [complete] = await outside.queued('complete-consultation')
    expect(complete?.payload).toEqual({ clinicId: outside.clinicId, consultationId: approved.consultationId })
    await outside.runDue()
    expect(await state(approved)).toMatchObject({ order: 'completed', rx: 'filled' })
  })

  it('filled before verified ends the same', async () => {
    const approved = await sent()
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    expect(answer(await outside.hear({ relatesToMessageId: approved.messageId, body: verifyBody }))).toBe(
      'Status 010',
    )
    expect(await state(approved)).toMatchObject({ order: 'filled', rx: 'filled' })
  })

  it('in part, then the rest', async () => {
    const approved = await sent()
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('partially-filled') })
    expect(await state(approved)).toMatchObject({ order: 'partially_filled', rx: 'partially_filled' })
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    expect(await state(approved)).toMatchObject({ order: 'filled', rx: 'filled' })
  })

  it('not filled: held with the pharmacy’s words; filled after all: it goes on', async () => {
    const approved = await sent()
    await outside.hear({
      relatesToMessageId: approved.messageId,
      body: fillBody('not-filled', 'Out of stock until Monday'),
    })
    expect(await state(approved)).toEqual({ order: 'on_hold', holdReason: 'pharmacy', rx: 'rejected' })
    expect((await outside.view(approved)).prescriptions[0]?.rejectText).toBe('Out of stock until Monday')
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    expect(await state(approved)).toEqual({ order: 'filled', holdReason: null, rx: 'filled' })
  })

  it('transferred: on record, still in force', async () => {
    const approved = await sent()
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('transferred') })
    expect(await state(approved)).toMatchObject({ order: 'sent', rx: 'sent' })
    expect(await kept(approved, 'RxFill')).toEqual([{ outcome: 'transferred' }])
  })

  it('an Error afterwards: held', async () => {
    const approved = await sent()
    await outside.hear({
      relatesToMessageId: approved.messageId,
      body: scriptError('900', '1000', 'Prescriber unknown'),
    })
    expect(await state(approved)).toEqual({ order: 'on_hold', holdReason: 'pharmacy', rx: 'rejected' })
  })

  it('resolves a prescription nobody knew to have arrived', async () => {
    const approved = await outside.approvedCase()
    outside.network.fates = ['lost_after']
    await outside.runDue()
    expect(await state(approved)).toMatchObject({ rx: 'transmission_unknown' })
    await outside.hear({ relatesToMessageId: approved.messageId, body: verifyBody })
    expect(await state(approved)).toMatchObject({ order: 'sent', rx: 'verified' })
    outside.clock.advance(60)
    await outside.runDue()
    expect(outside.network.asked).toEqual([])
    expect(await state(approved)).toMatchObject({ rx: 'verified' })
  })

  it('is found by our order number alone', async () => {
    const approved = await sent()
    const prescriberOrderNumber = approved.prescriptionId.replaceAll('-', '')
    await outside.hear({ prescriberOrderNumber, body: verifyBody })
    expect(await state(approved)).toMatchObject({ rx: 'verified' })
  })
})

describe('once', () => {
  it('the same message again is answered with the very same answer and acted on once', async () => {
    const approved = await sent()
    const message = messageFrom({ relatesToMessageId: approved.messageId, body: verifyBody })
    const first = await outside.hearXml(message)
    const again = await outside.hearXml(
      message.replace(/<SentTime>[^<]*/, '<SentTime>2026-11-22T16:00:00.000Z'),
    )
    expect(again).toBe(first)
    expect(await kept(approved, 'Verify')).toHaveLength(1)
    const events = await outside.sql(
      "select 1 from events where subject_id = $1 and body ->> 'status' = 'verified'",
      [approved.prescriptionId],
    )
    expect(events).toHaveLength(1)
  })

  it('twenty copies at the same time', async () => {
    const approved = await sent()
    const message = messageFrom({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    const answers = await Promise.all(Array.from({ length: 20 }, () => outside.hearXml(message)))
    expect(new Set(answers).size).toBe(1)
    expect(await kept(approved, 'RxFill')).toHaveLength(1)
    expect(await outside.queued('complete-consultation')).toHaveLength(1)
  })

  it('verify, part, rest and copies of all, at the same time', async () => {
    const approved = await sent()
    const relatesToMessageId = approved.messageId
    const bodies = [verifyBody, fillBody('partially-filled'), fillBody('filled')]
    const messages = bodies.map((body) => messageFrom({ relatesToMessageId, body }))
    await Promise.all([...messages, ...messages, ...messages].map((xml) => outside.hearXml(xml)))
    expect(await state(approved)).toMatchObject({ order: 'filled', rx: 'filled' })
  })

  it('a MessageID used again for another message is refused, and that message kept', async () => {
    const approved = await sent()
    const before = await unmatched()
    const messageId = approved.prescriptionId.replaceAll('-', '').slice(0, 20)
    const relatesToMessageId = approved.messageId
    await outside.hear({ messageId, relatesToMessageId, body: fillBody('partially-filled') })
    expect(answer(await outside.hear({ messageId, relatesToMessageId, body: fillBody('filled') }))).toBe(
      'Error 900 220',
    )
    expect(await state(approved)).toMatchObject({ rx: 'partially_filled' })
    expect(await unmatched()).toBe(before + 1)
  })
})

describe('messages that are not for us to act on', () => {
  it.each([
    [
      'no prescription of ours',
      () => ({ relatesToMessageId: 'nothing', body: verifyBody }),
      'Error 900 1000',
    ],
    ['no numbers at all', () => ({ body: verifyBody }), 'Error 900 1000'],
  ])('%s: kept and refused', async (_what, message, code) => {
    const before = await unmatched()
    expect(answer(await outside.hear(message()))).toBe(code)
    expect(await unmatched()).toBe(before + 1)
  })

  it('two different prescriptions in one message', async () => {
    const [one, two] = [await sent(), await sent()]
    const prescriberOrderNumber = two.prescriptionId.replaceAll('-', '')
    const xml = await outside.hear({
      relatesToMessageId: one.messageId,
      prescriberOrderNumber,
      body: fillBody('filled'),
    })
    expect(answer(xml)).toBe('Error 900 2000')
    expect(await state(one)).toMatchObject({ rx: 'sent' })
    expect(await state(two)).toMatchObject({ rx: 'sent' })
  })

  it('from a pharmacy that does not have it', async () => {
    const approved = await sent()
    const message = {
      relatesToMessageId: approved.messageId,
      pharmacyId: '9900017',
      body: fillBody('filled'),
    }
    expect(answer(await outside.hear(message))).toBe('Error 900 4030')
    expect(await state(approved)).toMatchObject({ rx: 'sent' })
  })

  it('addressed to another clinic than the one that wrote it', async () => {
    const approved = await sent()
    const before = await unmatched()
    const xml = await outside.hear({
      relatesToMessageId: approved.messageId,
      clinicNpi: '1992999825',
      body: fillBody('filled'),
    })
    expect(answer(xml)).toBe('Error 900 1000')
    expect(await state(approved)).toMatchObject({ rx: 'sent' })
    expect(await unmatched()).toBe(before + 1)
    expect(await kept(approved, 'RxFill')).toEqual([])
  })

  it('not in UTF-8: refused with an Error, not read with a character replaced, and kept whole', async () => {
    const approved = await sent()
    const note = 'Sent to Núñez'
    const xml = messageFrom({ relatesToMessageId: approved.messageId, body: fillBody('not-filled', note) })
    expect(xml).toContain(note)
    const bytes = Buffer.from(xml, 'latin1')
    expect(answer(await outside.hearXml(bytes))).toBe('Error 900 2000')
    expect(await state(approved)).toMatchObject({ rx: 'sent' })
    const [last] = await outside.sql<{ sealed: Buffer; reason: string }>(
      'select body_encrypted as sealed, reason from unmatched_network_messages order by id desc limit 1',
    )
    expect(last?.reason).toContain('wrong-encoding')
    expect(outside.deps.encryption.open(last?.sealed ?? Buffer.alloc(0))).toContain(note)
    expect(answer(await outside.hearXml(Buffer.from(xml)))).toBe('Status 010')
    expect(await state(approved)).toMatchObject({ rx: 'rejected' })
  })

  it('every message is at rest only encrypted, and opens to what was sent', async () => {
    const approved = await sent()
    const xml = messageFrom({
      relatesToMessageId: approved.messageId,
      body: fillBody('not-filled', 'A patient’s words'),
    })
    await outside.hearXml(xml)
    const rows = await outside.sql<{ sealed: Buffer; direction: string; type: string }>(
      'select body_encrypted as sealed, direction, type from prescription_messages where prescription_id = $1 order by at, id',
      [approved.prescriptionId],
    )
    expect(rows.map(({ direction, type }) => `${direction} ${type}`).sort()).toEqual([
      'in RxFill',
      'in Status',
      'out NewRx',
      'out Status',
    ])
    for (const { sealed } of rows) {
      expect(sealed.toString('latin1')).not.toMatch(/Message|Header|patient/)
      expect(outside.deps.encryption.open(sealed)).toMatch(/^<\?xml/)
    }
    const fill = rows.find(({ type }) => type === 'RxFill')
    expect(outside.deps.encryption.open(fill?.sealed ?? Buffer.alloc(0))).toBe(xml)
  })

  it('of a kind we do not take: refused, kept with the prescription, refused again the same way', async () => {
    const approved = await sent()
    const message = messageFrom({
      relatesToMessageId: approved.messageId,
      body: { type: 'NewRx', ...parties },
    })
    const first = await outside.hearXml(message)
    expect(answer(first)).toBe('Error 900 4010')
    expect(await outside.hearXml(message)).toBe(first)
    expect(await kept(approved, 'NewRx')).toEqual([{ outcome: 'refused' }])
  })

  it.each([
    ['', 'Error 900 1000'],
    ['not xml', 'Error 900 2000'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><Message/>', 'Error 900 2000'],
    ['<Message/>', 'Error 900 4010'],
  ])('unreadable %j: an Error, never a crash', async (xml, code) => {
    const before = await unmatched()
    expect(answer(await outside.hearXml(xml))).toBe(code)
    expect(await unmatched()).toBe(before + 1)
  })

  it('a fill of what was cancelled stops everything for a person to look', async () => {
    const approved = await outside.approve(await outside.openCase())
    await outside.cancel(approved)
    expect(await state(approved)).toMatchObject({ order: 'cancelled', rx: 'cancelled' })
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    expect(await state(approved)).toEqual({ order: 'on_hold', holdReason: 'safety', rx: 'cancelled' })
  })
})

describe('cancelling what a pharmacy has', () => {
  const cancel = (approved: Approved) => outside.cancel(approved)
  const cancelId = () => [...outside.network.taken.keys()].findLast((id) => id.startsWith('C')) ?? ''

  it('CancelRx once, and the order is cancelled when the pharmacy says so', async () => {
    const approved = await sent()
    expect(await cancel(approved)).toBe('requested')
    await outside.runDue()
    expect(outside.network.taken.get(cancelId())?.xml).toContain(`<RelatesToMessageID>${approved.messageId}`)
    expect(await state(approved)).toMatchObject({ order: 'sent', rx: 'cancel_requested' })
    const body = { type: 'CancelRxResponse', response: { outcome: 'approved', note: 'Done' } } as const
    await outside.hear({ relatesToMessageId: cancelId(), body })
    expect(await state(approved)).toMatchObject({ order: 'cancelled', rx: 'cancelled' })
  })

  it('a CancelRx without an answer is the same CancelRx again', async () => {
    const approved = await sent()
    await cancel(approved)
    outside.network.fates = ['lost_after', 'crash_after', 'accept']
    for (let round = 0; round < 3; round += 1) {
      await outside.runDue()
      outside.clock.advance(60)
    }
    expect(outside.network.taken.get(cancelId())?.times).toBe(3)
    expect(await state(approved)).toMatchObject({ rx: 'cancel_requested' })
  })

  it('denied: the order goes to the people who can phone, and is filled if it is', async () => {
    const approved = await sent()
    await cancel(approved)
    await outside.runDue()
    const body = {
      type: 'CancelRxResponse',
      response: { outcome: 'denied', denialReason: 'Already dispensed' },
    } as const
    await outside.hear({ relatesToMessageId: cancelId(), body })
    expect(await state(approved)).toEqual({ order: 'on_hold', holdReason: 'pharmacy', rx: 'cancel_denied' })
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    expect(await state(approved)).toMatchObject({ order: 'filled', rx: 'filled' })
  })

  it('is refused while nobody knows whether the pharmacy has it', async () => {
    const approved = await outside.approvedCase()
    outside.network.fates = ['lost_after']
    await outside.runDue()
    await expect(cancel(approved)).rejects.toMatchObject({ problem: 'transition-not-allowed' })
  })
})

describe('the door', () => {
  let app: FastifyInstance
  beforeAll(async () => {
    app = Fastify()
    app.setErrorHandler((error, _request, reply) =>
      reply
        .code(
          error instanceof Problem ? error.status : ((error as { statusCode?: number }).statusCode ?? 500),
        )
        .send({}),
    )
    outside.registerPharmacyInbound(app)
    await app.ready()
  })
  afterAll(() => app.close())
  const post = (payload: string, headers: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/api/pharmacy-network/messages', payload, headers })
  const secret = { authorization: 'Bearer a network secret of a test' }
  const xml = { 'content-type': 'application/xml; charset=utf-8' }
  const message = () => messageFrom({ relatesToMessageId: 'nothing', body: status('010') })

  it.each([
    {},
    { authorization: 'Bearer wrong' },
    { authorization: 'Basic a network secret of a test' },
    { authorization: '' },
  ])('refuses %j before it reads anything', async (headers) => {
    const before = await unmatched()
    const response = await post(message(), { ...xml, ...headers } as Record<string, string>)
    expect(response.statusCode).toBe(401)
    expect(await unmatched()).toBe(before)
  })

  it('answers XML with XML', async () => {
    const response = await post(message(), { ...xml, ...secret })
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toContain('application/xml')
    expect(answer(response.body)).toBe('Error 900 1000')
  })

  it('refuses what is not UTF-8 in words, whatever the declaration says', async () => {
    const before = await unmatched()
    const bytes = Buffer.from(message().replace('<Code>', '<!-- é --><Code>'), 'latin1')
    const response = await app.inject({
      method: 'POST',
      url: '/api/pharmacy-network/messages',
      payload: bytes,
      headers: { ...xml, ...secret },
    })
    expect(answer(response.body)).toBe('Error 900 2000')
    expect(response.body).toContain('not UTF-8')
    expect(await unmatched()).toBe(before + 1)
  })

  it('takes nothing but XML, and not too much of it', async () => {
    expect((await post('{}', { 'content-type': 'application/json', ...secret })).statusCode).toBe(415)
    expect((await post('x'.repeat(1_100_000), { ...xml, ...secret })).statusCode).toBe(413)
  })
})
