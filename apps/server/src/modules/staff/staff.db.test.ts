/** The life of an invitation on the whole server. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Mail, MailBounced } from '../../adapters/mail/port.ts'
import { newId } from '../../platform/ids.ts'
import { insertTestClinic } from '../../testing/fixtures.ts'
import { problemOf } from '../../testing/intake-client.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { sendInvitationJob } from './send-invitation.job.ts'

const sent: Mail[] = []
let refuseMail: Error | null = null
let server: TestServer
let clinicId: string
let otherClinicId: string
let admin: { userId: string; cookie: string; email: string }
let otherAdmin: { userId: string; cookie: string; email: string }

beforeAll(async () => {
  server = await startTestServer({
    mailer: {
      send: async (mail) => {
        if (refuseMail) throw refuseMail
        sent.push(mail)
      },
      close: async () => {},
    },
  })
  clinicId = (await insertTestClinic(server.database.adminUrl, { slug: 'cedar' })).clinicId
  otherClinicId = (await insertTestClinic(server.database.adminUrl, { slug: 'birch' })).clinicId
  admin = await server.signUpAs(clinicId, 'admin')
  otherAdmin = await server.signUpAs(otherClinicId, 'admin')
})
afterAll(() => server?.close())
beforeEach(() => {
  sent.length = 0
  refuseMail = null
})

const address = () => `${newId()}@staff.example`
const invite = (email: string, role = 'coordinator', key = newId(), cookie = admin.cookie) =>
  server.as(cookie, {
    method: 'POST',
    url: '/api/staff/invitations',
    headers: { 'idempotency-key': key },
    payload: { email, role },
  })
const list = async (cookie = admin.cookie) =>
  (await server.as(cookie, { method: 'GET', url: '/api/staff' })).json() as {
    members: { email: string; role: string; status: string }[]
    invitations: { id: string; email: string }[]
  }
const revoke = (id: string, cookie = admin.cookie) =>
  server.as(cookie, { method: 'DELETE', url: `/api/staff/invitations/${id}` })
const look = (token: string) => server.as(null, { method: 'GET', url: `/api/invitations/${token}` })
const accept = (token: string, cookie: string | null = null, password = 'a password of a test') =>
  server.as(cookie, {
    method: 'POST',
    url: `/api/invitations/${token}/accept`,
    payload: { name: 'New Member', password },
  })
const mail = (invitationId: string) =>
  sendInvitationJob(server.deps)({ clinicId, invitationId }, { attempt: 1, lastAttempt: false })
/** The token as its receiver gets it: from the mail. */
async function tokenFor(email: string, role?: string): Promise<{ id: string; token: string }> {
  const { id } = (await invite(email, role)).json()
  await mail(id)
  const token = /\/invitations\/([\w-]+)/.exec(sent.at(-1)?.text ?? '')?.[1]
  if (!token) throw new Error('the mail holds no link')
  return { id, token }
}

describe('inviting', () => {
  it('mails a link that stands in no table and no job', async () => {
    const email = address()
    const { id, token } = await tokenFor(email)
    expect(sent[0]).toMatchObject({ to: email, messageKey: `invitation-${id}` })
    const jobs = await server.sql<{ payload: string }>(
      'select payload::text as payload from graphile_worker._private_jobs',
    )
    expect(jobs.map(({ payload }) => JSON.parse(payload))).toContainEqual({ clinicId, invitationId: id })
    const [row] = await server.sql('select * from staff_invitations where id = $1', [id])
    expect(JSON.stringify([row, jobs])).not.toContain(token)
    const view = await look(token)
    expect(view.json()).toMatchObject({ email, role: 'coordinator', clinicName: 'Test clinic' })
  })
  it('happens once a key', async () => {
    const [email, key] = [address(), newId()]
    const first = await invite(email, 'biller', key)
    const again = await invite(email, 'biller', key)
    expect(again.json()).toEqual(first.json())
    expect((await list()).invitations.filter((each) => each.email === email)).toHaveLength(1)
  })
  it('takes the place of an open one to the same address, however it is written', async () => {
    const email = address()
    const first = await tokenFor(email)
    const second = await tokenFor(email.toUpperCase())
    expect((await look(first.token)).statusCode).toBe(404)
    expect((await look(second.token)).json().email).toBe(email)
  })
  it('refuses the address of a member', async () => {
    const refused = await invite(admin.email)
    expect([refused.statusCode, problemOf(refused)]).toEqual([422, 'validation-failed'])
  })
  it('is on record', async () => {
    const { id } = (await invite(address())).json()
    const lines = await server.sql('select action, actor_id from audit_entries where subject_id = $1', [id])
    expect(lines).toEqual([{ action: 'staff.invited', actor_id: admin.userId }])
  })
})

describe('the mail', () => {
  it('is not sent for an invitation that is not open any more', async () => {
    const { id } = (await invite(address())).json()
    await revoke(id)
    await mail(id)
    await mail(newId())
    expect(sent).toEqual([])
  })
  it('is tried again when the mail server is away, and not when it refuses', async () => {
    const { id } = (await invite(address())).json()
    refuseMail = new Error('connection lost')
    await expect(mail(id)).rejects.toThrow('did not take')
    refuseMail = new MailBounced(550)
    await mail(id)
    const lines = await server.sql('select action from audit_entries where subject_id = $1 order by at', [id])
    expect(lines.map(({ action }) => action)).toContain('staff.invitation_bounced')
  })
})

