import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageBinary, ROOT } from './package-binary.ts'

const MODULES = 'apps/server/src/modules'

/** Rule → a file that breaks it and what it imports; each import is of a type alone where `type` says so. */
const BREACHES: readonly { rule: string; from: string; to: string; type?: true }[] = [
  { rule: 'no-unresolved', from: 'apps/web/src/a.ts', to: './nowhere.ts' },
  { rule: 'module-is-listed', from: `${MODULES}/astrology/index.ts`, to: `${MODULES}/audit/index.ts` },
  {
    rule: 'module-edge-patients',
    from: `${MODULES}/patients/a.ts`,
    to: `${MODULES}/orders/index.ts`,
    type: true,
  },
  { rule: 'module-edge-audit', from: `${MODULES}/audit/a.ts`, to: `${MODULES}/worklist/index.ts` },
  {
    rule: 'module-through-its-door',
    from: `${MODULES}/consultations/b.ts`,
    to: `${MODULES}/orders/order.ts`,
    type: true,
  },
  { rule: 'module-through-its-door', from: `${MODULES}/worklist/b.ts`, to: `${MODULES}/orders/order.ts` },
  {
    rule: 'noun-is-pure',
    from: `${MODULES}/pharmacies/pharmacy.ts`,
    to: 'apps/server/src/platform/clock.ts',
    type: true,
  },
  { rule: 'noun-is-pure', from: `${MODULES}/surveys/surveys.ts`, to: 'kysely', type: true },
  { rule: 'only-queries-reach-the-database', from: `${MODULES}/orders/c.ts`, to: 'kysely', type: true },
  { rule: 'only-queries-reach-the-database', from: 'apps/server/src/app.ts', to: 'pg' },
  {
    rule: 'modules-see-ports-only',
    from: `${MODULES}/orders/d.ts`,
    to: 'apps/server/src/adapters/mail/smtp.ts',
  },
  {
    rule: 'only-deps-sees-clients',
    from: 'apps/server/src/main.ts',
    to: 'apps/server/src/adapters/mail/smtp.ts',
  },
  {
    rule: 'platform-and-adapters-know-no-module',
    from: 'apps/server/src/platform/a.ts',
    to: `${MODULES}/orders/index.ts`,
  },
  {
    rule: 'platform-and-adapters-know-no-module',
    from: 'apps/server/src/adapters/mail/b.ts',
    to: `${MODULES}/orders/index.ts`,
    type: true,
  },
  {
    rule: 'platform-knows-no-adapter',
    from: 'apps/server/src/platform/b.ts',
    to: 'apps/server/src/adapters/mail/port.ts',
  },
  { rule: 'modules-know-no-composition', from: `${MODULES}/orders/e.ts`, to: 'apps/server/src/seed/seed.ts' },
  {
    rule: 'web-knows-contract-and-clinical',
    from: 'apps/web/src/b.ts',
    to: 'packages/ncpdp-script/src/index.ts',
    type: true,
  },
  {
    rule: 'web-knows-contract-and-clinical',
    from: 'apps/web/src/c.ts',
    to: `${MODULES}/orders/index.ts`,
    type: true,
  },
  { rule: 'sandbox-stands-alone', from: 'apps/sandbox/src/a.ts', to: 'packages/ncpdp-script/src/index.ts' },
  { rule: 'server-knows-no-other-app', from: 'apps/server/src/deps.ts', to: 'apps/sandbox/src/b.ts' },
  { rule: 'packages-know-no-app', from: 'packages/contract/src/a.ts', to: 'apps/web/src/d.ts' },
  {
    rule: 'clinical-is-alone',
    from: 'packages/clinical/src/a.ts',
    to: 'packages/contract/src/index.ts',
    type: true,
  },
  { rule: 'clinical-is-alone', from: 'packages/clinical/src/b.ts', to: 'zod' },
  { rule: 'clinical-does-no-io', from: 'packages/clinical/src/c.ts', to: 'node:fs' },
  { rule: 'contract-knows-zod-only', from: 'packages/contract/src/b.ts', to: 'kysely', type: true },
  { rule: 'codecs-are-alone', from: 'packages/ncpdp-script/src/a.ts', to: 'packages/contract/src/index.ts' },
  { rule: 'no-test-in-production', from: 'apps/web/src/e.ts', to: 'apps/web/src/f.test.ts' },
]

