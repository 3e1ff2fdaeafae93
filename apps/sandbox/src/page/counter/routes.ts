/** The pharmacists' pages: the directory, a pharmacy's counter, one prescription, and what is done there. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Faults } from '../../faults.ts'
import { pharmacyById } from '../../pharmacy-network/directory.ts'
import { performAct } from '../../pharmacy-network/pharmacist.ts'
import { type Html, html, htmlDocument, pagePolicy } from '../html.ts'
import type { ViewDeps } from '../view-deps.ts'
import { actPanel, prescriptionAddress } from './acts.ts'
import { directoryView } from './directory-page.ts'
import { behaviourPanel, pharmacyCounterView, pharmacyHeading } from './pharmacy-page.ts'
import { prescriptionView } from './prescription-page.ts'

export type CounterPageDeps = ViewDeps & {
  faults: Faults
  apply: (settings: unknown) => { status: number; body: unknown }
}

const frame = (page: { title: string; trail: Html; live: Html; side?: Html; notice?: Html }): string =>
  htmlDocument({
    title: `${page.title} · Sandbox`,
    script: '/assets/arrivals.js',
    styles: ['arrivals.css', 'counter.css'],
    bodyClass: 'arrivals counter',
    body: html`<a class="skip" href="#live">Skip to the counter</a>
<header class="top"><nav aria-label="Where you are"><ol class="trail">${page.trail}</ol></nav><span class="live" role="status" data-live>Live updates need script</span></header>
<div class="layout${page.side ? '' : ' single'}"><main tabindex="-1">${page.notice ?? ''}<div id="live">${page.live}</div></main>${page.side ? html`<div class="side">${page.side}</div>` : ''}</div>`,
  })

const home = html`<li><a href="/">Sandbox</a></li>`
const all = html`${home}<li><a href="/pharmacies">Pharmacies</a></li>`

/** A field left empty says nothing. */
const givenIn = (body: unknown): Record<string, string> =>
  Object.fromEntries([...new URLSearchParams(String(body ?? ''))].filter(([, value]) => value.trim() !== ''))

/** The form parser is the one of the sandbox's other pages. */
export const counterRoutes = (app: FastifyInstance, deps: CounterPageDeps): void => {
  const { network, faults } = deps
  const send = (reply: FastifyReply, document: string, status = 200) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', pagePolicy())
      .header('cache-control', 'no-store')
      .send(document)
  const missing = (reply: FastifyReply, what: string) =>
    send(
      reply,
      frame({
        title: 'Not found',
        trail: all,
        live: html`<h1>Not found</h1><p class="quiet">There is no such ${what}.</p>`,
      }),
      404,
    )
  const heldAt = (ncpdpId: string, messageId: string) => {
    const held = network.records.prescriptions.get(messageId)
    return held?.ncpdpId === ncpdpId ? held : undefined
  }
  const prescriptionPage = (ncpdpId: string, messageId: string, notice?: Html): string | undefined => {
    const held = heldAt(ncpdpId, messageId)
    const pharmacy = pharmacyById(ncpdpId)
    if (!held || !pharmacy) return undefined
    return frame({
      title: `${held.drug} · ${pharmacy.name}`,
      trail: html`${all}<li><a href="/pharmacies/${ncpdpId}">${pharmacy.name}</a></li>`,
      live: prescriptionView(deps, held),
      side: actPanel(held),
      ...(notice && { notice }),
    })
  }

  app.get('/pharmacies', async (request, reply) => {
    const { search } = request.query as { search?: unknown }
    const words = typeof search === 'string' ? search.slice(0, 100) : ''
    return send(reply, frame({ title: 'Pharmacies', trail: home, live: directoryView(deps, words) }))
  })

  app.get('/pharmacies/:ncpdpId', async (request, reply) => {
    const { ncpdpId } = request.params as { ncpdpId: string }
    const pharmacy = pharmacyById(ncpdpId)
    if (!pharmacy) return missing(reply, 'pharmacy')
    return send(
      reply,
      frame({
        title: pharmacy.name,
        trail: all,
        live: html`${pharmacyHeading(pharmacy)}${pharmacyCounterView(deps, pharmacy)}`,
        side: behaviourPanel(pharmacy, faults.read().pharmacy.behaviours[ncpdpId]),
      }),
    )
  })

  app.post('/pharmacies/:ncpdpId/behaviour', async (request, reply) => {
    const { ncpdpId } = request.params as { ncpdpId: string }
    if (!pharmacyById(ncpdpId)) return missing(reply, 'pharmacy')
    const current = faults.read()
    const { [ncpdpId]: _before, ...others } = current.pharmacy.behaviours
    const { behaviour } = givenIn(request.body)
    const behaviours = behaviour === undefined ? others : { ...others, [ncpdpId]: behaviour }
    const { status, body } = deps.apply({ ...current, pharmacy: { ...current.pharmacy, behaviours } })
    return status === 200 ? reply.redirect(`/pharmacies/${ncpdpId}`, 303) : reply.code(status).send(body)
  })

  app.get('/pharmacies/:ncpdpId/prescriptions/:messageId', async (request, reply) => {
    const { ncpdpId, messageId } = request.params as { ncpdpId: string; messageId: string }
    const { sent } = request.query as { sent?: unknown }
    const told = typeof sent === 'string' && /^[A-Za-z]{1,30}$/.test(sent)
    const notice = told ? html`<p class="notice" role="status">${sent} sent to the clinic.</p>` : undefined
    const document = prescriptionPage(ncpdpId, messageId, notice)
    return document ? send(reply, document) : missing(reply, 'prescription')
  })

  app.post('/pharmacies/:ncpdpId/prescriptions/:messageId/:act', async (request, reply) => {
    const { ncpdpId, messageId, act } = request.params as Record<'ncpdpId' | 'messageId' | 'act', string>
    if (!heldAt(ncpdpId, messageId)) return missing(reply, 'prescription')
    const done = performAct(network, messageId, act, givenIn(request.body))
    if (done.status !== 202) {
      const notice = html`<p class="notice bad" role="alert">Not done: ${done.error}</p>`
      return send(reply, prescriptionPage(ncpdpId, messageId, notice) ?? '', done.status)
    }
    const said = done.sent ? `?sent=${done.sent.type}` : ''
    return reply.redirect(`${prescriptionAddress(done.held)}${said}`, 303)
  })
}
