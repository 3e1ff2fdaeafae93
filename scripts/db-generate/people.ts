/** The clinics, staff and patients of a generated database. All of them are made up. */
import type pg from 'pg'

/** Parameters of a run; see `generateClinics`. */
export type Size = { consultations: number; patients: number; pending: number; seed: number; at: Date }

/** Every so many patients and visits belong to the second, small clinic. */
export const SMALL_EVERY = 50

const states =
  'CA CA CA CA TX TX TX TX FL FL FL NY NY NY PA IL IL OH GA NC MI NJ VA WA WA AZ MA TN IN MO MD WI CO CO MN'.split(
    ' ',
  )
const smallStates = ['TX', 'CO', 'WA']
const given =
  'Alder Ash Aspen Bay Birch Briar Bryony Calla Cassia Cedar Clover Dahlia Elder Fern Fir Flora Hazel Heath Holly Iris Ivy Jasper Juniper Larch Laurel Linden Lotus Maple Marigold Myrtle Olive Orchid Pine Poppy Reed Robin Rowan Rue Sage Sorrel Tansy Teasel Thyme Vetch Violet Willow Wren Yarrow Yew Zinnia'.split(
    ' ',
  )
const family =
  'Ashgrove Barkwell Birchley Bramblewood Brookmere Cloudsley Copperfold Dellwater Driftwood Eastlake Elmhollow Fallowfield Farthingdale Fenwillow Foxglade Gladebrook Glimmerstone Greyfen Harrowbeck Hazelhurst Hillgarth Honeymead Ironleaf Juniperdale Kestrelmoor Kingcup Larkmeadow Longbarrow Lowmarsh Meadowgate Midfield Millrace Mosswater Netherby Northway Oakenshaw Overhill Pebbleford Penhallow Pinecroft Quarrybank Quillmoor Ravenscar Reedmarsh Ridgewell Rushbrook Saltmarsh Sandgrove Shadowbrook Silverbirch Southgate Springwell Stillwater Stonebridge Summerfield Swiftwater Tallgrass Thistledown Thornbury Tidewater Underwood Upfold Valebrook Wandermere Waterfold Westbrook Whitecliff Wildgarth Windermoor Woodmere Yarrowby'.split(
    ' ',
  )

const sqlArray = (words: readonly string[]) => `array[${words.map((word) => `'${word}'`).join(',')}]`
const choose = (words: readonly string[], share: string) =>
  `(${sqlArray(words)})[1 + floor(${words.length} * ${share})::int]`

/** `rnd(n, k)`: the k-th number of row n, in [0, 1). `gid(kind, n)`: its id, a version 7 UUID that grows with n. */
export async function createHelpers(owner: pg.Client, seed: number): Promise<void> {
  await owner.query(`
    create function pg_temp.rnd(n bigint, k int) returns float8 language sql immutable parallel safe
      as $$ select (hashint8extended(n, ${seed}::bigint * 1000 + k) & 9007199254740991) / 9007199254740992::float8 $$;
    create function pg_temp.gid(kind int, n bigint) returns uuid language sql immutable parallel safe
      as $$ select (lpad(to_hex(n), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(${seed}), 15, '0'))::uuid $$`)
}

export const BIG = 'pg_temp.gid(1, 1)'
export const SMALL = 'pg_temp.gid(1, 2)'
/** How many providers each clinic has. */
export const PROVIDERS = { big: 40, small: 3 }

