/** One case in the list: who, why, what is dangerous, what is missing, what we propose, how long it may still wait. */
import type { QueueCard } from '@countersign/contract'
import {
  IconAlertOctagon,
  IconCamera,
  IconHelpCircle,
  IconMessageCheck,
  IconUserCheck,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Chip, Tag } from '../../ui/chips.tsx'
import { categoryNames, count, sexLetters, visitNames } from '../../ui/format.ts'
import { Avatar, ConfidenceBar, SlaBar } from '../../ui/meters.tsx'
import { slaAt, slaFigure, slaRest } from '../../ui/sla.ts'
import { heldFor } from '../consultations/summary-words.ts'
import { useSlaWarning } from '../session/use-me.ts'
import styles from './patient-summary-card.module.css'

export type CardProps = {
  card: QueueCard
  now: number
  selected: boolean
  /** It left the list and stays, greyed, until the list may move. */
  gone: boolean
  /** The quick actions, for a case that is ready and free. */
  actions: ReactNode
}

export function PatientSummaryCard({ card, now, selected, gone, actions }: CardProps) {
  const sla = slaAt(card.submittedAt, card.dueAt, now, useSlaWarning())
  const held = gone || (card.claim !== null && !card.claim.mine)
  const acting = !held && Boolean(actions)
  return (
    <article
      className={styles.card}
      data-selected={selected ? '' : undefined}
      data-held={held ? '' : undefined}
      aria-label={card.patient.name}
    >
      <div className={styles.sla} data-tone={sla.tone}>
        <b>{slaFigure(sla)}</b>
        <SlaBar sla={sla} />
        <span>{slaRest(sla)}</span>
      </div>
      <div className={styles.middle} data-flagged={leadingFlag(card) ? '' : undefined}>
        <div className={styles.who}>
          <b>{card.patient.name}</b>
          <span>
            {card.patient.age} {sexLetters[card.patient.sex]}
          </span>
          <span>{card.patient.state}</span>
          <Tag>{categoryNames[card.category]}</Tag>
          {card.visitKind !== 'first' && <Tag soft>{visitNames[card.visitKind]}</Tag>}
          {card.answered && <Tag soft>Answered</Tag>}
          {/* Where the buttons take the line that says so otherwise. */}
          {acting && card.claim?.mine && <Tag soft>Yours</Tag>}
          {acting && card.claim === null && card.prefersMe && <Tag soft>Prefers you</Tag>}
        </div>
        <div className={styles.reason}>{card.reason}</div>
        <Facts card={card} />
      </div>
      <div className={styles.proposal} data-long={(card.proposal?.label.length ?? 0) > 27 ? '' : undefined}>
        <Proposal card={card} />
        {!acting && <Holder card={card} gone={gone} now={now} />}
        {acting && actions}
      </div>
    </article>
  )
}

/** The head of a long flag, whole words up to its first pause; the preview and the review have all of it. */
function shortFlag(text: string): string {
  return text.length <= 46 ? text : (text.split(/[:;,.] /)[0] ?? text)
}

/** Flags that fit stand as chips; a red one is never the one left out. */
const shownFlags = 2
const flagOrder = { danger: 0, ask: 1, neutral: 2 }
const flagsOf = (card: QueueCard) => [...card.flags].sort((a, b) => flagOrder[a.tone] - flagOrder[b.tone])

/** Is there a red flag too long to stand beside a figure? It has the line, and another where it needs one. */
function leadingFlag(card: QueueCard): boolean {
  const [first] = flagsOf(card)
  return first?.tone === 'danger' && shortFlag(first.text).length > 44
}

function Facts({ card }: { card: QueueCard }) {
  const flags = flagsOf(card)
  const leading = leadingFlag(card)
  const long = (flags[0]?.text.length ?? 0) > 30
  const shown = long ? 1 : shownFlags
  const rest = flags.slice(shown)
  return (
    <div className={styles.facts} data-flagged={leading ? '' : undefined}>
      {card.figures.slice(0, leading ? 0 : long ? 1 : 3).map((figure) => (
        <span key={figure.label} className={styles.figure}>
          <em>{figure.label}</em>
          {figure.value}
        </span>
      ))}
      {flags.slice(0, shown).map((flag) => (
        <Chip
          key={flag.text}
          tone={flag.tone}
          icon={flag.tone === 'danger' ? IconAlertOctagon : flag.tone === 'ask' ? IconHelpCircle : undefined}
        >
          <span title={flag.text}>{shortFlag(flag.text)}</span>
        </Chip>
      ))}
      {rest.length > 0 && (
        <span title={rest.map((flag) => flag.text).join('; ')}>
          <Chip tone={rest.some((flag) => flag.tone === 'danger') ? 'danger' : 'line'}>
            +{rest.length}
            <span className="visually-hidden"> more: {rest.map((flag) => flag.text).join('; ')}</span>
          </Chip>
        </span>
      )}
      {card.answered && <Chip icon={IconMessageCheck}>Questions answered</Chip>}
      {card.photos > 0 && <Chip icon={IconCamera}>{count(card.photos, 'photo')}</Chip>}
    </div>
  )
}

function Proposal({ card }: { card: QueueCard }) {
  if (card.proposal)
    return (
      <>
        <div className={styles.drug}>{card.proposal.label}</div>
        <span className={styles.sure}>
          <ConfidenceBar value={card.proposal.confidence} />
        </span>
      </>
    )
  return (
    <>
      <div className={styles.drug} data-tone={card.blockedBy ? 'danger' : undefined}>
        {card.blockedBy ? 'No drug option is safe' : 'No treatment proposed'}
      </div>
      {card.blockedBy && <span className={styles.blockedBy}>Blocked by {card.blockedBy}</span>}
    </>
  )
}

function Holder({ card, gone, now }: { card: QueueCard; gone: boolean; now: number }) {
  if (gone) return <div className={styles.holder}>Left the queue</div>
  if (card.claim)
    return (
      <div className={styles.holder}>
        <Avatar initials={card.claim.initials} me={card.claim.mine} />
        <span>
          {card.claim.mine ? 'Yours' : card.claim.providerName}
          {`, ${heldFor(card.claim.claimedAt, now)}`}
        </span>
      </div>
    )
  if (card.prefersMe)
    return (
      <div className={styles.holder}>
        <IconUserCheck size={16} stroke={1.6} aria-hidden />
        <span>Prefers you</span>
      </div>
    )
  return null
}

/** The card on a phone: the deadline is a 3 px edge on top. */
export function PhoneCard({ card, now, selected, gone, actions }: CardProps) {
  const sla = slaAt(card.submittedAt, card.dueAt, now, useSlaWarning())
  const held = gone || (card.claim !== null && !card.claim.mine)
  return (
    <article
      className={styles.phoneCard}
      data-selected={selected ? '' : undefined}
      data-held={held ? '' : undefined}
      aria-label={card.patient.name}
    >
      <span className={styles.edge} data-tone={sla.tone} style={{ width: `${sla.used * 100}%` }} />
      <div className={styles.phoneWho}>
        <b>{card.patient.name}</b>
        <span>
          {card.patient.age} {sexLetters[card.patient.sex]}, {card.patient.state}
        </span>
        <em data-tone={sla.tone}>{slaFigure(sla)}</em>
      </div>
      <div className={styles.reason}>{card.reason}</div>
      <Facts card={card} />
      <div className={styles.phoneDrug}>
        <Proposal card={card} />
      </div>
      <Holder card={card} gone={gone} now={now} />
      {selected && !held && actions}
    </article>
  )
}
