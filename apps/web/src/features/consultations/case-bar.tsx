/** Who this is and how long it may still wait, over the three panes. */
import type { CasePresence, ConsultationSummary } from '@countersign/contract'
import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowLeft, IconClock, IconDots, IconId, IconLicense, IconLicenseOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Tag } from '../../ui/chips.tsx'
import {
  categoryNames,
  clockLength,
  longDate,
  phoneWords,
  sexLetters,
  stateName,
  visitNames,
} from '../../ui/format.ts'
import { Avatar, SlaBar } from '../../ui/meters.tsx'
import { slaAt, slaFigure, slaRest } from '../../ui/sla.ts'
import { useNow } from '../../ui/use-now.ts'
import { useSlaWarning } from '../session/use-me.ts'
import { useShift } from '../worklist/use-queue.ts'
import { show } from '../workspace/overlays.ts'
import styles from './case-bar.module.css'
import { heldFor, identityWords, licenceWords, statusWords } from './summary-words.ts'

const waitingStates = new Set(['submitted', 'claimed', 'escalated'])

export function CaseBar(props: {
  summary: ConsultationSummary
  activeSeconds: number
  /** Who else has the case on the screen. */
  others: CasePresence['others']
  /** Present while the case is held. */
  onRelease?: () => void
  onEscalate?: () => void
}) {
  const { activeSeconds } = props
  const { consultation, patient, licence } = props.summary
  const now = useNow(5_000)
  const shift = useShift()
  const sla = slaAt(consultation.submittedAt, consultation.dueAt, now, useSlaWarning())
  const waiting = waitingStates.has(consultation.status)
  return (
    <header className={styles.bar}>
      <Link to="/queue" className={styles.back}>
        <IconArrowLeft size={16} stroke={1.75} aria-hidden />
        <span className="visually-hidden">Back to the queue: </span>
        <span className={styles.backWord}>Queue {shift && <span className="num">{shift.waiting}</span>}</span>
      </Link>
      <i className={styles.rule} />
      <div className={styles.who}>
        <h1>{patient.name}</h1>
        <span className={styles.wide}>
          {patient.age} {sexLetters[patient.sex]}, born {longDate(patient.birthDate)}, {patient.city},{' '}
          {stateName(patient.state)}
        </span>
        <span className={styles.narrow}>
          {patient.age} {sexLetters[patient.sex]}, {patient.state}
        </span>
        <span className={styles.phoneLine}>
          {categoryNames[consultation.category]}, {visitNames[consultation.visitKind].toLowerCase()}.{' '}
          {consultation.claim?.mine
            ? `Yours, ${clockLength(activeSeconds)}`
            : statusWords[consultation.status]}
        </span>
      </div>
      <span className={styles.tags}>
        <Tag>{categoryNames[consultation.category]}</Tag>
        <Tag soft>{visitNames[consultation.visitKind]}</Tag>
        {consultation.answered && <Tag soft>Answered</Tag>}
      </span>
      <i className={styles.rule} data-wide />
      <span className={styles.fact} data-tone={licence.status === 'active' ? undefined : 'danger'} data-wide>
        {licence.status === 'active' ? (
          <IconLicense size={16} stroke={1.6} aria-hidden />
        ) : (
          <IconLicenseOff size={16} stroke={1.6} aria-hidden />
        )}
        {licenceWords(licence)}
      </span>
      <span
        className={styles.fact}
        data-wide
        data-tone={
          patient.identityStatus === 'mismatch'
            ? 'danger'
            : patient.identityStatus === 'unverified'
              ? 'ask'
              : undefined
        }
      >
        <IconId size={16} stroke={1.6} aria-hidden />
        {identityWords[patient.identityStatus]}
      </span>
      <Others others={props.others} />
      <span className={styles.gap} />
      {waiting && (
        <span className={styles.sla} data-tone={sla.tone}>
          <SlaBar sla={sla} width={56} />
          <b>{slaFigure(sla)}</b>
          <span>{slaRest(sla)}</span>
        </span>
      )}
      {!waiting && <span className={styles.fact}>{statusWords[consultation.status]}</span>}
      <i className={styles.rule} data-wide />
      {consultation.claim && (
        <span className={styles.fact} data-wide>
          <Avatar initials={consultation.claim.initials} me={consultation.claim.mine} />
          {consultation.claim.mine
            ? 'Yours'
            : `${consultation.claim.providerName}, ${heldFor(consultation.claim.claimedAt, now)}`}
        </span>
      )}
      {consultation.claim?.mine && (
        <span className={`${styles.fact} num`} data-wide title="Active review time, idle time excluded">
          <IconClock size={16} stroke={1.6} aria-hidden />
          <span className="visually-hidden">Active review time </span>
          {clockLength(activeSeconds)}
        </span>
      )}
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" aria-label="More" className={styles.more}>
            <IconDots size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            Record {patient.mrn}
            <br />
            {phoneWords(patient.phone)}
          </Menu.Label>
          {props.onRelease && <Menu.Item onClick={props.onRelease}>Release to the queue</Menu.Item>}
          {props.onEscalate && <Menu.Item onClick={props.onEscalate}>Escalate to a visit</Menu.Item>}
          <Menu.Item onClick={() => navigator.clipboard.writeText(patient.mrn)}>Copy record number</Menu.Item>
          <Menu.Item onClick={() => show('keys')}>All keys</Menu.Item>
          <Menu.Item onClick={() => show('palette')}>Search or run</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  )
}

/** Colleagues who look at the same case now. */
function Others({ others }: { others: CasePresence['others'] }) {
  const [first, ...more] = others
  if (!first) return null
  const words = more.length === 0 ? `${first.name} is reading` : `${others.length} others are reading`
  return (
    <span className={styles.fact} data-others title={others.map((one) => one.name).join(', ')}>
      {others.slice(0, 3).map((one) => (
        <Avatar key={one.userId} initials={one.initials} />
      ))}
      <span className={styles.othersWord} role="status">
        {words}
      </span>
    </span>
  )
}
