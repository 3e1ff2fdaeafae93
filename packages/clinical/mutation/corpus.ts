/** The tests that judge a mutant, all of them part of `npm test`: test files, and the golden cases one by one. */

import { readFileSync } from 'node:fs'
import { casesOf, differences } from '../src/golden/check.ts'
import { goldenCases } from '../src/testing/golden-cases.ts'
import { assessed } from '../src/testing/people.ts'
import { printCase } from '../src/testing/print.ts'
import { type Collected, collected } from './expect.ts'
import '../src/knowledge/rules/rules.test.ts'
import '../src/golden/triggers.test.ts'
import '../src/knowledge/requirements.test.ts'
import '../src/knowledge/triggers.test.ts'
import '../src/knowledge/triggers-hair.test.ts'
import '../src/logic/predicate.test.ts'
import '../src/logic/leaves.test.ts'
import '../src/logic/questions.test.ts'
import '../src/engine/assess.test.ts'
import '../src/engine/dose.test.ts'
import '../src/engine/dose-parts.test.ts'
import '../src/engine/dose-verdicts.test.ts'
import '../src/engine/evaluate.test.ts'
import '../src/engine/grounds.test.ts'
import '../src/engine/options.test.ts'
import '../src/engine/plan.test.ts'
import '../src/engine/proposal.test.ts'
import '../src/engine/rank.test.ts'
import '../src/engine/refill.test.ts'
import '../src/engine/refill-parts.test.ts'
import '../src/engine/triage.test.ts'
import '../src/facts/stories.test.ts'

/** Golden files about decisions: run for every mutant. */
export const decisions: readonly string[] = ['weight', 'ed', 'hair', 'titration', 'refill', 'combined']

/** Golden files about the reading of words: run only for a mutant of a rule that a case names. */
export const readings: readonly string[] = [
  'medicine-names',
  'class-members',
  'misspellings',
  'free-text',
  'wording',
]

/** The cases of one golden file as tests; read when asked, because most mutants die before. */
export const golden = (file: string): readonly Collected[] =>
  casesOf(file).map((item) => ({
    name: `golden ${file} ${item.id} ${JSON.stringify(item.expect)}`,
    run: () => {
      const found = differences(item)
      if (found.length > 0) throw new Error(found.join('; '))
    },
  }))

const printed = readFileSync(new URL('../src/testing/golden.txt', import.meta.url), 'utf8')
for (const [name, base, change] of goldenCases)
  collected.push({
    name: `printed ${name}`,
    run: () => {
      if (!printed.includes(`${printCase(name, assessed(base, change))}\n`))
        throw new Error('reads otherwise')
    },
  })

export { collected }
