import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
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

test('a reader that has seen enough ends it quietly', async () => {
  const child = spawn(process.execPath, [cli, 'assess', '-', '--now', '2026-11-22'])
  const said: string[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  child.stdin.on('error', () => {})
  const closed = once(child, 'close')
  child.stdin.write(request(1))
  await once(child.stdout, 'data')
  child.stdout.destroy()
  // More than a pipe holds, so that it must notice.
  child.stdin.end(Array.from({ length: 200 }, (_, id) => request(id)).join(''))
  await closed
  expect(said.join('')).toBe('')
})

const folder = mkdtempSync(join(tmpdir(), 'clinical-cli-'))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test.each<[string, string[], string]>([
  ['a day that is none', ['assess', '-', '--now', 'soon'], '--now is no day'],
  [
    'a policy that is no JSON',
    ['assess', '-', '--policy', file('bad.json', '{nope')],
    'policy cannot be read',
  ],
  ['a policy that is a list', ['assess', '-', '--policy', file('list.json', '[]')], 'must be a JSON object'],
  [
    'a policy of another engine',
    ['assess', '-', '--policy', file('strange.json', '{"rules":{"NO-SUCH":"off"}}')],
    'names no rule of this engine: NO-SUCH',
  ],
  ['an option there is not', ['assess', '-', '--fast'], 'Unknown option'],
  ['a command there is not', ['advise', '-'], 'there is no command advise'],
  ['no file', ['assess'], 'name a command and one file'],
  ['a file that is not there', ['assess', join(folder, 'absent.jsonl')], 'ENOENT'],
])('%s is told in a sentence, with exit code 2 and nothing written', async (_, args, words) => {
  const child = spawn(process.execPath, [cli, ...args])
  child.stdin.end(request(1))
  child.stdin.on('error', () => {})
  const out: string[] = []
  const said: string[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const [code] = await once(child, 'close')
  expect([code, out.join('')]).toEqual([2, ''])
  expect(said.join('')).toContain(words)
  expect(said.join('')).not.toContain('    at ')
})
