/** Sending an intake, beside the same statements through `pg` alone. */
import { randomBytes } from 'node:crypto'
import type { Category, SubmitIntake } from '@countersign/contract'
import type { Deps } from '../apps/server/src/deps.ts'
import { hashToken } from '../apps/server/src/modules/intake/intake-token.ts'
import { currentVersion, questionnaireOf } from '../apps/server/src/modules/intake/questionnaires.ts'
import { submitIntake } from '../apps/server/src/modules/intake/submit-intake.ts'
import { newId } from '../apps/server/src/platform/ids.ts'
import { createLog } from '../apps/server/src/platform/log.ts'
import { answerAll } from '../scripts/db-generate/charts.ts'
import { born, healthy, pick } from '../scripts/demo/answers.ts'
import { client, hammer, type Run } from './load.ts'
import type { Measure } from './row.ts'
import { takeDown, throughPg } from './take-down.ts'
import { CONCURRENCY, type Colleague, cookieOf, FULL_SIZE, type World, withWorld } from './world.ts'

const INTAKES = Math.min(1_500, Math.max(100, Math.round(FULL_SIZE / 500)))
const BIRTH_DATE = '1984-05-06'
// Hair loss sends photographs, which are files before they are rows.
const categories: readonly Category[] = ['weight', 'ed']

type Filled = { id: string; token: string; userId: string; cookie: string }

/** Intakes with every question answered, each of a person with an account of their own, ready to be sent. */
async function fillIn(world: World, howMany: number): Promise<Filled[]> {
  const { clinicId } = world.providers[0] as Colleague
  const kinds = categories.map((category) => {
    const version = currentVersion(category)
    const sheet = { ...healthy[category], 'birth-date': born(BIRTH_DATE), sex: pick('male') }
    const answers = answerAll(questionnaireOf(category, version), sheet)
    return { category, version, answers: JSON.stringify(answers) }
  })
  const filled: Filled[] = []
  for (let n = 0; n < howMany; n += 1) {
    const token = randomBytes(32).toString('base64url')
    const one = { id: newId(), token, userId: newId(), cookie: cookieOf(token) }
    const { category, version, answers } = kinds[n % kinds.length] as (typeof kinds)[number]
    await world.owner.query(
      `with person as (
         insert into auth.user (id, name, email, email_verified) values ($1, 'Robin Northway', $1 || '@bench.example', true)
       ), session as (
         insert into auth.session (id, token, user_id, expires_at) values ($2, $2, $1, now() + interval '1 day')
       )
       insert into intakes (clinic_id, id, category, questionnaire_version, token_hash, answers, started_at, updated_at)
       values ($3, $4, $5, $6, $7, $8, now(), now())`,
      [one.userId, token, clinicId, one.id, category, version, hashToken(token), answers],
    )
    filled.push(one)
  }
  return filled
}

async function sheetOf(world: World): Promise<SubmitIntake> {
  const { rows } = await world.owner.query<{ ncpdp_id: string }>(
    `select ncpdp_id from pharmacies where state = 'TX' order by ncpdp_id limit 1`,
  )
  return {
    person: {
      givenName: 'Robin',
      familyName: 'Northway',
      birthDate: BIRTH_DATE,
      sex: 'male',
      phone: '+15125550147',
      address: { line: '100 Example Street', city: 'Austin', state: 'TX', postalCode: '78701' },
    },
    pharmacyId: rows[0]?.ncpdp_id ?? '',
    payment: 'self_pay',
  }
}

async function throughServer(world: World, filled: readonly Filled[], body: SubmitIntake): Promise<Run> {
  const { ask, close } = client(world.url)
  const run = await hammer({ concurrency: CONCURRENCY, seconds: 600, most: filled.length }, (n) => {
    const { id, token, cookie } = filled[n] as Filled
    const headers = { 'idempotency-key': newId(), 'x-intake-token': token }
    return ask({ method: 'POST', path: `/api/intakes/${id}/submit`, cookie, body, headers })
  })
  close()
  return run
}

const submissionStatements = (world: World, filled: readonly Filled[], input: SubmitIntake) => {
  const { clinicId } = world.providers[0] as Colleague
  const log = createLog('silent')
  return takeDown(world.appUrl, filled, (db, { id, token, userId }) => {
    const deps = { db, log, clock: { now: () => new Date() }, config: { PUBLIC_URL: world.url } }
    return submitIntake(deps as unknown as Deps, {
      key: { clinicId, id, tokenHash: hashToken(token) },
      person: { userId, name: 'Robin Northway', email: `${userId}@bench.example`, twoFactorEnabled: false },
      input,
      once: { actorId: userId, key: newId(), route: 'submitIntake', requestHash: 'bench' },
      requestId: newId(),
      ip: '127.0.0.1',
    })
  })
}

export const measure: Measure = () =>
  withWorld(FULL_SIZE, async (world) => {
    const body = await sheetOf(world)
    const warm = Math.round(INTAKES / 10)
    await throughServer(world, await fillIn(world, warm), body)
    await throughPg(world.appUrl, await submissionStatements(world, await fillIn(world, warm), body))
    const lists = await submissionStatements(world, await fillIn(world, INTAKES), body)
    const plain = await throughPg(world.appUrl, lists)
    const ours = await throughServer(world, await fillIn(world, INTAKES), body)
    const times = (run: Run) => `p50 ${run.p50.toFixed(1)} ms, p99 ${run.p99.toFixed(1)} ms`
    return [
      {
        name: 'intake sent, the whole of it',
        measured: ours.perSecond,
        unit: '/s',
        yardstick: { name: 'the same statements, pg alone', value: plain.perSecond },
        ratio: ours.perSecond / plain.perSecond,
        bar: 'at least 200/s',
        met: ours.perSecond >= 200,
        note:
          `${ours.done} people, ${CONCURRENCY} at a time, into a clinic of ${FULL_SIZE.toLocaleString('en-US')} visits: session, answers read to ` +
          `facts, patient, chart, consultation assessed and put into its place, order, invoice, job, event, audit. ${times(ours)}. The card page ` +
          `is asked for after it, as always, of a processor that is not there. The yardstick sends the ${lists[0]?.length ?? 0} statements of ` +
          `each one, with their values, one after another: ${times(plain)}.`,
      },
    ]
  })
