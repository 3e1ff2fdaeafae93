import { describe, expect, test } from 'vitest'
import { prepareFacts } from '../../facts/prepare.ts'
import { always } from '../../logic/predicate.ts'
import { NO, YES } from '../../logic/tri.ts'
import { assessed, person, severityOf, today } from '../../testing/people.ts'
import { ruleRows } from '../../testing/rows.ts'
import { missingCodes } from '../../types.ts'
import { drugs } from '../drugs/index.ts'
import { caseRule, type Rule, rule, systemicDrugs } from '../rule.ts'
import { sources } from '../sources.ts'
import { rules } from './index.ts'

describe('every rule fires on its trigger and not on the near miss', () => {
  test.each(
    ruleRows.map(
      (row) => [`${row[0]} ${row[2] ?? 'case'} ${row[3]} ${JSON.stringify(row[4])}`, row] as const,
    ),
  )('%s', (_name, [rule, base, drug, severity, fires, near]) => {
    expect(severityOf(assessed(base, fires), rule, drug)).toBe(severity)
    if (near !== null) expect(severityOf(assessed(base, near), rule, drug)).not.toBe(severity)
  })
})

test('no rule is without a case', () => {
  const covered = new Set(ruleRows.map((row) => row[0]))
  expect(rules.map((rule) => rule.id).filter((id) => !covered.has(id))).toEqual([])
})

test('no rule is without a near miss, unless it always speaks', () => {
  const missed = new Set(ruleRows.filter((row) => row[5] !== null).map((row) => row[0]))
  const speaks = (rule: Rule) => rule.cases.some((item) => item.when.says === always.says)
  expect(rules.filter((rule) => !missed.has(rule.id) && !speaks(rule)).map((rule) => rule.id)).toEqual([])
})

test('rule ids are unique', () => {
  expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length)
})

test('rules cite a known source, are graded and dated, and speak of drugs and data that exist', () => {
  const severities = ['contraindicated', 'major', 'moderate', 'minor', 'info', 'needs_info']
  const routes = ['emergency', 'synchronous', 'in_person']
  const isCategory = (name: string) => ['weight', 'ed', 'hair'].includes(name)
  const isCode = (name: string) => missingCodes.some((code) => code === name)
  const isDrug = (id: string) => drugs.some((drug) => drug.id === id)
  const wrong: string[] = []
  const check = (rule: Rule, what: string, holds: boolean) => {
    if (!holds) wrong.push(`${rule.id}: ${what}`)
  }
  const cites = ([key, section]: Rule['source']) =>
    Object.hasOwn(sources, key) && (section === null || section !== '')
  for (const rule of rules) {
    check(rule, 'source', rule.source.length === 2 && cites(rule.source))
    check(rule, 'confidence', ['H', 'M', 'P'].includes(rule.confidence))
    check(rule, 'version', Number.isInteger(rule.version) && rule.version > 0)
    check(rule, 'reviewed', /^20\d\d-\d\d-\d\d$/.test(rule.reviewed))
    check(rule, 'title', rule.title !== '')
    check(rule, 'drugs', rule.drugs.every(isDrug))
    check(rule, 'categories', rule.categories.length > 0 && rule.categories.every(isCategory))
    check(rule, 'cases', rule.cases.length > 0)
    for (const item of rule.cases) {
      check(rule, 'severity', severities.includes(item.severity))
      check(rule, 'text', item.text !== '')
      check(rule, 'trigger in words', item.when.says !== '')
      check(rule, 'own source', item.source === undefined || (item.source.length === 2 && cites(item.source)))
      check(rule, 'own confidence', ['H', 'M', 'P', undefined].includes(item.confidence))
      check(rule, 'only', item.only === undefined || (item.only.length > 0 && item.only.every(isDrug)))
      check(rule, 'asks', item.asks === undefined || (item.asks.length > 0 && item.asks.every(isCode)))
      check(rule, 'missing', item.when.missing.every(isCode))
      const limits = Object.entries(item.limits ?? {})
      check(
        rule,
        'limits of its drugs',
        limits.every(([id]) => rule.drugs.some((own) => own === id)),
      )
      check(
        rule,
        'kind of limit',
        limits.every(([, { kind }]) => kind === 'risk' || kind === 'interaction'),
      )
      check(rule, 'a limit is set', item.limits === undefined || limits.length > 0)
      const { redFlag } = item
      check(rule, 'level', redFlag === undefined || ['P0', 'P1', 'P2'].includes(redFlag.level))
      check(rule, 'route', redFlag === undefined || routes.includes(redFlag.route))
      check(rule, 'destination', redFlag === undefined || redFlag.destination !== '')
    }
  }
  expect(wrong).toEqual([])
})

test('a predicate none of whose keys is present is never yes, and never unknown where it promises no', () => {
  const wrong = new Set<string>()
  for (const [, base, , , fires, near] of ruleRows)
    for (const change of near === null ? [fires] : [fires, near]) {
      const facts = prepareFacts(person(base, change), today, {})
      const present = new Set(facts.present)
      for (const rule of rules)
        for (const item of rule.cases) {
          const answer = item.when.test(facts)
          if (answer !== NO && item.when.keys?.every((key) => !present.has(key)) === true)
            wrong.add(`${rule.id}: ${item.when.says}`)
          if (answer === YES && item.when.yesKeys?.every((key) => !present.has(key)) === true)
            wrong.add(`${rule.id} (yes): ${item.when.says}`)
        }
    }
  expect([...wrong]).toEqual([])
}, 120_000)

test('a rule holds what its row says, a version of 1 unless told, and the categories of its drugs', () => {
  const cases = [{ when: always, severity: 'minor', text: 'x' }] as const
  const row = { id: 'X-01', title: 't', source: ['POLICY', null], confidence: 'P', cases } as const
  const plain = rule({ ...row, drugs: ['sildenafil', 'tadalafil', 'finasteride'] })
  expect(plain).toMatchObject({ id: 'X-01', version: 1, title: 't', categories: ['ed', 'hair'], cases })
  expect(rule({ ...row, drugs: ['orlistat'], version: 3 }).version).toBe(3)
  expect(caseRule(row)).toMatchObject({ version: 1, drugs: [], categories: ['weight', 'ed', 'hair'] })
  expect(caseRule({ ...row, version: 2, categories: ['ed'] })).toMatchObject({
    version: 2,
    categories: ['ed'],
  })
  expect(systemicDrugs.length).toBe(drugs.length - 3)
  for (const local of ['orlistat', 'minoxidil_topical', 'ketoconazole_shampoo'])
    expect(systemicDrugs.some((id) => id === local)).toBe(false)
})
