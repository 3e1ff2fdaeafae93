/** Why a rule spoke: the facts it stood on, where it comes from, and the reading of the chart it was run on. */
import type { ConsultationSummary, Finding } from '@countersign/contract'
import { Popover } from '@mantine/core'
import { useState } from 'react'
import { moment } from '../../ui/format.ts'
import { useKeys } from '../workspace/keys.ts'
import styles from './rule-why.module.css'
import { factWords } from './summary-words.ts'

const evidence = {
  H: 'A label or a guideline states it',
  M: 'Stated; to be read again in the current label',
  P: 'Platform policy, which the clinic may tune',
} as const

export function RuleWhy({
  finding,
  summary,
  chip,
}: {
  finding: Finding
  summary: ConsultationSummary
  /** Stands as the rule's own chip, where room is short. */
  chip?: boolean
}) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={340}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={chip ? styles.chip : styles.ask}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {chip ? (
            <>
              <span className="visually-hidden">Why: </span>
              {finding.rule} v{finding.ruleVersion}
            </>
          ) : (
            'Why this rule'
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={14} aria-label={`Why rule ${finding.rule}`}>
        {open && <Grounds finding={finding} summary={summary} onClose={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  )
}

function Grounds(props: { finding: Finding; summary: ConsultationSummary; onClose: () => void }) {
  const { finding, summary } = props
  useKeys({ escape: props.onClose }, { exclusive: true })
  const rows: readonly [string, string][] = [
    ['Rule', `${finding.rule}, version ${finding.ruleVersion}, engine ${summary.assessment.engine}`],
    ['Source', [finding.source.label, finding.source.section].filter(Boolean).join(', section ')],
    ['Evidence', evidence[finding.confidence]],
    ['Rests on', finding.facts.map(factWords).join('; ') || 'The whole case'],
    ...(finding.missing.length > 0
      ? [['Not known', finding.missing.map(factWords).join('; ')] as [string, string]]
      : []),
    ['To do', finding.management ?? 'Nothing more than to know it'],
    ['Chart as of', `${moment(summary.assessedAt)}; kept, and can be replayed`],
  ]
  return (
    // Something in it has to take the focus, so that a keyboard reads and closes it.
    <section className={styles.grounds} tabIndex={-1} data-autofocus aria-label={`Rule ${finding.rule}`}>
      <p>{finding.text}</p>
      <dl>
        {rows.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
