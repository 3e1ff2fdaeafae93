/** Norwood–Hamilton (1975) for men and Ludwig (1977) for women: what each stage means for treatment. */

export type NorwoodStage = 'I' | 'II' | 'III' | 'IV' | 'V' | 'VI' | 'VII'
export type LudwigStage = 'I' | 'II' | 'III'

export function norwoodNote(stage: NorwoodStage): string {
  if (stage === 'I') return 'no treatment needed'
  if (stage === 'VI' || stage === 'VII')
    return 'little to expect from medicines; surgical referral information'
  return 'best response to medicines'
}

export function ludwigNote(stage: LudwigStage): string {
  return stage === 'I' ? 'mild' : stage === 'II' ? 'moderate' : 'near-bald: dermatology'
}
