/** A hook called: chart and orders in, cards out. Nothing of the patient is kept, logged or put into a problem. */
import { ENGINE_VERSION } from '@countersign/clinical'
import { CdsRequest, type CdsResponse, type FieldError } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { loadProtocol, type ProtocolInForce } from '../protocols/index.ts'
import { type GivenCard, gravestFirst, noteCard } from './cards.ts'
import { type Chart, readChart } from './fhir/read-chart.ts'
import { type DraftOrder, OrderContext, readOrders, selects } from './fhir/read-order.ts'
import { type Judging, judgeOrders } from './judge-orders.ts'
import { overview } from './overview.ts'
import { insertCards, type KnownClient } from './queries.ts'
import { services } from './services.ts'

/** @throws not-found, validation-failed, missing-prefetch (412) when the Patient did not come. */
export async function callService(
  deps: Deps,
  client: KnownClient,
  serviceId: string,
  body: unknown,
): Promise<CdsResponse> {
  const request = readRequest(serviceId, body)
  const now = deps.clock.now()
  const read = readChart(request.prefetch ?? {}, request.context.patientId, now)
  if (!read.ok) throw new Problem(read.problem, { errors: read.errors })
  const { chart } = read
  const orders =
    request.hook === 'patient-view'
      ? null
      : ordersOf(request.context, request.context.patientId, chart, request.hook)
  return deps.db.write(client.clinicId, async (tx) => {
    const protocol = await loadProtocol(tx, client.clinicId, now)
    const given = cardsFor(chart, orders, judgingUnder(protocol, now, deps.config.PUBLIC_URL))
    await insertCards(
      tx,
      {
        clinicId: client.clinicId,
        clientId: client.clientId,
        service: serviceId,
        engineVersion: ENGINE_VERSION,
        protocolVersion: protocol.version,
        at: now,
      },
      given.map(({ card, rule, ruleVersion }) => ({
        id: card.uuid,
        rule,
        ruleVersion,
        indicator: card.indicator,
      })),
    )
    return { cards: given.map(({ card }) => card) }
  })
}

function readRequest(serviceId: string, body: unknown): CdsRequest {
  const service = Object.hasOwn(services, serviceId) ? services[serviceId] : undefined
  if (!service) throw new Problem('not-found')
  const request = CdsRequest.safeParse(body)
  if (!request.success) {
    throw invalid(
      request.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message })),
    )
  }
  if (request.data.hook !== service.hook)
    throw invalid([{ pointer: '/hook', message: `This service answers ${service.hook}.` }])
  return request.data
}
const invalid = (errors: FieldError[]) => new Problem('validation-failed', { errors: errors.slice(0, 50) })

type Orders = { judged: DraftOrder[]; all: DraftOrder[]; gaps: string[] }

function ordersOf(context: unknown, patientId: string, chart: Chart, hook: string): Orders {
  const parsed = OrderContext.safeParse(context)
  if (!parsed.success) throw invalid([{ pointer: '/context', message: 'Not the context of this hook.' }])
  const read = readOrders(parsed.data.draftOrders, patientId, chart.shelf)
  if (!read.ok) throw invalid([read])
  const { selections } = parsed.data
  if (hook === 'order-select' && selections === undefined)
    throw invalid([{ pointer: '/context/selections', message: 'Name the selected orders.' }])
  const selected = (order: DraftOrder) =>
    hook !== 'order-select' || (selections ?? []).some((one) => selects(one, order.reference))
  const there = [...read.orders.map(({ reference }) => reference), ...read.passedOver]
  const absent =
    hook === 'order-select'
      ? (selections ?? []).filter((one) => !there.some((reference) => selects(one, reference))).length
      : 0
  const gaps = [
    ...(absent > 0 ? [`${absent} of the selected orders did not come with the drafts.`] : []),
    ...(read.unreadable > 0 ? [`${read.unreadable} of the medication orders could not be read.`] : []),
    ...(read.others > 0 ? [`${read.others} of the orders are not for a medicine.`] : []),
  ]
  return { judged: read.orders.filter(selected), all: read.orders, gaps }
}

const judgingUnder = ({ version, policy }: ProtocolInForce, now: Date, publicUrl: string): Judging => ({
  newId,
  protocolVersion: version,
  publicUrl,
  now: now.toISOString(),
  policy,
})

function cardsFor(chart: Chart, orders: Orders | null, context: Judging): GivenCard[] {
  const found = orders ? judgeOrders(chart, orders.judged, orders.all, context) : overview(chart, context)
  const gaps = [...chart.gaps, ...(orders?.gaps ?? [])]
  const note =
    gaps.length === 0
      ? []
      : [
          noteCard(
            gaps.length === 1 ? `Not read: ${gaps[0]}` : `Not all that was sent could be read: ${gaps[0]}`,
            'warning',
            gaps,
            { code: 'not-read', display: 'Not read' },
            context,
          ),
        ]
  return gravestFirst([...found, ...note])
}