/** The first provider of a clinic is licensed wherever it serves, the second in two states, the others in a dozen. */
export async function insertClinics(owner: pg.Client, { at }: Size): Promise<void> {
  const served = [...new Set(states)]
  const settings = (statesServed: readonly string[]) =>
    JSON.stringify({
      statesServed,
      categories: Object.fromEntries(
        [
          ['weight', 'Weight management', 4900],
          ['ed', 'Erectile dysfunction', 3500],
          ['hair', 'Hair loss', 2900],
        ].map(([category, title, priceCents]) => [
          category,
          { title, summary: `${title}, at a distance.`, priceCents, currency: 'usd', minutes: 4 },
        ]),
      ),
      staffSecondFactor: 'optional',
      // A clinic with so long a queue promises an answer in a day.
      slaMinutes: { urgent: 60, high: 480, normal: 1500 },
    })
  await owner.query(
    `insert into clinics (id, slug, name, npi, phone, address, time_zone, settings, created_at) values
      (${BIG}, 'generated', 'Generated Telehealth (fictional)', '1999999984', '+15125550100', $1, 'America/Chicago', $2, $4),
      (${SMALL}, 'generated-small', 'Small Generated Clinic (fictional)', '1999999976', '+15125550190', $1, 'America/Denver', $3, $4)`,
    [
      { line: '100 Example Street', city: 'Austin', state: 'TX', postalCode: '78701' },
      settings(served),
      settings(smallStates),
      at,
    ],
  )
  // One row a person: staff 1 … n of each clinic; the providers come first.
  await owner.query(`
    create temp table gen_staff as
    select k, n, case k when 1 then ${BIG} else ${SMALL} end as clinic_id, pg_temp.gid(2, k * 1000 + n) as staff_id,
      case when n <= p then 'provider' else (array['supervisor', 'coordinator', 'biller', 'admin'])[n - p] end as role,
      case when n <= p then pg_temp.gid(3, k * 1000 + n) end as provider_id,
      ${choose(given, 'pg_temp.rnd(k * 1000 + n, 1)')} as given_name, ${choose(family, 'pg_temp.rnd(k * 1000 + n, 2)')} as family_name
    from (values (1, ${PROVIDERS.big}), (2, ${PROVIDERS.small})) c (k, p), generate_series(1, p + 4) n`)
  await owner.query(
    `insert into auth.user (id, name, email, email_verified, created_at, updated_at)
     select staff_id, given_name || ' ' || family_name, role || n || case k when 1 then '@generated.example' else '@small.generated.example' end, true, $1, $1
     from gen_staff`,
    [at],
  )
  await owner.query(
    `insert into staff_members (clinic_id, id, user_id, role, created_at) select clinic_id, staff_id, staff_id, role, $1 from gen_staff`,
    [at],
  )
  await owner.query(
    `insert into providers (clinic_id, id, staff_member_id, given_name, family_name, credential, npi, phone, created_at)
     select clinic_id, provider_id, staff_id, given_name, family_name, (array['MD', 'DO', 'NP', 'PA'])[1 + n % 4], '1999999901', '+15125550101', $1
     from gen_staff where provider_id is not null`,
    [at],
  )
  await owner.query(
    `insert into provider_licences (clinic_id, id, provider_id, state, number, expires_on)
     select clinic_id, pg_temp.gid(4, k * 100000 + n * 100 + s.i), provider_id, s.state, 'GEN-' || s.state || '-' || n, ($1::timestamptz + interval '2 years')::date
     from gen_staff, unnest(case k when 1 then ${sqlArray(served)} else ${sqlArray(smallStates)} end) with ordinality s (state, i)
     where provider_id is not null
       and (n = 1 or (n = 2 and s.state in ('CO', 'MN')) or (n > 2 and pg_temp.rnd(n * 100 + s.i, 3) < 0.55))`,
    [at],
  )
  await owner.query(
    `insert into pharmacies (ncpdp_id, npi, name, kind, phone, address_line, city, state, postal_code, states_served, synced_at)
     select '99' || lpad((1000 + i)::text, 5, '0'), '1999999984', 'Fictional Pharmacy ' || i, 'retail', '+15125550140', i || ' Example Street', 'Springwell', s.state, '00000', array[s.state], $1
     from unnest(${sqlArray(served)}) with ordinality s (state, i)`,
    [at],
  )
}

/** Patients 1 … n with the chart each of them has; `gen_patients` is what everything after reads. */
export async function insertPatients(owner: pg.Client, { patients, at }: Size): Promise<void> {
  await owner.query(`
    create temp table gen_patients as
    select m, small, case when small then ${SMALL} else ${BIG} end as clinic_id, pg_temp.gid(5, m) as id, c.chart, c.sex,
      case when small then ${choose(smallStates, 'pg_temp.rnd(m, 11)')} else ${choose(states, 'pg_temp.rnd(m, 11)')} end as state
    from (select m, m % ${SMALL_EVERY} = 0 as small from generate_series(1, ${patients}) m) p
    join gen_slots s on s.slot = floor(100 * pg_temp.rnd(m, 12))::int
    join gen_charts c on c.chart = s.chart
    order by m`)
  await owner.query('create index on gen_patients (m)')
  await owner.query('analyze gen_patients')
  await owner.query(
    `insert into patients (clinic_id, id, mrn, given_name, family_name, birth_date, sex, email, phone, address_line, city, state, postal_code,
       identity_status, created_at, updated_at)
     select clinic_id, id, 'G' || lpad(m::text, 8, '0'), ${choose(given, 'pg_temp.rnd(m, 13)')}, ${choose(family, 'pg_temp.rnd(m, 14)')},
       date '1962-01-01' + floor(14000 * pg_temp.rnd(m, 15))::int, sex, 'patient' || m || '@patients.example', '+1512555' || lpad((m % 10000)::text, 4, '0'),
       m || ' Example Street', 'Springwell', state, lpad((m % 100000)::text, 5, '0'), 'matched', $1, $1
     from gen_patients`,
    [at],
  )
}
