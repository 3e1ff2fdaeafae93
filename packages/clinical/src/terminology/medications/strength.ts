/** The first strength a text states, in milligrams. */

const milligramsIn: Readonly<Record<string, number>> = { mg: 1, mcg: 0.001, ug: 0.001, g: 1000 }
const unitOf = (written: string): string | null => {
  if (/^(?:mg|mgs|milligrams?|m\.g\.?|miligrams?)$/.test(written)) return 'mg'
  if (/^(?:mcg|mcgs|ug|ugm|micrograms?)$/.test(written)) return 'mcg'
  if (/^(?:g|gm|gms|grams?)$/.test(written)) return 'g'
  return null
}
const withUnit =
  /(\d[\d,]*(?:\.\d+)?|\.\d+)\s*(?:[-/]\s*\d[\d,.]*\s*)*-?\s*(mgs?|milligrams?|miligrams?|mcgs?|ugm?|micrograms?|gms?|grams?|g)\b/
const bare =
  /^\s*(?:er|xr|xl|sr|cr|la|cd|dr|hcl|odt|ir)?\s*(\d[\d,]*(?:\.\d+)?)(?![\d.,]*\s*(?:%|percent|ml|units?|iu|meq|u\b|x\b|times|tabs?|tablets?|caps?|capsules?|pills?|puffs?|drops?|sprays?|patch|days?|weeks?|months?|years?|hours?|hrs?|am\b|pm\b|a day|per|st\b|nd\b|rd\b|th\b|(?:every|once|twice)? ?ago))/

/** `after`: the words following the name; `before`: those ahead of it. Bare numbers count only right after a name. */
export const strengthOf = (after: string, before: string): number | null => {
  for (const text of [after, before]) {
    const match = withUnit.exec(text)
    if (match !== null) {
      const unit = unitOf(match[2] ?? '')
      const value = Number((match[1] ?? '').replaceAll(',', ''))
      if (unit !== null && Number.isFinite(value)) return round(value * (milligramsIn[unit] ?? 1))
    }
  }
  const match = bare.exec(after)
  if (match === null) return null
  const value = Number((match[1] ?? '').replaceAll(',', ''))
  const countOrYear =
    (value < 5 && Number.isInteger(value)) || (value >= 1990 && value <= 2035 && value % 50 !== 0)
  return Number.isFinite(value) && value > 0 && value <= 4000 && !countOrYear ? value : null
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6
