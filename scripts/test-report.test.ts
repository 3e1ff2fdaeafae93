import { describe, expect, it } from 'vitest'
import { countTests } from './test-report.ts'

const file = (statuses: readonly string[], over: { status?: string; message?: string } = {}) => ({
  name: 'a.test.ts',
  status: over.status ?? (statuses.includes('failed') ? 'failed' : 'passed'),
  message: over.message ?? '',
  assertionResults: statuses.map((status, index) => ({ status, fullName: `test ${index}` })),
})

describe('counting tests', () => {
  it('adds up what passed and what failed', () => {
    const report = { success: false, testResults: [file(['passed', 'failed']), file(['passed'])] }
    expect(countTests(report, 1)).toEqual({ passed: 2, failed: 1, reasons: [] })
  })

  it('is clean only when all passed', () => {
    expect(countTests({ success: true, testResults: [file(['passed'])] }, 0)).toEqual({
      passed: 1,
      failed: 0,
      reasons: [],
    })
  })

  it.each([
    ['no report', undefined, 1],
    ['no file', { success: true, testResults: [] }, 0],
    ['a file without a test', { success: true, testResults: [file([])] }, 0],
    [
      'a file that does not load',
      { success: false, testResults: [file([], { status: 'failed', message: 'x' })] },
      1,
    ],
    ['a skipped test', { success: true, testResults: [file(['skipped'])] }, 0],
    ['a test left to write', { success: true, testResults: [file(['todo'])] }, 0],
    ['an error outside the tests', { success: true, testResults: [file(['passed'])] }, 1],
    ['a report that calls itself unsuccessful', { success: false, testResults: [file(['passed'])] }, 0],
  ])('counts one failure for %s', (_, report, exitCode) => {
    const { failed, reasons } = countTests(report, exitCode)
    expect(failed).toBe(1)
    expect(reasons).toHaveLength(1)
  })
})
