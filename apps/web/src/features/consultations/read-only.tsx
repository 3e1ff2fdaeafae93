/** Over a case that is not held here: whose it is, or that it can be taken. */
import type { ConsultationSummary } from '@countersign/contract'
import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { Banner } from '../../ui/banner.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import styles from './review.module.css'
import { statusWords } from './summary-words.ts'

/** Why nothing can be decided here now, and what can be done about it. */
export function ReadOnly(props: {
  summary: ConsultationSummary
  claiming: boolean
  claimProblem: unknown
  onTake?: () => void
}) {
  const { consultation, licence } = props.summary
  if (props.claiming) return null
  if (props.claimProblem !== null)
    return (
      <div className={styles.inset}>
        <ProblemAlert error={props.claimProblem} onRetry={props.onTake} />
      </div>
    )
  const takeableNow =
    props.onTake !== undefined &&
    consultation.claim === null &&
    (consultation.status === 'submitted' || consultation.status === 'escalated')
  if (takeableNow && licence.status === 'active')
    return (
      <Banner
        icon={<IconEye size={18} stroke={1.7} aria-hidden />}
        title="Nobody holds this case"
        text="Take it to decide."
      >
        <Button size="xs" variant="inverse-solid" onClick={props.onTake}>
          Take it
        </Button>
      </Banner>
    )
  const other = consultation.claim !== null && !consultation.claim.mine
  return (
    <Banner
      icon={<IconEye size={18} stroke={1.7} aria-hidden />}
      title={other ? `${consultation.claim?.providerName} has this case` : statusWords[consultation.status]}
      text={other ? 'Read-only for you until it comes back to the queue.' : 'Read-only.'}
    />
  )
}
