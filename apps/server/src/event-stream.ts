/** The event stream: what changed in this clinic, or for a patient what changed for them, the moment it commits. */
import type { Deps } from './deps.ts'
import { type Handlers, stillActs } from './modules/identity/index.ts'
import type { StreamedEvent } from './platform/events/hub.ts'

/** Who signs out, is suspended or changes role hears nothing more after this long at most. */
const RECHECK_MS = 30_000

export const eventStreamHandlers = (deps: Deps): Handlers => ({
  streamEvents: async ({ actor, request, reply }) => {
    const { sse } = reply
    const patientId = actor.role === 'patient' ? actor.patientId : null
    const send = async ({ event, position }: StreamedEvent) => {
      if (sse.isConnected) await sse.send({ id: position, event: event.type, data: event })
    }
    // Live events wait until the missed ones have been sent, so that nothing falls between the two.
    let backlog: StreamedEvent[] | null = []
    const subscriber = {
      clinicId: actor.clinicId,
      patientId,
      deliver: (streamed: StreamedEvent) => {
        if (backlog) backlog.push(streamed)
        else send(streamed).catch(() => {})
      },
    }
    const unsubscribe = deps.events.subscribe(subscriber)
    const recheck = setInterval(() => {
      stillActs(deps, request, actor).then(
        (acts) => acts || sse.close(),
        (err) => deps.log.warn({ err }, 'whether a stream may go on could not be asked'),
      )
    }, RECHECK_MS)
    sse.onClose(() => {
      clearInterval(recheck)
      unsubscribe()
    })
    sse.keepAlive()
    const resumeFrom = request.headers['last-event-id']
    const missed = typeof resumeFrom === 'string' ? await deps.events.replay(resumeFrom, subscriber) : []
    const body = { resumed: missed !== null }
    await sse.send({ id: deps.events.position, event: 'ready', data: body })
    for (const streamed of missed ?? []) await send(streamed)
    while (backlog.length > 0) await send(backlog.shift() as StreamedEvent)
    backlog = null
    return reply
  },
})
