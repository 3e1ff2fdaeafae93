/** How one story is told: a patient, what is done with their case, and where everything must have come to in the end. */
import type {
  ConsultationStatus,
  ConsultationSummary,
  InvoiceStatus,
  OrderDetail,
  OrderStatus,
  PaymentStatus,
  PrescriptionStatus,
} from '@countersign/contract'
import { ApiProblem } from './api-client.ts'
import { clinicalWordIn, kindsOf, type MailKind } from './mail-words.ts'
import { createPatient, type Patient } from './patient.ts'
import type { Persona } from './personas.ts'
import type { Provider } from './provider.ts'
import { until } from './wait.ts'
import type { World } from './world.ts'

/** Where a case and all that hangs on it must end. */
export type Ending = {
  readonly consultation: ConsultationStatus
  readonly order: OrderStatus
  /** Why it is held, where it is. */
  readonly hold?: 'pharmacy' | 'payment'
  /** Of every prescription ever signed for it, oldest first. */
  readonly prescriptions: readonly PrescriptionStatus[]
  readonly invoice: InvoiceStatus
  readonly payment: PaymentStatus
  /** Exactly these mails, in any order. */
  readonly mails: readonly MailKind[]
}

export type Scene = {
  readonly world: World
  readonly patient: Patient
  readonly provider: Provider
  /** The other provider who could take the case. */
  readonly colleague: Provider
  /** Resolves once decisions of other stories may leave the building. */
  readonly mayDecide: Promise<void>
  /** Waits until the case stands in the provider's queue, takes it and reads it. */
  readonly take: (provider?: Provider) => Promise<ConsultationSummary>
  /** Waits until the case, as staff see it, is as wanted. */
  readonly reaches: (
    what: string,
    met: (summary: ConsultationSummary) => boolean,
    withinMs?: number,
  ) => Promise<ConsultationSummary>
  /** Notes something that had to hold; a story with one that did not has failed. */
  readonly check: (words: string, held: boolean) => void
}

export type Story = {
  readonly title: string
  readonly persona: Persona
  readonly ending: Ending
  /** From a filled intake on. Left out: sent, paid, approved as proposed. */
  readonly play: (scene: Scene) => Promise<void>
}

export type Told = {
  readonly story: Story
  readonly ok: boolean
  /** Why it did not end as it must. */
  readonly faults: readonly string[]
  readonly decision: string
  readonly seen: Partial<{ [K in keyof Ending]: string }>
  readonly summary: ConsultationSummary | undefined
  readonly order: OrderDetail | undefined
  readonly submitMs: number | undefined
}

const IN_QUEUE_MS = 20_000
const REACH_MS = 40_000
const END_MS = 75_000
const MAIL_MS = 20_000

/** Resolves with the problem a call was refused with; throws when it was not refused. */
export const refusalOf = async (call: Promise<unknown>): Promise<ApiProblem> => {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiProblem) return error
    throw error
  }
  throw new Error('A call that must be refused was not')
}

const endingOf = (summary: ConsultationSummary): Partial<Ending> => {
  const { order } = summary
  return {
    consultation: summary.consultation.status,
    order: order.status,
    ...(order.holdReason && { hold: order.holdReason as Ending['hold'] }),
    prescriptions: order.prescriptions
      .toSorted((a, b) => a.signedAt.localeCompare(b.signedAt))
      .map((rx) => rx.status),
    invoice: order.invoice.status,
    ...(order.payment && { payment: order.payment.status }),
  }
}

const show = (value: unknown): string =>
  Array.isArray(value) ? value.join(' + ') || 'none' : String(value ?? 'none')
const KEYS = ['consultation', 'order', 'hold', 'prescriptions', 'invoice', 'payment'] as const

/** What differs from the ending, in words. */
const differences = (seen: Partial<Ending>, wanted: Ending): string[] =>
  KEYS.filter((key) => show(seen[key]) !== show(wanted[key])).map(
    (key) => `${key}: ${show(seen[key])}, not ${show(wanted[key])}`,
  )

const decisionsOf = (summary: ConsultationSummary): string =>
  summary.decisions
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map(({ status, undone }) => (undone ? `${status} (undone)` : status))
    .filter((word) => word !== 'undone')
    .join(', ')

/** Plays a story to its end and says how it ended. Never throws: what went wrong is a fault of the story. */
export const tell = async (
  world: World,
  story: Story,
  options: { provider: Provider; colleague: Provider; mayDecide: Promise<void> },
): Promise<Told> => {
  const { url, sandbox, clinicSlug } = world
  const { ending } = story
  const { provider } = options
  const patient = createPatient({ url, sandbox, clinicSlug, persona: story.persona })
  const faults: string[] = []
  let submitMs: number | undefined
  let summary: ConsultationSummary | undefined
  let order: OrderDetail | undefined
  let mails: string[] | undefined

  const reaches: Scene['reaches'] = (what, met, withinMs = REACH_MS) =>
    until(
      what,
      { withinMs },
      async () => {
        summary = await provider.open(patient.consultationId())
        return met(summary) && summary
      },
      () => summary && endingOf(summary),
    )
  const scene: Scene = {
    world,
    patient,
    ...options,
    reaches,
    take: async (by = provider) => {
      const id = patient.consultationId()
      await until('The case stands in the queue', { withinMs: IN_QUEUE_MS }, () => by.queueCard(id))
      return by.claim(id)
    },
    check: (words, held) => {
      if (!held) faults.push(words)
    },
  }

  const play = async (): Promise<void> => {
    await patient.fillIn()
    await patient.signUp()
    submitMs = await patient.submit()
    await story.play(scene)
    await reaches('The end', (seen) => differences(endingOf(seen), ending).length === 0, END_MS)
  }
  const readMails = async (): Promise<void> => {
    const wanted = ending.mails.toSorted()
    const arrived = await until('The mails', { withinMs: MAIL_MS }, async () => {
      const mails = await sandbox.mailsTo(patient.email)
      return mails.length >= wanted.length && mails
    }).catch(() => sandbox.mailsTo(patient.email))
    mails = kindsOf(arrived)
    if (show(mails) !== show(wanted)) faults.push(`mails: ${show(mails)}, not ${show(wanted)}`)
    for (const mail of arrived) {
      const word = clinicalWordIn(mail)
      if (word) faults.push(`A mail says "${word}"`)
    }
  }
  /** What is shown, also of a story that went wrong. */
  const readEnd = async (): Promise<void> => {
    summary = await provider.open(patient.consultationId())
    order = await provider.api.call('getOrder', { params: { id: summary.order.id } })
    const left = differences(endingOf(summary), ending)
    if (faults.length === 0) faults.push(...left)
  }
  const note = (error: unknown) => {
    faults.push((error as Error).message)
  }
  await play().then(readMails).catch(note)
  if (patient.hasSent()) await readEnd().catch(note)
  const seen = summary ? endingOf(summary) : {}
  return {
    story,
    ok: faults.length === 0,
    faults,
    decision: summary ? decisionsOf(summary) : '',
    seen: {
      ...Object.fromEntries(KEYS.flatMap((key) => (seen[key] === undefined ? [] : [[key, show(seen[key])]]))),
      mails: mails ? String(mails.length) : '?',
    },
    summary,
    order,
    submitMs,
  }
}