describe('accepting', () => {
  it('makes an account and a member, once', async () => {
    const email = address()
    const { token } = await tokenFor(email, 'biller')
    expect((await accept(token)).statusCode).toBe(204)
    expect((await list()).members).toContainEqual(
      expect.objectContaining({ email, role: 'biller', status: 'active' }),
    )
    expect((await list()).invitations.map((each) => each.email)).not.toContain(email)
    expect((await accept(token)).statusCode).toBe(404)
    expect((await look(token)).statusCode).toBe(404)
    const signedIn = await server.as(null, {
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: { email, password: 'a password of a test' },
    })
    const cookie = signedIn.cookies.map((c) => `${c.name}=${c.value}`).join('; ')
    const { me } = (await server.as(cookie, { method: 'GET', url: '/api/me' })).json()
    expect(me).toMatchObject({ role: 'biller', clinic: { slug: 'cedar' }, patientId: null, provider: null })
    expect(me.permissions).toContain('order:read')
  })
  it('makes one member of two clicks', async () => {
    const email = address()
    const { token } = await tokenFor(email)
    const answers = await Promise.all([accept(token), accept(token)])
    expect(answers.filter((each) => each.statusCode === 204)).toHaveLength(1)
    expect((await list()).members.filter((each) => each.email === email)).toHaveLength(1)
  })
  it('never takes over an account: its holder signs in first', async () => {
    const holder = await server.signUp('Has An Account')
    const { token } = await tokenFor(holder.email)
    const refused = await accept(token)
    expect([refused.statusCode, problemOf(refused)]).toEqual([409, 'account-exists'])
    const stranger = await server.signUp()
    expect(problemOf(await accept(token, stranger.cookie))).toBe('account-exists')
    expect((await accept(token, holder.cookie)).statusCode).toBe(204)
    expect((await list()).members.map((each) => each.email)).toContain(holder.email)
  })
  it('a provider joins with the role and without the right to sign', async () => {
    const holder = await server.signUp('New Provider')
    const { token } = await tokenFor(holder.email, 'provider')
    await accept(token, holder.cookie)
    const { me } = (await server.as(holder.cookie, { method: 'GET', url: '/api/me' })).json()
    expect(me).toMatchObject({ role: 'provider', provider: null })
  })
  it('refuses a short password before anything else', async () => {
    const { token } = await tokenFor(address())
    expect((await accept(token, null, 'short')).statusCode).toBe(422)
    expect((await look(token)).statusCode).toBe(200)
  })
  it('is over after seven days', async () => {
    const { id, token } = await tokenFor(address())
    await server.sql('update staff_invitations set expires_at = now() where id = $1', [id])
    expect((await look(token)).statusCode).toBe(404)
    expect((await accept(token)).statusCode).toBe(404)
  })
  it('needs a link of ours', async () => {
    expect((await look('t'.repeat(43))).statusCode).toBe(404)
    expect((await accept('t'.repeat(43))).statusCode).toBe(404)
  })
})

describe('withdrawing', () => {
  it('closes the link, and twice is once', async () => {
    const { id, token } = await tokenFor(address())
    expect([(await revoke(id)).statusCode, (await revoke(id)).statusCode]).toEqual([204, 204])
    expect((await accept(token)).statusCode).toBe(404)
    const lines = await server.sql(
      "select id from audit_entries where subject_id = $1 and action = 'staff.invitation_revoked'",
      [id],
    )
    expect(lines).toHaveLength(1)
  })
  it('is too late once it was used', async () => {
    const { id, token } = await tokenFor(address())
    await accept(token)
    expect(problemOf(await revoke(id))).toBe('transition-not-allowed')
  })
  it('reaches no other clinic', async () => {
    const { id } = await tokenFor(address())
    expect((await revoke(id, otherAdmin.cookie)).statusCode).toBe(404)
    expect((await list(otherAdmin.cookie)).invitations).toEqual([])
  })
})

describe('who is signed in', () => {
  const me = async (cookie: string | null) =>
    (await server.as(cookie, { method: 'GET', url: '/api/me' })).json().me
  it('is nobody without a session, and without a clinic', async () => {
    expect(await me(null)).toBeNull()
    expect(await me((await server.signUp()).cookie)).toBeNull()
  })
  it('is a provider with licences, or a patient', async () => {
    const provider = await server.signUpAs(clinicId, 'provider')
    expect(await me(provider.cookie)).toMatchObject({
      role: 'provider',
      provider: { credential: 'MD', licences: [{ state: 'TX', active: true, number: 'T-2' }] },
    })
    const patient = await server.signUpAs(clinicId, 'patient')
    const self = await me(patient.cookie)
    expect(self).toMatchObject({
      role: 'patient',
      provider: null,
      secondFactorRequired: false,
      idleMinutes: server.deps.config.SESSION_IDLE_MINUTES,
    })
    expect(self.patientId).not.toBeNull()
  })
  it('is told to set up an authenticator where the clinic demands one', async () => {
    const strict = await insertTestClinic(server.database.adminUrl, {
      settings: { staffSecondFactor: 'required' },
    })
    const coordinator = await server.signUpAs(strict.clinicId, 'coordinator')
    expect(await me(coordinator.cookie)).toMatchObject({ secondFactorRequired: true })
    const patient = await server.signUpAs(strict.clinicId, 'patient')
    expect(await me(patient.cookie)).toMatchObject({ secondFactorRequired: false })
  })
})
