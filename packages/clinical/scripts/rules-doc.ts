/** Writes `docs/clinical-rules.md` from the rules; with `--check` only says whether it is up to date (exit 1 if not). */

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ruleBook } from '../src/rule-book.ts'

const path = fileURLToPath(new URL('../../../docs/clinical-rules.md', import.meta.url))
const book = ruleBook()

if (process.argv.includes('--check')) {
  let current = ''
  try {
    current = readFileSync(path, 'utf8')
  } catch {
    current = ''
  }
  if (current !== book) {
    process.stderr.write(
      'docs/clinical-rules.md differs from the rules: run node packages/clinical/scripts/rules-doc.ts\n',
    )
    process.exitCode = 1
  }
} else {
  writeFileSync(path, book)
}
