import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { assessCase } from '../engine/assess.ts'
import { person, today } from '../testing/people.ts'
import type { Option } from '../types.ts'
import { assessLine } from './line.ts'
import { type Recorded, replay, ruleVersions } from './replay.ts'

const context = { now: today }
const line = (value: unknown) => assessLine(JSON.stringify(value), 1, context)

describe('one line', () => {
  test('has the published shape', () => {
    const input = {
      id: 'a1',
      ...person('ed', {
        meds: ['tamsulosin'],
        proposed: { drug: 'sildenafil', doseMg: 50, frequency: 'as needed' },
      }),
    }
    const out = JSON.parse(line(input).text)
    expect(Object.keys(out)).toEqual([
      'id',
      'engine',
      'redFlags',
      'priority',
      'missing',
      'duplicate',
      'refill',
      'options',
      'proposal',
      'findings',
    ])
    expect(out).toMatchObject({
      id: 'a1',
      duplicate: false,
      refill: null,
      proposal: { verdict: 'block', dose: 'exceeds_adjusted_cap' },
    })
    expect(out.options).toHaveLength(5)
    expect(Object.keys(out.options[0])).toEqual([
      'drug',
      'verdict',
      'rank',
      'confidence',
      'start',
      'findings',
    ])
    expect(Object.keys(out.options[0].findings[0])).toEqual(['rule', 'severity', 'text', 'source'])
  })

  test.each([
    ['{', 'the line is not valid JSON'],
    ['[]', 'a case must be a JSON object'],
    ['{"id":"x","category":"dental","patient":{}}', 'category must be'],
    ['{"id":"x","category":"ed"}', 'patient must be an object'],
    ['{"id":"x","category":"ed","patient":{"age":"forty"}}', 'patient.age must be a number'],
    ['{"id":"x","category":"ed","patient":{"pregnant":[]}}', 'patient.pregnant must be true or false'],
    ['{"id":"x","category":"ed","patient":{"sex":"other"}}', 'patient.sex must be'],
    ['{"id":"x","category":"ed","patient":{"medications":"none"}}', 'patient.medications must be a list'],
    ['{"id":"x","category":"ed","patient":{"medications":[{}]}}', 'patient.medications.name must be text'],
    ['{"id":"x","category":"ed","patient":{"labs":[]}}', 'patient.labs must be an object'],
    ['{"id":"x","category":"ed","patient":{},"proposed":{"doseMg":1}}', 'proposed.drug must be text'],
    [
      '{"id":"x","category":"ed","patient":{},"proposed":{"drug":"x","doseMg":"one"}}',
      'proposed.doseMg must be a number',
    ],
  ])('%s is refused', (text, message) => {
    const result = assessLine(text, 7, context)
    expect(result.failed).toBe(true)
    expect(JSON.parse(result.text).error).toMatchObject({
      message: expect.stringContaining(message),
      line: 7,
    })
  })

  test('numbers and yes or no as text, and lists of bare text, are read', () => {
    const strict = person('weightWoman', {
      meds: ['lisinopril'],
      conditions: ['hypertension'],
      allergies: ['latex'],
    })
    const loose = {
      ...strict,
      patient: {
        ...strict.patient,
        age: '40',
        sex: 'Female',
        pregnant: 'no',
        medications: ['lisinopril'],
        conditions: ['hypertension'],
        allergies: ['latex'],
      },
    }
    expect(line(loose).text).toBe(line(strict).text)
    expect(
      JSON.parse(
        line({ ...strict, patient: { ...strict.patient, pregnant: 'unknown', intakeAnswers: {} } }).text,
      ).missing,
    ).toContain('pregnancyStatus')
  })

  test('nulls are "not answered", not faults', () => {
    expect(
      line({ id: 1, category: 'ed', patient: { age: null, medications: null, labs: null }, proposed: null })
        .failed,
    ).toBe(false)
  })
})

describe('the command', () => {
  const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))
  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      execFile(process.execPath, [cli, ...args], (error, stdout) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout }),
      )
    })

  test('keeps the order, puts errors in their place and ends with 1', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clinical-'))
    const file = join(folder, 'cases.jsonl')
    await writeFile(
      file,
      [
        JSON.stringify({ id: 'one', ...person('ed') }),
        'broken',
        '',
        JSON.stringify({ id: 'two', ...person('hairMan') }),
      ].join('\n'),
    )
    const { code, out } = await run('assess', file, '--now', today)
    expect(code).toBe(1)
    expect(
      out
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text).id),
    ).toEqual(['one', null, 'two'])
    const good = join(folder, 'good.jsonl')
    await writeFile(good, `${JSON.stringify({ id: 'one', ...person('ed') })}\n`)
    expect((await run('assess', good, '--now', today)).code).toBe(0)
    expect((await run('advise', good)).code).toBe(2)
  }, 120_000)
})

describe('replay', () => {
  const input = person('weightMan', { meds: ['lisinopril'] })
  const recorded = { input, now: today, output: assessCase(input, context), ruleVersions: ruleVersions() }

  test('an unchanged recommendation is identical', () => {
    expect(replay(JSON.parse(JSON.stringify(recorded)))).toMatchObject({
      identical: true,
      changedRules: [],
      changedVerdicts: [],
    })
  })
  test('a rule that says something else is named, though its version was left as it was', () => {
    const told = (rule: string, change: (option: Option) => Option): Recorded => ({
      ...recorded,
      output: {
        ...recorded.output,
        options: recorded.output.options.map((option) =>
          option.findings.some((finding) => finding.rule === rule) ? change(option) : option,
        ),
      },
    })
    const reworded = told('INC-31', (option) => ({
      ...option,
      findings: option.findings.map((finding) =>
        finding.rule === 'INC-31' ? { ...finding, text: 'As it was said before.' } : finding,
      ),
    }))
    expect(replay(reworded)).toMatchObject({ identical: false, changedRules: ['INC-31'] })
    const silent = told('INC-31', (option) => ({
      ...option,
      findings: option.findings.filter((finding) => finding.rule !== 'INC-31'),
    }))
    expect(replay(silent)).toMatchObject({ identical: false, changedRules: ['INC-31'] })
    const turned = {
      ...recorded,
      output: { ...recorded.output, options: recorded.output.options.toReversed() },
    }
    expect(replay(turned)).toMatchObject({ identical: false, changedRules: [] })
  })
  test('a changed rule and a changed verdict are named', () => {
    const versions = { ...ruleVersions(), 'INC-31': 0 }
    const options = recorded.output.options.map((option) =>
      option.drugId === 'tirzepatide' ? { ...option, verdict: 'block' as const } : option,
    )
    const result = replay({ ...recorded, ruleVersions: versions, output: { ...recorded.output, options } })
    expect(result).toMatchObject({
      identical: false,
      changedRules: ['INC-31'],
      changedVerdicts: [{ drug: 'tirzepatide', before: 'block', now: 'offer' }],
    })
  })
})
