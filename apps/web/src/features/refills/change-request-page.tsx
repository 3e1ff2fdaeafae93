/** One question of a pharmacy: what it asks beside what was prescribed, and the provider's answer. */
import type { ChangeRequestView } from '@countersign/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Chip } from '../../ui/chips.tsx'
import { longDate, timeOfDay } from '../../ui/format.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { useMay } from '../session/use-me.ts'
import { AnswerForm } from './answer-form.tsx'
import { answeredNames, answeredTones, codeNames, compare } from './change-request-words.ts'
import styles from './task-page.module.css'
import { TaskFoot, TaskPage, TaskUnread } from './task-page.tsx'
import { changeRequestQuery } from './use-change-requests.ts'

export function ChangeRequestPage() {
  const { id } = useParams({ from: '/workspace/refills/questions/$id' })
  const answer = useQuery(changeRequestQuery(id))
  const mayDecide = useMay('refill:decide')
  const request = answer.data
  if (!request)
    return (
      <TaskUnread
        lane="questions"
        title="A pharmacy’s question"
        error={answer.error}
        onRetry={() => answer.refetch()}
      />
    )
  const head = {
    lane: 'questions' as const,
    patient: request.patient,
    tags: <Chip tone={answeredTones[request.status]}>{answeredNames[request.status]}</Chip>,
    facts: (
      <>
        {request.pharmacy}, <RelativeTime at={request.receivedAt} />
      </>
    ),
    left: <Question request={request} />,
  }
  if (request.status !== 'open') return <TaskPage {...head} foot={<Answered request={request} />} />
  if (!mayDecide)
    return (
      <TaskPage
        {...head}
        foot={<TaskFoot say="A provider licensed in the patient’s state answers it.">{null}</TaskFoot>}
      />
    )
  return <AnswerForm key={request.id} request={request} head={head} />
}

function Question({ request }: { request: ChangeRequestView }) {
  return (
    <>
      <div className={styles.lead}>
        <h2>{codeNames[request.code]}</h2>
        <p>{request.meaning}</p>
      </div>
      {request.reasonText && (
        <section>
          <h2>In the pharmacist’s words</h2>
          <p className={styles.note}>“{request.reasonText}”</p>
        </section>
      )}
      {request.confirm.length > 0 && (
        <section>
          <h2>To be confirmed</h2>
          <ul className={styles.list}>
            {request.confirm.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
        </section>
      )}
      {request.requested.map((asked, at) => (
        <Comparison
          // biome-ignore lint/suspicious/noArrayIndexKey: proposals have a place and no name
          key={at}
          request={request}
          asked={asked}
          title={request.requested.length > 1 ? `Proposal ${at + 1}` : 'Prescribed and asked for'}
        />
      ))}
      {request.requested.length === 0 && <Prescribed request={request} />}
      <p className={styles.note}>
        <Link to="/orders/$id" params={{ id: request.orderId }} search={{ lane: undefined }}>
          Open the order
        </Link>
        {', '}
        <Link to="/consultations/$id" params={{ id: request.consultationId }} search={{ do: undefined }}>
          open the case
        </Link>
      </p>
    </>
  )
}

function Comparison(props: {
  request: ChangeRequestView
  asked: ChangeRequestView['requested'][number]
  title: string
}) {
  const { request, asked } = props
  return (
    <section>
      <h2>{props.title}</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Prescribed</th>
            <th scope="col">Asked for</th>
          </tr>
        </thead>
        <tbody>
          {compare(request, asked).map((line) => (
            <tr key={line.label}>
              <th scope="row">{line.label}</th>
              <td>{line.prescribed}</td>
              <td data-differs={line.differs ? '' : undefined}>{line.asked ?? 'not said'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked.note && <p className={styles.note}>“{asked.note}”</p>}
      {asked.treatment === null && (
        <p className={styles.note}>
          The clinic’s formulary has no such product: it cannot be taken over as asked.
        </p>
      )}
    </section>
  )
}

function Prescribed({ request: { prescribed, prescribedTreatment } }: { request: ChangeRequestView }) {
  const rows = [
    ['Drug', prescribed.drugDescription],
    ['Directions', prescribed.sig],
    ['Quantity', String(prescribed.quantity)],
    ['Days', String(prescribedTreatment.daysSupply)],
    ['Refills', String(prescribed.refills)],
  ] as const
  return (
    <section>
      <h2>Prescribed</h2>
      <table className={styles.table}>
        <tbody>
          {rows.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Answered({ request }: { request: ChangeRequestView }) {
  const when = request.answeredAt && `${longDate(request.answeredAt)}, ${timeOfDay(request.answeredAt)}`
  return (
    <TaskFoot
      say={
        <>
          <b>{answeredNames[request.status]}.</b> {request.answeredBy} {when}.
          {request.answerText ? ` “${request.answerText}”` : ''}
        </>
      }
    >
      {null}
    </TaskFoot>
  )
}
