import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

const cli = resolve(import.meta.dirname, 'cli.ts')
const request = (id: number) =>
  `{"id":${id},"category":"ed","patient":{"age":${20 + (id % 60)},"sex":"male","medications":[]},"proposed":{"drug":"sildenafil","doseMg":50,"frequency":"as needed"}}\n`

const start = (...args: readonly string[]) =>
  spawn(process.execPath, ['--max-old-space-size=96', cli, 'assess', '-', '--now', '2026-11-22', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })

test('a long stream is answered line by line in order, faults in their place, in a small heap', async () => {
  const child = start()
  // Far more than the heap would hold, were the lines or the answers kept.
  const count = 18_000
  const faults = new Set([0, 5_000, count - 1])
  const write = async () => {
    for (let id = 0; id < count; id += 1)
      if (!child.stdin.write(faults.has(id) ? `{"id":${id},\n` : request(id)))
        await once(child.stdin, 'drain')
    child.stdin.end()
  }
  let bytes = 0
  let line = 0
  const read = async () => {
    for await (const text of createInterface({ input: child.stdout })) {
      bytes += text.length
      const { id, error } = JSON.parse(text) as { id: number | null; error?: { line: number } }
      if (faults.has(line)) expect([id, error?.line]).toEqual([null, line + 1])
      else expect(id).toBe(line)
      line += 1
    }
  }
  const [[code]] = await Promise.all([once(child, 'close'), write(), read()])
  expect(line).toBe(count)
  expect(bytes).toBeGreaterThan(96 * 1024 * 1024)
  expect(code).toBe(1)
})

test('the first answer comes before the input ends', async () => {
  const child = start()
  child.stdin.write(request(7))
  const [first] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  expect(JSON.parse(first)).toMatchObject({ id: 7 })
  child.stdin.end()
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
})
