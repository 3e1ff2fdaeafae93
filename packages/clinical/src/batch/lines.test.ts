import { describe, expect, it } from 'vitest'
import { assessLine } from './line.ts'
import { linesOf } from './lines.ts'

async function* from(...chunks: string[]): AsyncGenerator<string> {
  yield* chunks
}
async function all(...chunks: string[]): Promise<string[]> {
  const found: string[] = []
  for await (const line of linesOf(from(...chunks))) found.push(line)
  return found
}

describe('linesOf', () => {
  it('joins chunks, drops carriage returns and the byte order mark, keeps blank lines', async () => {
    expect(await all('\uFEFF{"a"', ':1}\r\n\r\n{"b":2}\n', '{"c":3}')).toEqual([
      '{"a":1}',
      '',
      '{"b":2}',
      '{"c":3}',
    ])
  })
  it('does not split at the line separators that JSON allows inside a string', async () => {
    expect(await all('{"a":"x\u2028y\u2029z"}\n')).toEqual(['{"a":"x\u2028y\u2029z"}'])
  })
  it('gives nothing for an empty stream', async () => {
    expect(await all('')).toEqual([])
  })
})

describe('assessLine', () => {
  it('answers a case it cannot assess with an error in its place', () => {
    const result = assessLine('{"id":"a","category":"ed","patient":{}}', 3, { now: 'some day', policy: {} })
    expect(JSON.parse(result.text)).toMatchObject({ id: 'a', error: { line: 3 } })
    expect(result.failed).toBe(true)
  })
})
