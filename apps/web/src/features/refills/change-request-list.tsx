/** What pharmacies ask to change: the oldest open question first, then those answered. */
import type { ChangeRequestView } from '@countersign/contract'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Chip } from '../../ui/chips.tsx'
import { answeredNames, answeredTones, codeNames } from './change-request-words.ts'
import { RefillsFrame } from './refills-frame.tsx'
import { TaskGroups, type TaskRow } from './task-groups.tsx'
import { changeRequestsQuery } from './use-change-requests.ts'

export function ChangeRequestList() {
  const navigate = useNavigate()
  const open = useQuery(changeRequestsQuery('open'))
  const answered = useQuery(changeRequestsQuery('answered'))
  return (
    <RefillsFrame lane="questions">
      <TaskGroups
        groups={[
          {
            title: 'Wait for an answer',
            rows: open.data?.items.map(rowOf),
            error: open.error,
            retry: open.refetch,
          },
          {
            title: 'Answered',
            rows: answered.data?.items.map(rowOf),
            error: answered.error,
            retry: answered.refetch,
          },
        ]}
        empty={{
          icon: <IconMessageQuestion size={26} stroke={1.6} />,
          title: 'No pharmacy asks for a change',
          text: 'Out of stock, another medicine, prior authorization, a prescription that is not clear: it comes here.',
        }}
        onOpen={(id) => navigate({ to: '/refills/questions/$id', params: { id } })}
      />
    </RefillsFrame>
  )
}

const rowOf = (request: ChangeRequestView): TaskRow => ({
  id: request.id,
  patient: request.patient,
  what: (
    <>
      {request.prescribed.drugDescription}
      <small>{request.pharmacy}</small>
    </>
  ),
  why: (
    <>
      {request.status === 'open' ? (
        <Chip tone="ask">{codeNames[request.code]}</Chip>
      ) : (
        <Chip tone={answeredTones[request.status]}>{answeredNames[request.status]}</Chip>
      )}
      <small>
        {request.status === 'open'
          ? (request.reasonText ?? request.meaning)
          : (request.answerText ?? request.meaning)}
      </small>
    </>
  ),
  since: request.status === 'open' ? request.receivedAt : request.answeredAt,
})
