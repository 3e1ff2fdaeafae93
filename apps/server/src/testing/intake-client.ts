/** A browser of a patient at the intake, against the whole server without a socket. For tests only. */
import type { Answer, Category, Questionnaire } from '@countersign/contract'
import { newId } from '../platform/ids.ts'
import { insertTestClinic } from './fixtures.ts'
import { fillIn } from './intake-answers.ts'
import type { TestServer } from './test-server.ts'

export const PHARMACY = '4500001'
export const person = {
  givenName: 'Ada',
  familyName: 'Example',
  birthDate: '1984-05-06',
  sex: 'male' as 'male' | 'female',
  phone: '+15125550123',
  address: { line: '1 Test Street', city: 'Austin', state: 'TX', postalCode: '78701' },
}
const offer = (title: string) => ({
  title,
  summary: 'A visit',
  priceCents: 4900,
  currency: 'usd',
  minutes: 4,
})
const categories = {
  weight: offer('Weight management'),
  ed: offer('Erectile dysfunction'),
  hair: offer('Hair loss'),
}

export type StartedIntake = { id: string; token: string; questionnaire: Questionnaire }
type Keys = Pick<StartedIntake, 'id' | 'token'>

/** The name of a problem in an answer. */
export const problemOf = (answered: { json(): { type: string } }) =>
  answered.json().type.replace('urn:countersign:problem:', '')

/** A clinic `cedar` that offers everything in Texas and Colorado, and one pharmacy. */
export async function openClinic(server: TestServer) {
  const clinic = await insertTestClinic(server.database.adminUrl, { slug: 'cedar', settings: { categories } })
  await server.sql(
    `insert into pharmacies (ncpdp_id, npi, name, kind, phone, address_line, city, state, postal_code, synced_at)
     values ($1, '1999999992', 'Test Pharmacy', 'retail', '+15125550199', '9 Test Street', 'Austin', 'TX', '78701', now())`,
    [PHARMACY],
  )
  return clinic
}

export function intakeClient(server: TestServer) {
  const get = (id: string, token: string | null) =>
    server.as(null, {
      method: 'GET',
      url: `/api/intakes/${id}`,
      headers: token === null ? {} : { 'x-intake-token': token },
    })
  return {
    get,
    async start(category: Category = 'ed'): Promise<StartedIntake> {
      const payload = { clinicSlug: 'cedar', category }
      const { id, token } = (await server.as(null, { method: 'POST', url: '/api/intakes', payload })).json()
      return { id, token, questionnaire: (await get(id, token)).json().questionnaire }
    },
    answer: ({ id, token }: Keys, linkId: string, value: Answer) =>
      server.as(null, {
        method: 'PUT',
        url: `/api/intakes/${id}/answers/${linkId}`,
        headers: { 'x-intake-token': token },
        payload: { answer: value },
      }),
    /** Every answer at once, past the server: for tests of what comes after. */
    async fill(intake: StartedIntake, given: Record<string, Answer> = {}, without: string[] = []) {
      const answers = fillIn(intake.questionnaire, given)
      for (const linkId of without) delete answers[linkId]
      await server.sql('update intakes set answers = $2 where id = $1', [intake.id, JSON.stringify(answers)])
    },
    submit: (intake: Keys, cookie: string | null, options: { key?: string; body?: object } = {}) =>
      server.as(cookie, {
        method: 'POST',
        url: `/api/intakes/${intake.id}/submit`,
        headers: { 'x-intake-token': intake.token, 'idempotency-key': options.key ?? newId() },
        payload: { person, pharmacyId: PHARMACY, payment: 'self_pay', ...options.body },
      }),
  }
}
