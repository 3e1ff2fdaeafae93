/** The selected case at a glance, beside the list: enough to decide a green one without opening it. */
import type { ConsultationSummary, QueueCard } from '@countersign/contract'
import { Button } from '@mantine/core'
import { useIsMutating, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useOnline } from '../../ui/banner.tsx'
import { Tag } from '../../ui/chips.tsx'
import { categoryNames, money, sexLetters, stateName, visitNames } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { ConfidenceBar } from '../../ui/meters.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Delayed, SkeletonLine } from '../../ui/skeletons.tsx'
import { quickApproveKey } from '../consultations/decide.ts'
import {
  doseWords,
  proposedOption,
  supplyWords,
  treatmentTitle,
  weekWords,
} from '../consultations/summary-words.ts'
import { consultationQuery } from '../consultations/use-consultation.ts'
import { useMay } from '../session/use-me.ts'
import styles from './preview.module.css'
import { KeyFigures, Readiness, Reasons } from './preview-parts.tsx'

export function PreviewPane({ card, onApprove }: { card: QueueCard | undefined; onApprove: () => void }) {
  const mayRead = useMay('chart:read')
  const answer = useQuery({
    ...consultationQuery(card?.consultationId ?? ''),
    enabled: card !== undefined && mayRead,
  })
  if (card === undefined) return <aside className={styles.pane} aria-label="Preview" />
  const summary = answer.data
  return (
    <aside className={styles.pane} aria-label="Preview">
      <div className={styles.body}>
        <header>
          <div className={styles.title}>
            <h2>{card.patient.name}</h2>
            <span>
              {card.patient.age} {sexLetters[card.patient.sex]}, {stateName(card.patient.state)}
            </span>
            <span className={styles.tags}>
              <Tag>{categoryNames[card.category]}</Tag>
              <Tag soft>{visitNames[card.visitKind]}</Tag>
            </span>
          </div>
          <p>{card.reason}</p>
        </header>
        {summary ? (
          <Summary summary={summary} />
        ) : answer.error ? (
          <ProblemAlert error={answer.error} />
        ) : (
          <Delayed>
            <SkeletonLine width="100%" height={72} />
            <SkeletonLine width="100%" height={70} />
            <SkeletonLine width="80%" />
            <SkeletonLine width="70%" />
            <SkeletonLine width="60%" />
          </Delayed>
        )}
      </div>
      <PreviewBar card={card} onApprove={onApprove} />
    </aside>
  )
}

function Summary({ summary }: { summary: ConsultationSummary }) {
  const { facts, assessment } = summary
  const option = proposedOption(assessment)
  const list = (texts: string[], reviewed: boolean) =>
    texts.length > 0 ? texts.join(', ') : reviewed ? 'None' : 'Unknown, not asked'
  return (
    <>
      <Readiness summary={summary} />
      <KeyFigures observations={facts.observations} />
      <dl className={styles.lines}>
        <dt>Conditions</dt>
        <dd>
          {list(
            facts.conditions.map((one) => one.text),
            facts.reviewed.conditions,
          )}
        </dd>
        <dt>Takes</dt>
        <dd>
          {list(
            facts.medications.map((one) => (one.dose ? `${one.text} ${one.dose}` : one.text)),
            facts.reviewed.medications,
          )}
        </dd>
        <dt>Allergies</dt>
        <dd>
          {list(
            facts.allergies.map((one) =>
              one.reaction ? `${one.substance} (${one.reaction})` : one.substance,
            ),
            facts.reviewed.allergies,
          )}
        </dd>
      </dl>
      {option?.plan && (
        <section className={styles.proposal}>
          <h3>Proposed treatment</h3>
          <div className={styles.drug}>
            <b>{treatmentTitle(option)}</b>
            {option.confidence !== null && <ConfidenceBar value={option.confidence} wide />}
          </div>
          <p>{supplyWords(option.plan)}</p>
          {option.plan.titration.length > 1 && (
            <ol className={styles.steps}>
              {option.plan.titration.map((step, index) => (
                <li key={step.fromWeek} aria-current={index === 0 ? 'step' : undefined}>
                  <b>{doseWords(step.doseMg)}</b>
                  {weekWords(step, index === 0)}
                </li>
              ))}
            </ol>
          )}
          <Reasons reasons={option.reasons} />
        </section>
      )}
      {option?.plan && summary.order.pharmacy && (
        <section className={styles.proposal}>
          <h3>On approval</h3>
          <p>
            Prescription to {summary.order.pharmacy.name},{' '}
            {money(summary.order.invoice.amountCents, summary.order.invoice.currency)} captured,{' '}
            {summary.patient.name.split(' ')[0]} told there is news. All of it after the {summary.undoSeconds}{' '}
            s undo.
          </p>
        </section>
      )}
    </>
  )
}

/** The buttons mirror the keys; the list acts on them. */
function PreviewBar({ card, onApprove }: { card: QueueCard; onApprove: () => void }) {
  const navigate = useNavigate()
  const mayDecide = useMay('consultation:decide')
  const go = (act?: 'ask' | 'deny') =>
    navigate({
      to: '/consultations/$id',
      params: { id: card.consultationId },
      search: act ? { do: act } : {},
    })
  const free = card.claim === null || card.claim.mine
  const green = card.readyToApprove && free && mayDecide
  const online = useOnline()
  const signing = useIsMutating({ mutationKey: quickApproveKey }) > 0
  return (
    <div className={styles.bar}>
      {green && (
        <Button
          flex="1 1 auto"
          onClick={onApprove}
          disabled={signing || !online}
          rightSection={<KeyCap onFill>a</KeyCap>}
        >
          {signing ? 'Signing' : 'Approve'}
        </Button>
      )}
      {mayDecide && free && (
        <>
          <Button
            flex="1 1 auto"
            variant="default"
            onClick={() => go('ask')}
            rightSection={<KeyCap>i</KeyCap>}
          >
            Ask
          </Button>
          <Button
            flex="1 1 auto"
            variant="default"
            onClick={() => go('deny')}
            rightSection={<KeyCap>d</KeyCap>}
          >
            Deny
          </Button>
        </>
      )}
      <Button
        flex="1 1 auto"
        variant={green ? 'default' : 'filled'}
        onClick={() => go()}
        rightSection={<KeyCap onFill={!green}>Enter</KeyCap>}
      >
        Open
      </Button>
    </div>
  )
}