/** Neighbours of the breaches that are right, so that no rule fires at everything. */
const ALLOWED: readonly { from: string; to: string }[] = [
  { from: `${MODULES}/consultations/approve-consultation.ts`, to: `${MODULES}/orders/index.ts` },
  { from: `${MODULES}/worklist/index.ts`, to: `${MODULES}/orders/index.ts` },
  { from: `${MODULES}/orders/queries.ts`, to: 'kysely' },
  { from: `${MODULES}/orders/f.ts`, to: 'apps/server/src/adapters/mail/port.ts' },
  { from: 'apps/server/src/adapters/mail/smtp.ts', to: 'apps/server/src/platform/clock.ts' },
  { from: 'packages/contract/src/c.ts', to: 'zod' },
  { from: 'packages/clinical/src/cli.ts', to: 'node:fs' },
  { from: 'apps/web/src/g.ts', to: 'packages/contract/src/index.ts' },
]

type Report = {
  summary: { violations: Violation[]; ruleSetUsed: { forbidden: { name: string }[] } }
}
type Violation = { rule: { name: string }; from: string; to: string }

let folder: string
let violations: Violation[]
let ruleNames: string[]

const put = (path: string, text: string): void => {
  mkdirSync(join(folder, dirname(path)), { recursive: true })
  writeFileSync(join(folder, path), text, { flag: 'a' })
}

const importLine = (from: string, to: string, type: boolean): string => {
  const upwards = '../'.repeat(from.split('/').length - 1)
  const specifier = /^(?:apps|packages)\//.test(to) ? `${upwards}${to}` : to
  return type ? `export type { x as x${to.length} } from '${specifier}'\n` : `import '${specifier}'\n`
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-rules-'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const { to } of [...BREACHES, ...ALLOWED])
    if (/^(?:apps|packages)\//.test(to)) put(to, 'export const x = 1\n')
  for (const { from, to, type } of BREACHES) put(from, importLine(from, to, type === true))
  for (const { from, to } of ALLOWED) put(from, importLine(from, to, false))
  put('apps/web/src/one.ts', "export type { two } from './two.ts'\nexport const one = 1\n")
  put('apps/web/src/two.ts', "export type { one } from './one.ts'\nexport const two = 2\n")
  const output = execFileSync(
    process.execPath,
    [
      packageBinary('depcruise'),
      '--config',
      join(ROOT, '.dependency-cruiser.mjs'),
      '--output-type',
      'json',
      'apps',
      'packages',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const { summary } = JSON.parse(output) as Report
  violations = summary.violations
  ruleNames = summary.ruleSetUsed.forbidden.map(({ name }) => name)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the dependency rules', () => {
  it.each(BREACHES)('$rule refuses $from → $to', ({ rule, from, to }) => {
    const found = violations.filter((violation) => violation.from === from && violation.rule.name === rule)
    expect(found.some((violation) => violation.to.includes(to.replace(/^(?:node:|[.]\/)/, '')))).toBe(true)
  })

  it('refuse a cycle, even of types alone', () => {
    expect(
      violations.some(({ rule, from }) => rule.name === 'no-cycle' && from === 'apps/web/src/one.ts'),
    ).toBe(true)
  })

  it.each(ALLOWED)('allow $from → $to', ({ from, to }) => {
    expect(violations.filter((violation) => violation.from === from && violation.to.includes(to))).toEqual([])
  })

  it('are each broken here at least once, those of the edge table apart', () => {
    const broken = new Set(violations.map(({ rule }) => rule.name))
    const silent = ruleNames.filter((name) => !name.startsWith('module-edge-') && !broken.has(name))
    expect(silent).toEqual([])
  })
})
