/** AUDIT-C (Bush 1998), 0–12. Positive from 4 in men and 3 in women; 8 or more is high risk. */

export type AuditCBand = 'negative' | 'positive' | 'high risk'

export const scoreAuditC = (items: readonly number[]): number | null =>
  items.length === 3 && items.every((item) => Number.isInteger(item) && item >= 0 && item <= 4)
    ? items.reduce((total, item) => total + item, 0)
    : null

/** Sex unknown is judged by the lower cut-off. */
export function auditCBand(score: number, sex: 'male' | 'female' | null): AuditCBand {
  if (score >= 8) return 'high risk'
  return score >= (sex === 'male' ? 4 : 3) ? 'positive' : 'negative'
}
