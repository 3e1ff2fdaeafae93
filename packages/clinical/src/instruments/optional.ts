/** STOP-BANG (sleep apnoea, 0–8) and IPSS (prostate symptoms, 0–35). */

export type StopBangRisk = 'low' | 'intermediate' | 'high'
export const scoreStopBang = (answers: readonly boolean[]): number | null =>
  answers.length === 8 ? answers.filter(Boolean).length : null
export const stopBangRisk = (score: number): StopBangRisk =>
  score >= 5 ? 'high' : score >= 3 ? 'intermediate' : 'low'

export type IpssBand = 'mild' | 'moderate' | 'severe'
export const scoreIpss = (items: readonly number[]): number | null =>
  items.length === 7 && items.every((item) => Number.isInteger(item) && item >= 0 && item <= 5)
    ? items.reduce((total, item) => total + item, 0)
    : null
export const ipssBand = (score: number): IpssBand =>
  score >= 20 ? 'severe' : score >= 8 ? 'moderate' : 'mild'
