/**
 * Fills an empty, migrated database with two fictional clinics: one large, one small. Deterministic: the same
 * seed, size and moment give the same rows. For measuring and for tests at size, never for people.
 */
import pg from 'pg'
import { trustRows, withoutIndexes } from './bulk.ts'
import { type Chart, makeCharts } from './charts.ts'
import { createHelpers, insertClinics, insertPatients, type Size } from './people.ts'
import { type Depth, planVisits, statements } from './visits.ts'

export type GenerateOptions = {
  /** The owner's connection string. */
  adminUrl: string
  /** How many visits; the newest `pending` of them wait. */
  consultations: number
  pending?: number
  seed?: number
  /** The moment the data is of: what waits came in before it. */
  at: Date
  /** `slim` leaves out what hangs on visits that are long closed. */
  depth?: Depth
  /** False runs foreign keys and triggers although a superuser could leave them out. */
  trusted?: boolean
  say?: (line: string) => void
}

const TABLES = [
  ...[
    'patients',
    'patient_conditions',
    'patient_medications',
    'patient_allergies',
    'observations',
    'documents',
    'intakes',
  ],
  ...[
    'consultations',
    'treatment_recommendations',
    'consultation_approvals',
    'consultation_notes',
    'information_requests',
  ],
  ...[
    'messages',
    'orders',
    'prescriptions',
    'invoices',
    'invoice_lines',
    'payments',
    'events',
    'audit_entries',
  ],
]

/** @throws when the database has a clinic already. */
export async function generateClinics(options: GenerateOptions): Promise<void> {
  const { consultations, seed = 1, at, depth = 'full', say = () => {} } = options
  const pending = options.pending ?? Math.round(consultations / 10)
  const patients = Math.max(100, Math.round(consultations * 0.4))
  const size: Size = { consultations, pending, patients, seed, at }
  const owner = new pg.Client({ connectionString: options.adminUrl, options: '-c timezone=UTC' })
  await owner.connect()
  try {
    const { rowCount } = await owner.query('select from clinics limit 1')
    if (rowCount !== 0)
      throw new Error('This database has a clinic already: generated data goes into an empty one.')
    await owner.query("set synchronous_commit = off; set work_mem = '256MB'; set temp_buffers = '256MB'")
    // Not every build of the server has it; half of the time goes into packing long values otherwise.
    await owner.query('set default_toast_compression = lz4').catch(() => {})
    await owner.query('begin')
    await createHelpers(owner, seed)
    await insertCharts(owner, makeCharts(at))
    await insertClinics(owner, size)
    // Rows of a table that was emptied in the same transaction need no write-ahead log where `wal_level` is minimal.
    if (options.trusted !== false && (await trustRows(owner)))
      await owner.query(`truncate ${TABLES.join(', ')} cascade`)
    await withoutIndexes(
      owner,
      TABLES,
      async () => {
        say(`Writing ${patients} patients`)
        await insertPatients(owner, size)
        say(`Planning ${consultations} visits`)
        await planVisits(owner, size)
        for (const { what, sql, at: dated } of statements(depth)) {
          const { rowCount: written } = await owner.query(sql, dated ? [at] : [])
          say(`${written} ${what}`)
        }
      },
      say,
    )
    await owner.query('drop table gen_planned, gen_patients, gen_charts, gen_slots, gen_staff cascade')
    await owner.query('commit')
    await owner.query("set session_replication_role = 'origin'").catch(() => {})
    say('Analysing')
    await owner.query('vacuum (analyze)')
  } finally {
    await owner.end()
  }
}

async function insertCharts(owner: pg.Client, charts: readonly Chart[]): Promise<void> {
  await owner.query(`create temp table gen_charts (chart int primary key, category text, sex text, questionnaire_version text, reason text, priority text,
    priority_reasons jsonb, ready boolean, card jsonb, safety_answers jsonb, answers jsonb, closed_answers jsonb, input_text text, assessment jsonb,
    closed_assessment jsonb, confidence numeric, conditions jsonb, medications jsonb, allergies jsonb, observations jsonb, treatment jsonb, product jsonb)`)
  await owner.query('create temp table gen_slots (slot int primary key, chart int)')
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  let slot = 0
  for (const [chart, c] of charts.entries()) {
    await owner.query(
      `insert into gen_charts values (${Array.from({ length: 22 }, (_, i) => `$${i + 1}`).join(', ')})`,
      [
        ...[
          chart,
          c.category,
          c.sex,
          c.questionnaireVersion,
          c.reason,
          c.priority,
          json(c.priorityReasons),
          c.ready,
          json(c.card),
        ],
        ...[
          json(c.safetyAnswers),
          json(c.answers),
          json(c.closedAnswers),
          json(c.input),
          json(c.assessment),
          json(c.closedAssessment),
        ],
        ...[
          c.confidence,
          json(c.conditions),
          json(c.medications),
          json(c.allergies),
          json(c.observations),
          json(c.treatment),
          json(c.product),
        ],
      ],
    )
    await owner.query('insert into gen_slots select s, $1 from generate_series($2::int, $3::int) s', [
      chart,
      slot,
      slot + c.share - 1,
    ])
    slot += c.share
  }
}
