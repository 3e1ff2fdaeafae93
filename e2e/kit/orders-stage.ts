/** Orders in every lane, brought there by the product itself: a pharmacy that refuses, one that asks, a hold, a fill. */
import type { OrderDetail } from '@countersign/contract'
import { createPatient } from '../../scripts/demo/patient.ts'
import { type Persona, persona } from '../../scripts/demo/personas.ts'
import { cards } from '../../scripts/demo/sandbox-client.ts'
import { until } from '../../scripts/demo/wait.ts'
import type { World } from '../../scripts/demo/world.ts'

/** Refuses everything; by mail; compounding: three that serve Texas. */
const GATEHOUSE = '9900157'
const MERIDIAN = '9900223'
const COPPERLEAF = '9900264'

const weight = { category: 'weight', sex: 'female' } as const
const ed = { category: 'ed', sex: 'male' } as const
const people = {
  rejected: persona({ name: 'Luis Ortega', birthDate: '1982-03-09', ...ed, pharmacyId: GATEHOUSE }),
  rejectedToo: persona({ name: 'Sheila Grant', birthDate: '1975-08-21', ...weight, pharmacyId: GATEHOUSE }),
  unpaid: persona({
    name: 'Ben Achterberg',
    birthDate: '1991-01-30',
    category: 'hair',
    sex: 'male',
    cards: [cards.failsLater],
  }),
  asked: persona({ name: 'Kyle Brennan', birthDate: '1979-05-02', ...ed, pharmacyId: COPPERLEAF }),
  held: persona({ name: 'Monica Fields', birthDate: '1987-11-12', ...weight }),
  sent: persona({ name: 'Tomasz Nowicki', birthDate: '1974-02-17', ...ed, pharmacyId: MERIDIAN }),
  filled: persona({ name: 'Dana Kowalski', birthDate: '1984-07-05', ...weight }),
}
export type StagedOrders = Record<keyof typeof people, string>

/** Answers the orders' ids. */
export const stageOrders = async (world: World): Promise<StagedOrders> => {
  const { avery, sandbox } = world
  await sandbox.setFaults({
    pharmacy: { behaviours: { [MERIDIAN]: 'by_hand', [COPPERLEAF]: 'change_request' } },
  })
  const ids: Partial<StagedOrders> = {}
  for (const [kind, who] of Object.entries(people) as [keyof StagedOrders, Persona][]) {
    const { url, clinicSlug } = world
    const patient = createPatient({ url, sandbox, clinicSlug, persona: who })
    await patient.fillIn()
    await patient.signUp()
    await patient.submit()
    await patient.enterCard()
    const id = patient.consultationId()
    await until('The case stands in the queue', { withinMs: 30_000 }, () => avery.queueCard(id))
    await avery.approve(await avery.claim(id))
    const { order } = await avery.open(id)
    ids[kind] = order.id
    if (kind === 'held') await hold(world, order.id)
  }
  const orders = ids as StagedOrders
  const read = (kind: keyof StagedOrders): Promise<OrderDetail> =>
    avery.api.call('getOrder', { params: { id: orders[kind] } })
  const settled: Partial<Record<keyof StagedOrders, (order: OrderDetail) => boolean>> = {
    rejected: ({ troubles }) => troubles.length > 0,
    rejectedToo: ({ troubles }) => troubles.length > 0,
    unpaid: ({ troubles }) => troubles.length > 0,
    asked: ({ review }) => review !== null,
    sent: ({ order }) => order.status === 'sent',
    filled: ({ order }) => order.status === 'completed',
  }
  for (const [kind, is] of Object.entries(settled) as [keyof StagedOrders, (order: OrderDetail) => boolean][])
    await until(`The order of ${people[kind].givenName} settles`, { withinMs: 90_000 }, async () =>
      is(await read(kind)),
    )
  return orders
}

const hold = async ({ avery }: World, id: string): Promise<void> => {
  const { version } = await avery.api.call('getOrder', { params: { id } })
  const text = 'The plan asks for a prior authorization first'
  await avery.api.call('holdOrder', { params: { id }, body: { version, reason: 'insurance', text } })
}
