/** SCOFF (Morgan 1999): Sick, Control, One stone, Fat, Food. Two or more yes answers are positive. */

export const scoffItems = [
  'Do you make yourself sick because you feel uncomfortably full?',
  'Do you worry you have lost control over how much you eat?',
  'Have you recently lost more than one stone (14 lb) in a 3-month period?',
  'Do you believe yourself to be fat when others say you are too thin?',
  'Would you say that food dominates your life?',
] as const

export const scoreScoff = (answers: readonly boolean[]): number | null =>
  answers.length === 5 ? answers.filter(Boolean).length : null

export const scoffPositive = (score: number): boolean => score >= 2
