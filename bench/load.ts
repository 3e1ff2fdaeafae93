/** So many at a time, for so long: how many a second, and how long each took. */
import http from 'node:http'

export type Run = { perSecond: number; p50: number; p99: number; done: number }

/** @param work does the n-th piece; a failure ends the run. */
export async function hammer(
  options: { concurrency: number; seconds: number; warmUp?: number; most?: number },
  work: (n: number) => Promise<unknown>,
): Promise<Run> {
  const { concurrency, seconds, warmUp = 0, most = Number.POSITIVE_INFINITY } = options
  let next = 0
  const took: number[] = []
  const begin = performance.now() + warmUp * 1000
  const end = begin + seconds * 1000
  const lane = async () => {
    while (performance.now() < end && next < most) {
      const n = next
      next += 1
      const from = performance.now()
      await work(n)
      if (from >= begin) took.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  const elapsed = (Math.max(performance.now(), begin + 1) - begin) / 1000
  took.sort((a, b) => a - b)
  return {
    perSecond: took.length / elapsed,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    done: took.length,
  }
}

/** Of ascending values. */
export const quantile = (values: readonly number[], share: number): number =>
  values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

export type Ask = {
  method: 'GET' | 'POST'
  path: string
  cookie: string
  body?: unknown
  headers?: Record<string, string>
}

/** A client that keeps its connections; answers other than 2xx and 304 are errors. */
export function client(url: string) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
  const { hostname, port } = new URL(url)
  return {
    ask: ({ method, path, cookie, body, headers }: Ask) =>
      new Promise<{ status: number; body: string; headers: http.IncomingHttpHeaders }>((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body)
        const request = http.request(
          {
            agent,
            hostname,
            port,
            method,
            path,
            headers: {
              cookie,
              ...(text !== undefined && {
                'content-type': 'application/json',
                'content-length': Buffer.byteLength(text),
              }),
              ...headers,
            },
          },
          (answer) => {
            const parts: Buffer[] = []
            answer.on('data', (part: Buffer) => parts.push(part))
            answer.on('error', reject)
            answer.on('end', () => {
              const status = answer.statusCode ?? 0
              const said = Buffer.concat(parts).toString('utf8')
              if ((status >= 200 && status < 300) || status === 304)
                resolve({ status, body: said, headers: answer.headers })
              else reject(new Error(`${method} ${path} answered ${status}: ${said.slice(0, 300)}`))
            })
          },
        )
        request.on('error', reject)
        request.end(text)
      }),
    close: () => agent.destroy(),
  }
}
