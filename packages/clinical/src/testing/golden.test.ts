import { expect, test } from 'vitest'
import { goldenCases } from './golden-cases.ts'
import { assessed } from './people.ts'
import { printCase } from './print.ts'

test('the golden cases read as they did when they were checked against the formulary', async () => {
  const text = goldenCases.map(([name, base, change]) => printCase(name, assessed(base, change))).join('\n\n')
  await expect(`${text}\n`).toMatchFileSnapshot('golden.txt')
})
