/** What is asked about a treatment by name, for a refill or the next step of a titration. Pure. */
import type { Category, CheckInQuestions } from '@countersign/contract'
import { guideOf } from '../prescriptions/index.ts'
import { asksPregnancy } from './delta.ts'
import { rhythmOf } from './refill.ts'

export const checkInQuestions = (about: {
  category: Category
  drugId: string
  frequency: string
  sex: 'female' | 'male'
  age: number
}): CheckInQuestions => ({
  warningSigns: [...guideOf(about.drugId).getHelpNow],
  asksWeight: about.category === 'weight',
  asksBloodPressure: about.category !== 'hair',
  asksMissedDoses: rhythmOf(about.frequency) !== 'as_needed',
  asksPregnancy: asksPregnancy(about.sex, about.age),
})
