/** Counts what Vitest's JSON report says, so that nothing that did not run can pass for green. */

type Assertion = { status: string; fullName: string }
type FileResult = { name: string; status: string; message: string; assertionResults: readonly Assertion[] }
export type VitestReport = { success: boolean; testResults: readonly FileResult[] }

export type Count = {
  readonly passed: number
  readonly failed: number
  /** What failed without being a failing test: a file that could not be loaded, a skipped test, an empty suite. */
  readonly reasons: readonly string[]
}

/**
 * `report` is undefined when Vitest wrote none; `exitCode` is its own. A skipped or unfinished test, a file
 * without a test, a suite without a file and an error outside any test each count as one failure.
 */
export const countTests = (report: VitestReport | undefined, exitCode: number): Count => {
  if (!report) return { passed: 0, failed: 1, reasons: ['the suite did not run'] }
  const reasons: string[] = []
  let passed = 0
  let failed = 0
  for (const file of report.testResults) {
    const failing = file.assertionResults.filter(({ status }) => status === 'failed')
    passed += file.assertionResults.filter(({ status }) => status === 'passed').length
    failed += failing.length
    for (const { status, fullName } of file.assertionResults) {
      if (status !== 'passed' && status !== 'failed') reasons.push(`${status}: ${fullName} (${file.name})`)
    }
    if (file.status === 'failed' && failing.length === 0)
      reasons.push(`${file.name}: ${file.message || 'failed'}`)
    else if (file.assertionResults.length === 0) reasons.push(`${file.name}: holds no test`)
  }
  if (report.testResults.length === 0) reasons.push('no test was found')
  if ((exitCode !== 0 || !report.success) && failed === 0 && reasons.length === 0) {
    reasons.push(`an error outside the tests (exit code ${exitCode})`)
  }
  return { passed, failed: failed + reasons.length, reasons }
}
