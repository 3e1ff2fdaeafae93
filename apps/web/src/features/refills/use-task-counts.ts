/** How much waits for a provider in each lane of the refills. */
import { useOpenQuestions } from './use-change-requests.ts'
import { useRefillCounts } from './use-refills.ts'
import { useStepsToReview } from './use-titrations.ts'

export type TaskCounts = Record<'requested' | 'questions' | 'titrations', number | undefined>

export function useTaskCounts(): TaskCounts {
  const refills = useRefillCounts()
  return {
    requested: refills && refills.green + refills.amber + refills.red,
    questions: useOpenQuestions(),
    titrations: useStepsToReview(),
  }
}
