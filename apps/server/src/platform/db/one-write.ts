/**
 * Queries that are asked in one turn of the event loop leave in one write to the socket. The driver writes each
 * on its own, and the writes of a flight cost more than all else the process does for it.
 */
import type { Duplex } from 'node:stream'
import type { ClientBase } from 'pg'

/** The driver corks the socket around each query; here it is uncorked only when the turn's queries are all in. */
export function gatherWrites(client: ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  const uncork = stream.uncork.bind(stream)
  // A tick comes after the promises that are ready: a `Promise.all` of queries is one turn.
  stream.uncork = () => process.nextTick(uncork)
}
