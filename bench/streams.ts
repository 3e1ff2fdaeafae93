/** From a commit to a thousand open streams, beside the bare round trip of LISTEN and NOTIFY. */
import http from 'node:http'
import pg from 'pg'
import { newId } from '../apps/server/src/platform/ids.ts'
import { quantile } from './load.ts'
import type { Measure } from './row.ts'
import { type Colleague, SMALL_SIZE, type World, withWorld } from './world.ts'

const STREAMS = 1_000
const EVENTS = 100
const EVERY_MS = 100

type Heard = (eventId: string) => void

/** One browser's stream; resolves when the server says that it is ready. */
function openStream(
  world: World,
  agent: http.Agent,
  cookie: string,
  heard: Heard,
): Promise<http.ClientRequest> {
  const { hostname, port } = new URL(world.url)
  return new Promise((resolve, reject) => {
    const request = http.get(
      { agent, hostname, port, path: '/api/events', headers: { cookie, accept: 'text/event-stream' } },
      (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`a stream answered ${answer.statusCode}`))
        let rest = ''
        answer.setEncoding('utf8')
        answer.on('error', () => {})
        answer.on('data', (text: string) => {
          rest += text
          const blocks = rest.split('\n\n')
          rest = blocks.pop() ?? ''
          for (const block of blocks) {
            if (block.includes('event: ready')) resolve(request)
            const id = /"id":"([0-9a-f-]{36})"/.exec(block)?.[1]
            if (id) heard(id)
          }
        })
      },
    )
    request.on('error', reject)
  })
}

async function toStreams(world: World): Promise<{ latencies: number[]; expected: number }> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: STREAMS + 8 })
  const committed = new Map<string, number>()
  const waiting = new Map<string, number[]>()
  const latencies: number[] = []
  const heard: Heard = (id) => {
    const now = performance.now()
    const at = committed.get(id)
    if (at === undefined) waiting.set(id, [...(waiting.get(id) ?? []), now])
    else latencies.push(now - at)
  }
  const streams: http.ClientRequest[] = []
  for (let n = 0; n < STREAMS; n += 50)
    streams.push(
      ...(await Promise.all(
        Array.from({ length: 50 }, (_, k) => {
          const { cookie } = world.providers[(n + k) % world.providers.length] as Colleague
          return openStream(world, agent, cookie, heard)
        }),
      )),
    )
  const writer = new pg.Client({ connectionString: world.adminUrl })
  await writer.connect()
  const { clinicId } = world.providers[0] as Colleague
  for (let n = 0; n < EVENTS; n += 1) {
    const id = newId()
    await writer.query(
      "insert into events (clinic_id, id, type, subject_id, at) values ($1, $2, 'consultation.queued', $3, now())",
      [clinicId, id, newId()],
    )
    // Heard before the writer knew that it had committed: no time at all has passed.
    committed.set(id, performance.now())
    for (const _ of waiting.get(id) ?? []) latencies.push(0)
    waiting.delete(id)
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
  const until = performance.now() + 10_000
  while (latencies.length < EVENTS * STREAMS && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50))
  for (const stream of streams) stream.destroy()
  agent.destroy()
  await writer.end()
  return { latencies: latencies.sort((a, b) => a - b), expected: EVENTS * STREAMS }
}

async function bareNotify(adminUrl: string): Promise<number[]> {
  const [listener, notifier] = [
    new pg.Client({ connectionString: adminUrl }),
    new pg.Client({ connectionString: adminUrl }),
  ]
  await Promise.all([listener.connect(), notifier.connect()])
  await listener.query('listen bench_bare')
  const latencies: number[] = []
  for (let n = 0; n < EVENTS; n += 1) {
    const heard = new Promise((resolve) => listener.once('notification', resolve))
    const from = performance.now()
    await notifier.query("select pg_notify('bench_bare', 'x')")
    await heard
    latencies.push(performance.now() - from)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await Promise.all([listener.end(), notifier.end()])
  return latencies.sort((a, b) => a - b)
}

export const measure: Measure = () =>
  withWorld(SMALL_SIZE, async (world) => {
    const bare = await bareNotify(world.adminUrl)
    const { latencies, expected } = await toStreams(world)
    const p99 = quantile(latencies, 0.99)
    return [
      {
        name: 'commit to event in 1,000 open streams, p99',
        measured: p99,
        unit: 'ms',
        yardstick: { name: 'bare LISTEN/NOTIFY, p99', value: quantile(bare, 0.99) },
        ratio: p99 / quantile(bare, 0.99),
        bar: 'at most 100 ms, every event in every stream',
        met: p99 <= 100 && latencies.length === expected,
        note:
          `${EVENTS} events, one every ${EVERY_MS} ms, to ${STREAMS} signed-in streams: ${latencies.length.toLocaleString('en-US')} of ` +
          `${expected.toLocaleString('en-US')} arrived, p50 ${quantile(latencies, 0.5).toFixed(1)} ms. The program that writes also reads all ` +
          `the streams, on the same processors.`,
      },
    ]
  })
