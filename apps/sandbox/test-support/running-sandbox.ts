/** A sandbox on free ports with its own state folder, and a clinic that takes down what it is sent. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Sandbox, startSandbox } from '../src/sandbox.ts'

export const secrets = {
  pharmacyNetworkSecret: 'network-secret',
  stripeSecretKey: 'sk_test_sandbox',
  stripeWebhookSecret: 'whsec_sandbox',
}

export type Received = { path: string; headers: Record<string, string | string[] | undefined>; body: string }

/** Stands for the clinic's server; `status` is what it answers from now on. */
export const startClinic = async () => {
  const received: Received[] = []
  const answer = { status: 200, body: '' }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      })
      response.statusCode = answer.status
      response.end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    answer,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Waits until `probe` answers something other than undefined or false. */
export const eventually = async <T>(probe: () => T | undefined | false | Promise<T | undefined | false>) => {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const value = await probe()
    if (value !== undefined && value !== false) return value
    await sleep(10)
  }
  throw new Error('it never happened')
}

export type Running = Awaited<ReturnType<typeof startRunning>>

/** Starts clinic and sandbox; `restart` stops the sandbox and starts it on the same state. */
export const startRunning = async (options: { now?: () => number } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  const clinic = await startClinic()
  const start = () =>
    startSandbox({
      port: 0,
      smtpPort: 0,
      stateDir: folder,
      countersignUrl: clinic.url,
      ...secrets,
      ...options,
    })
  let sandbox: Sandbox = await start()
  const call = (method: string, path: string, body?: unknown) =>
    fetch(sandbox.url + path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
  return {
    clinic,
    call,
    url: () => sandbox.url,
    smtpPort: () => sandbox.smtpPort,
    faults: async (settings: unknown) => {
      const response = await call('PUT', '/faults', settings)
      if (response.status !== 200) throw new Error(await response.text())
    },
    state: async () => (await (await call('GET', '/api/state')).json()) as Record<string, never>,
    restart: async () => {
      await sandbox.close()
      sandbox = await start()
    },
    close: async () => {
      await sandbox.close()
      await clinic.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
