/**
 * What the check of this very prescription found. An overridable finding opens a field for the reason inside
 * itself; an absolute one shows no way past it at all.
 */
import type { ConsultationSummary, Finding, ProposalAssessment } from '@countersign/contract'
import { Button, Textarea } from '@mantine/core'
import { IconAlertOctagon, IconAlertTriangle, IconHelpCircle, IconInfoCircle } from '@tabler/icons-react'
import { useRef } from 'react'
import { SourceOf } from '../../ui/chips.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { hasReason, isAbsolute, needsReason, type Overrides, reasonMinimum } from './gate.ts'
import { leaveOnEscape } from './prescription-form.tsx'
import { RuleWhy } from './rule-why.tsx'
import styles from './safety-findings.module.css'
import section from './section-head.module.css'
import { severityRank } from './summary-words.ts'
import type { Prescription } from './use-prescription.ts'

const faces = {
  contraindicated: { icon: IconAlertOctagon, tone: 'danger', word: 'Contraindicated' },
  major: { icon: IconAlertTriangle, tone: 'danger', word: 'Major' },
  needs_info: { icon: IconHelpCircle, tone: 'ask', word: 'Not known' },
  moderate: { icon: IconAlertTriangle, tone: undefined, word: 'Moderate' },
  minor: { icon: IconInfoCircle, tone: undefined, word: 'Minor' },
  info: { icon: IconInfoCircle, tone: undefined, word: 'To know' },
} as const

export function SafetyFindings(props: {
  summary: ConsultationSummary
  prescription: Prescription
  /** What is shown while nobody holds the case and no check can be asked for. */
  fallback: readonly Finding[]
  /** What to tell the patient and what to watch with this drug. */
  counselling: readonly string[]
  monitoring: readonly string[]
  overrides: Overrides
  onOverride?: (rule: string, reason: string) => void
}) {
  const { prescription } = props
  const assessed = prescription.lastAssessment
  const findings = [...(assessed?.findings ?? props.fallback)].sort(
    (a, b) => severityRank[a.severity] - severityRank[b.severity],
  )
  const fresh = useFresh(findings, assessed)
  const told = [
    { word: 'Counsel', texts: props.counselling },
    { word: 'Watch', texts: props.monitoring },
  ].filter(({ texts }) => texts.length > 0)
  return (
    <section aria-busy={prescription.checking}>
      <div className={section.headRow}>
        <h2 className={section.head}>
          Safety findings{' '}
          <span role="status">
            {prescription.checkFailed ? (
              'last edit not checked'
            ) : prescription.checking ? (
              'checking'
            ) : assessed ? (
              <>
                checked <RelativeTime at={new Date(prescription.checkedAt).toISOString()} />
              </>
            ) : (
              'from the first assessment'
            )}
          </span>
        </h2>
      </div>
      {prescription.checkFailed && (
        <ProblemAlert error={prescription.checkError}>
          <Button size="xs" variant="default" onClick={() => prescription.recheck()}>
            Check again
          </Button>
        </ProblemAlert>
      )}
      {prescription.misfits.length > 0 && (
        <ul className={styles.findings} aria-label="Where the prescription contradicts itself">
          {prescription.misfits.map((misfit) => (
            <li key={misfit} data-tone="danger">
              <IconAlertTriangle size={15} stroke={1.9} role="img" aria-label="Does not fit" />
              <div>
                <span className={styles.findingText}>{misfit}</span>
                <span className={styles.absolute}>Correct the prescription: it cannot be signed so.</span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {findings.length + told.length === 0 ? (
        <p className={styles.nothing}>
          {prescription.checking && !assessed ? 'The check has not run yet.' : 'None for this drug and dose.'}
        </p>
      ) : (
        <ul className={styles.findings} data-old={prescription.checking ? '' : undefined}>
          {findings.map((finding) => (
            <FindingRow
              key={keyOf(finding)}
              summary={props.summary}
              fresh={fresh.has(keyOf(finding))}
              finding={finding}
              reason={props.overrides[finding.rule] ?? ''}
              done={hasReason(props.overrides, finding.rule)}
              onReason={
                props.onOverride && needsReason(finding)
                  ? (reason) => props.onOverride?.(finding.rule, reason)
                  : undefined
              }
            />
          ))}
          {told.length > 0 && (
            <li>
              <IconInfoCircle size={15} stroke={1.75} aria-hidden />
              <div className={styles.tells}>
                {told.map(({ word, texts }) => (
                  <details key={word} className={styles.tell}>
                    <summary>
                      <b>
                        {word} <span className="num">{texts.length}</span>
                      </b>
                      <span>{texts.map((text) => text.replace(/\.$/, '')).join('; ')}</span>
                    </summary>
                    <ul>
                      {texts.map((text) => (
                        <li key={text}>{text}</li>
                      ))}
                    </ul>
                  </details>
                ))}
              </div>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

const keyOf = (finding: Finding) => `${finding.rule} ${finding.text}`

/** The findings the last check brought that the one before had not. */
function useFresh(findings: readonly Finding[], assessed: ProposalAssessment | null): ReadonlySet<string> {
  const last = useRef({ assessed, keys: new Set(findings.map(keyOf)), fresh: new Set<string>() })
  if (assessed !== null && last.current.assessed !== assessed) {
    const keys = new Set(findings.map(keyOf))
    const { keys: before, assessed: first } = last.current
    // The first check of a case is no change.
    last.current = { assessed, keys, fresh: first === null ? new Set() : keys.difference(before) }
  }
  return last.current.fresh
}

function FindingRow(props: {
  finding: Finding
  summary: ConsultationSummary
  fresh: boolean
  reason: string
  done: boolean
  onReason?: (reason: string) => void
}) {
  const { finding } = props
  const face = faces[finding.severity]
  const Icon = face.icon
  const left = reasonMinimum - props.reason.trim().length
  return (
    <li data-tone={face.tone} data-fresh={props.fresh ? '' : undefined}>
      <Icon size={15} stroke={1.9} role="img" aria-label={face.word} />
      <div>
        <span className={styles.findingText}>{finding.text}</span>
        {finding.management && <span className={styles.management}>{finding.management}</span>}
        {isAbsolute(finding) && (
          <span className={styles.absolute}>
            {finding.severity === 'needs_info' ? 'Ask before approving.' : 'Absolute: no override.'}
          </span>
        )}
      </div>
      <span className={styles.chips}>
        {face.tone && <SourceOf source={finding.source} />}
        <RuleWhy finding={finding} summary={props.summary} chip />
      </span>
      {props.onReason && (
        <Textarea
          className={styles.reason}
          size="sm"
          label="Why you go past this"
          description="Stored with the decision and this rule"
          value={props.reason}
          maxLength={1000}
          autosize
          minRows={1}
          maxRows={4}
          onChange={(event) => props.onReason?.(event.currentTarget.value)}
          onKeyDown={leaveOnEscape}
          rightSectionWidth={64}
          rightSection={
            <span className={styles.left} data-done={props.done ? '' : undefined}>
              {props.done ? 'enough' : `${left} more`}
            </span>
          }
        />
      )}
    </li>
  )
}
