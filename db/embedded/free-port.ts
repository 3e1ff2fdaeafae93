/** Finds loopback ports nobody listens on. The answer can be stolen before use: callers retry a failed bind. */
import { connect, createServer } from 'node:net'

const HOST = '127.0.0.1'

const canBind = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen({ port, host: HOST, exclusive: true }, () => {
      const address = probe.address()
      const bound = typeof address === 'object' && address ? address.port : undefined
      probe.close(() => resolve(bound))
    })
  })

/** macOS lets one bind 127.0.0.1 beside a listener on every address; only a connection shows that one. */
const someoneAnswers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: HOST })
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(300, () => settle(false))
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })

/**
 * The wanted port if it is free, else the next free one of the 50 above it, else any. 0 asks for any.
 * `taken` are ports already promised to something that has not bound them yet.
 */
export const findFreePort = async (
  wanted: number,
  taken: ReadonlySet<number> = new Set(),
): Promise<number> => {
  const candidates = wanted === 0 ? [] : Array.from({ length: 51 }, (_, step) => wanted + step)
  for (const port of candidates) {
    if (port > 65_535 || taken.has(port) || (await someoneAnswers(port))) continue
    if ((await canBind(port)) !== undefined) return port
  }
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const port = await canBind(0)
    if (port !== undefined && !taken.has(port)) return port
  }
  throw new Error(`No free port near ${wanted} on ${HOST}`)
}
