import type { ConditionInput, ConditionMatch } from '../types.ts'
export function resolveCondition(input: ConditionInput, _nowYear: number): readonly ConditionMatch[] {
  return [
    {
      text: input.text ?? '',
      code: input.code ?? null,
      concepts: [],
      subject: 'self',
      negated: false,
      monthsAgo: input.monthsAgo ?? null,
      recognised: false,
      severity: null,
      nyha: null,
      childPugh: null,
    },
  ]
}
