/** The mailbox over HTTP: what arrived, as JSON, and one mail's HTML in a locked-down document of its own. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Store } from '../store.ts'
import type { Mail } from './smtp.ts'

const query = z.object({
  to: z.string().max(320).optional(),
  since: z.iso.datetime().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})

export const mailboxRoutes = (store: Store) => async (app: FastifyInstance) => {
  const mails = store.collection<Mail>('mail')

  app.get('/mailbox/messages', async (request, reply) => {
    const parsed = query.safeParse(request.query)
    if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) })
    const { to, since, limit } = parsed.data
    const wanted = mails
      .newest(10_000)
      .filter((mail) => (!to || mail.to.includes(to.toLowerCase())) && (!since || mail.receivedAt >= since))
    return { total: wanted.length, messages: wanted.slice(0, limit) }
  })
  app.get('/mailbox/messages/:id', async (request, reply) => {
    const mail = mails.get((request.params as { id: string }).id)
    return mail ?? reply.code(404).send({ error: 'unknown_mail' })
  })
  app.get('/mailbox/messages/:id/html', async (request, reply) => {
    const mail = mails.get((request.params as { id: string }).id)
    if (!mail) return reply.code(404).send({ error: 'unknown_mail' })
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      )
      .send(`<base target="_blank">${mail.html}`)
  })
  app.delete('/mailbox/messages', async (_request, reply) => {
    store.atomically(() => {
      for (const mail of mails.all()) mails.remove(mail.id)
    })
    return reply.code(204).send()
  })
}
