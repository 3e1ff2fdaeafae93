/** What a person at the counter may do with a prescription, by the last part of the URL it is done at. */
import { z } from 'zod'
import { alternativeTo } from './alternatives.ts'
import type { PharmacyNetwork } from './pharmacy-network.ts'
import type { HeldPrescription, ScriptRecord } from './records.ts'
import {
  type ChangeCode,
  changeRequestContent,
  errorContent,
  renewalRequestContent,
} from './script-message.ts'

const note = z.string().trim().max(210)
const quantity = z
  .string()
  .trim()
  .regex(/^\d{1,10}(\.\d{1,4})?$/, 'a number')
  .refine((text) => Number(text) > 0, 'above zero')

const detailSchema = z
  .strictObject({
    quantity: quantity.optional(),
    note: note.optional(),
    reason: note.optional(),
    /** RxChangeRequest/MessageRequestCode. */
    code: z.enum(['D', 'G', 'OS', 'P', 'S', 'T', 'U']).optional(),
    subCode: z
      .string()
      .regex(/^[A-M]$/)
      .optional(),
    /** The drug a substitution proposes. */
    drug: z.string().trim().min(1).max(105).optional(),
    refills: z.coerce.number().int().min(0).max(99).optional(),
  })
  .prefault({})
export type PharmacistDetail = z.output<typeof detailSchema>

type Act = (
  network: PharmacyNetwork,
  held: HeldPrescription,
  detail: PharmacistDetail,
) => ScriptRecord | undefined | { refused: string }

/** RxChangeRequest/MessageRequestCode: what each asks, and the reason given when a person gives none. */
export const changeCodes = {
  D: { words: 'drug use evaluation', reason: 'Please check this against what the patient takes' },
  G: { words: 'generic substitution', reason: 'A generic is available' },
  OS: { words: 'out of stock', reason: 'Out of stock and not to be had' },
  P: { words: 'prior authorization', reason: 'The plan requires prior authorization' },
  S: { words: 'clarification of the script', reason: 'Please confirm drug and directions' },
  T: { words: 'therapeutic interchange', reason: 'Product unavailable' },
  U: { words: 'prescriber authorization', reason: 'Please confirm the prescriber’s authority' },
} as const satisfies Record<ChangeCode, { words: string; reason: string }>

const requestChange: Act = (network, held, { code = 'T', subCode, reason, drug, quantity }) => {
  const substitutes = code === 'G' || code === 'T'
  const proposed = drug ?? (substitutes ? (alternativeTo(held.drug) ?? held.drug) : undefined)
  return network.counter.tell(
    held,
    changeRequestContent(held.content, {
      code,
      subCode: code === 'U' ? (subCode ?? 'I') : undefined,
      reason: reason || changeCodes[code].reason,
      proposal: proposed === undefined ? undefined : { drug: proposed, quantity },
    }),
  )
}

/** Answers the newest cancel that waits; before one came, decides how it will be answered. */
const decideCancel =
  (approve: boolean): Act =>
  (network, held, { reason }) => {
    const { counter, records } = network
    const waiting = records.cancelsAbout(held).find(({ state }) => state === 'waiting')
    if (!waiting) return void counter.setDenyCancel(held, !approve)
    const obstacle = counter.obstacleTo(held)
    if (approve && obstacle !== undefined) return { refused: obstacle }
    return counter.decideCancel(waiting, approve, reason || undefined)
  }

const acts: Record<string, Act> = {
  verify: ({ counter }, held) => counter.verify(held),
  fill: ({ counter }, held, detail) => counter.fill(held, 'Filled', detail),
  'partial-fill': ({ counter }, held, detail) => counter.fill(held, 'PartiallyFilled', detail),
  'not-filled': ({ counter }, held, { note: words, reason }) =>
    counter.fill(held, 'NotFilled', { note: words || reason || undefined }),
  transfer: ({ counter }, held, detail) => counter.fill(held, 'Transferred', detail),
  'deny-cancel': decideCancel(false),
  'allow-cancel': decideCancel(true),
  'renewal-request': ({ counter, now }, held, { refills }) =>
    counter.tell(held, renewalRequestContent(held.content, { at: now(), refills })),
  'change-request': requestChange,
  error: ({ counter }, held, { reason }) =>
    counter.tell(
      held,
      errorContent('900', (reason || 'Pharmacy cannot fill this prescription').slice(0, 70)),
    ),
}

export type Performed =
  | { status: 202; sent: ScriptRecord | undefined; held: HeldPrescription }
  | { status: 400 | 404 | 409; error: string }

/** Does what the person asked. Never throws for what a person can get wrong. */
export const performAct = (
  network: PharmacyNetwork,
  messageId: string,
  act: string,
  given: unknown,
): Performed => {
  const detail = detailSchema.safeParse(given ?? {})
  if (!detail.success) return { status: 400, error: z.prettifyError(detail.error) }
  const perform = Object.hasOwn(acts, act) ? acts[act] : undefined
  if (!perform) return { status: 404, error: 'unknown_act' }
  const held = network.records.prescriptions.get(messageId)
  if (!held) return { status: 404, error: 'unknown_prescription' }
  const done = perform(network, held, detail.data)
  if (done && 'refused' in done) return { status: 409, error: done.refused }
  return { status: 202, sent: done, held: network.records.prescriptions.get(messageId) ?? held }
}
