/** What a provider says to a series: go on with the step that waits, put it off, or stop; stop at any time. */
import type { TitrationView } from '@countersign/contract'
import { Button, Textarea, TextInput } from '@mantine/core'
import { type ComponentProps, useState } from 'react'
import { useObstacle } from '../../ui/banner.tsx'
import { count, longDate } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { leaveOnEscape } from '../consultations/prescription-form.tsx'
import { useKeys } from '../workspace/keys.ts'
import styles from './task-page.module.css'
import { TaskFoot, TaskPage } from './task-page.tsx'
import { useReviewStep, useStopTitration } from './use-titrations.ts'

type Action = 'continue' | 'delay' | 'stop'
const titles: Record<Action, { title: string; act: string }> = {
  continue: { title: 'Go on', act: 'Go on with the step' },
  delay: { title: 'Hold for some days', act: 'Hold the step' },
  stop: { title: 'Stop the series', act: 'Stop the series' },
}
const notesAtLeast = 5
const longestHold = 56

export function StepReview(props: {
  series: TitrationView
  head: Pick<ComponentProps<typeof TaskPage>, 'lane' | 'patient' | 'tags' | 'facts' | 'left'>
}) {
  const { series } = props
  const step = series.steps.find(({ status }) => status === 'review')
  const actions: Action[] = step ? ['continue', 'delay', 'stop'] : ['stop']
  const [action, setAction] = useState<Action | null>(null)
  const [days, setDays] = useState('14')
  const [notes, setNotes] = useState('')
  const review = useReviewStep(series.id)
  const stop = useStopTitration(series.id)
  const pending = review.isPending || stop.isPending
  const wholeDays = /^\d{1,2}$/.test(days) ? Number(days) : 0
  const problem = useObstacle(
    action === null
      ? step
        ? 'Choose what happens with this step.'
        : 'Nothing waits for you here.'
      : action === 'delay' && (wholeDays < 1 || wholeDays > longestHold)
        ? `A hold is 1 to ${longestHold} days.`
        : notes.trim().length < notesAtLeast
          ? 'Write why: it stands in the record.'
          : null,
  )
  const submit = () => {
    if (problem !== null || pending || action === null) return
    const { version } = series
    const words = notes.trim()
    if (!step) return stop.mutate({ version, reason: words })
    review.mutate({
      step: step.step,
      body:
        action === 'delay'
          ? { action, version, days: wholeDays, notes: words }
          : { action, version, notes: words },
    })
  }
  useKeys({
    ...Object.fromEntries(actions.map((one, at) => [String(at + 1), () => setAction(one)])),
    a: (event) => !event.repeat && submit(),
  })
  const left = series.steps.filter(({ status }) => status !== 'released' && status !== 'cancelled')
  const texts: Record<Action, string> = {
    continue: step
      ? `${step.medicine} leaves on ${longDate(step.startsOn)}, when the safety check of that day passes.`
      : '',
    delay: `This step and what follows move; the patient is asked again and stays on the dose of now.`,
    stop: `${count(left.length, 'prescription')} that ${left.length === 1 ? 'has' : 'have'} not left ${left.length === 1 ? 'is' : 'are'} cancelled. The patient is told.`,
  }
  return (
    <TaskPage
      {...props.head}
      right={
        <>
          <h2>{step ? `Step ${step.step} waits for you` : 'No step waits for you'}</h2>
          <fieldset className={styles.choices}>
            <legend className="visually-hidden">What happens</legend>
            {actions.map((one, at) => (
              <label key={one}>
                <input type="radio" name="action" checked={action === one} onChange={() => setAction(one)} />
                <b>{titles[one].title}</b>
                <KeyCap>{String(at + 1)}</KeyCap>
                <small>{texts[one]}</small>
              </label>
            ))}
          </fieldset>
          {action === 'delay' && (
            <TextInput
              size="sm"
              label="Days to hold"
              inputMode="numeric"
              maxLength={2}
              value={days}
              onChange={(event) => setDays(event.currentTarget.value.replace(/\D/g, ''))}
              onKeyDown={leaveOnEscape}
              w={120}
            />
          )}
          {action !== null && (
            <Textarea
              size="sm"
              label={step ? 'Why, for the record' : 'Why it stops, for the record'}
              autosize
              minRows={3}
              maxRows={8}
              maxLength={step ? 2000 : 500}
              value={notes}
              onChange={(event) => setNotes(event.currentTarget.value)}
              onKeyDown={leaveOnEscape}
            />
          )}
          <ProblemAlert error={review.error ?? stop.error} />
        </>
      }
      foot={
        <TaskFoot say={problem ?? (action && texts[action])}>
          <Button
            size="lg"
            aria-disabled={problem !== null}
            aria-describedby="task-say"
            variant={problem === null ? 'filled' : 'light'}
            color={problem === null ? undefined : 'gray'}
            loading={pending}
            onClick={submit}
            rightSection={<KeyCap onFill={problem === null}>a</KeyCap>}
          >
            {action ? titles[action].act : 'Decide'}
          </Button>
        </TaskFoot>
      }
    />
  )
}
