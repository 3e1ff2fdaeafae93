/** The sandbox's own page: what arrived at each counterparty, its faults, and a stream that keeps it fresh. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Counterparty, counterparties, type Faults } from '../faults.ts'
import { counterRoutes } from './counter/routes.ts'
import { faultPanel, hasFaults, settingsFromForm } from './fault-panel.ts'
import { type Html, html, htmlDocument, pagePolicy } from './html.ts'
import type { ViewDeps } from './view-deps.ts'
import { cardView, mailboxView, payerView, pharmacyView } from './views.ts'

export type PageDeps = ViewDeps & {
  faults: Faults
  apply: (settings: unknown) => { status: number; body: unknown }
}

const tabs: Record<Counterparty, { title: string; view: (deps: ViewDeps) => Html }> = {
  pharmacy: { title: 'Pharmacies', view: pharmacyView },
  card: { title: 'Cards', view: cardView },
  payer: { title: 'Payer', view: payerView },
  mailbox: { title: 'Mailbox', view: mailboxView },
}

const addressOf = (name: Counterparty) => (name === 'mailbox' ? '/mailbox' : `/?view=${name}`)
const isCounterparty = (name: unknown): name is Counterparty => counterparties.includes(name as Counterparty)

const page = (deps: PageDeps, current: Counterparty): string => {
  const settings = deps.faults.read()
  return htmlDocument({
    title: `${tabs[current].title} · Sandbox`,
    script: '/assets/arrivals.js',
    styles: ['arrivals.css'],
    bodyClass: 'arrivals',
    body: html`<a class="skip" href="#live">Skip to what arrived</a>
<header class="top"><div class="brand"><h1>Sandbox</h1><p class="quiet">The outside world, on this machine</p></div>
<p class="top-end"><a class="to-faults" href="#faults">Faults</a><span class="live" role="status" data-live>Live updates need script</span></p></header>
<nav class="tabs" aria-label="Counterparties"><ul>${counterparties.map(
      (name) =>
        html`<li><a href="${addressOf(name)}"${name === current ? html` aria-current="page"` : ''}>${tabs[name].title}${hasFaults(name, settings) ? html` <span class="dot" title="Faults are on"><span class="hidden">(faults are on)</span></span>` : ''}</a></li>`,
    )}</ul></nav>
<div class="layout">
<main id="live" tabindex="-1">${tabs[current].view(deps)}</main>
<aside id="faults" aria-label="Faults of ${tabs[current].title}">${faultPanel(current, settings)}</aside>
</div>`,
  })
}

const streamPauseMs = 250
const heartbeatMs = 20_000

export const pageRoutes = (deps: PageDeps) => async (app: FastifyInstance) => {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  )
  const send = (reply: FastifyReply, current: Counterparty) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', pagePolicy())
      .header('cache-control', 'no-store')
      .send(page(deps, current))

  app.get('/', async (request, reply) => {
    const { view } = request.query as { view?: unknown }
    return send(reply, isCounterparty(view) ? view : 'pharmacy')
  })
  app.get('/mailbox', async (_request, reply) => send(reply, 'mailbox'))

  app.post('/faults/:name', async (request, reply) => {
    const { name } = request.params as { name: string }
    if (!isCounterparty(name)) return reply.code(404).send({ error: 'unknown_counterparty' })
    const form = new URLSearchParams(String(request.body ?? ''))
    const { status, body } = deps.apply(settingsFromForm(name, deps.faults.read(), form))
    return status === 200 ? reply.redirect(addressOf(name), 303) : reply.code(status).send(body)
  })
  counterRoutes(app, deps)

  app.get('/api/changes', (request, reply) => {
    reply.hijack()
    const stream = reply.raw
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    stream.write('retry: 1000\n\nevent: ready\ndata: {}\n\n')
    let waiting: NodeJS.Timeout | undefined
    const stopListening = deps.store.onChange(() => {
      waiting ??= setTimeout(() => {
        waiting = undefined
        stream.write('event: change\ndata: {}\n\n')
      }, streamPauseMs)
    })
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs)
    request.raw.socket.once('close', () => {
      stopListening()
      clearTimeout(waiting)
      clearInterval(heartbeat)
    })
  })
}
