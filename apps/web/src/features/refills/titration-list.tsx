/** Titration series: those with a step that waits for a provider first, then those under way, then the ended. */
import type { TitrationView } from '@countersign/contract'
import { IconStairsUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Chip } from '../../ui/chips.tsx'
import { shortDate } from '../../ui/format.ts'
import { RefillsFrame } from './refills-frame.tsx'
import { TaskGroups, type TaskRow } from './task-groups.tsx'
import { progressWords, seriesNames, stepAtHand, stepNames, stepTones } from './titration-words.ts'
import { titrationsQuery } from './use-titrations.ts'

export function TitrationList() {
  const navigate = useNavigate()
  const review = useQuery(titrationsQuery('review'))
  const active = useQuery(titrationsQuery('active'))
  const ended = useQuery(titrationsQuery('ended'))
  const waiting = new Set(review.data?.items.map(({ id }) => id))
  return (
    <RefillsFrame lane="titrations">
      <TaskGroups
        groups={[
          {
            title: 'A provider is to look',
            rows: review.data?.items.map(rowOf),
            error: review.error,
            retry: review.refetch,
          },
          {
            title: 'Under way',
            rows: active.data?.items.filter(({ id }) => !waiting.has(id)).map(rowOf),
            error: active.error,
            retry: active.refetch,
          },
          { title: 'Ended', rows: ended.data?.items.map(rowOf), error: ended.error, retry: ended.refetch },
        ]}
        empty={{
          icon: <IconStairsUp size={26} stroke={1.6} />,
          title: 'No titration is under way',
          text: 'Approve the steps of an escalation as a series: each leaves on its day, after a check-in.',
        }}
        onOpen={(id) => navigate({ to: '/refills/titrations/$id', params: { id } })}
      />
    </RefillsFrame>
  )
}

function rowOf(series: TitrationView): TaskRow {
  const step = stepAtHand(series.steps)
  const ended = series.status !== 'active'
  return {
    id: series.id,
    patient: series.patient,
    what: (
      <>
        {step?.medicine}
        <small>{progressWords(series.steps)}</small>
      </>
    ),
    why: (
      <>
        {ended || !step ? (
          <Chip tone={series.status === 'completed' ? 'done' : 'neutral'}>{seriesNames[series.status]}</Chip>
        ) : (
          <Chip tone={stepTones[step.status]}>{stepNames[step.status]}</Chip>
        )}
        <small>
          {ended
            ? series.stoppedReason
            : (step?.checkIn?.reasons[0] ?? (step && `From ${shortDate(step.startsOn)}`))}
        </small>
      </>
    ),
    since: step?.status === 'review' ? (step.checkIn?.answeredAt ?? null) : null,
  }
}
