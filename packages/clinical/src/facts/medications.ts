/**
 * The medicines a patient takes, kept in case, or stopped so recently that they still act (formulary G-09 with
 * review A7 and A8).
 */

import { drugById } from '../knowledge/drugs/index.ts'
import { NO, type Tri } from '../logic/tri.ts'
import { classesOf, resolveMedication } from '../terminology/index.ts'
import type { DrugClass, MedicationMatch } from '../terminology/types.ts'
import type { Category, DrugId, MedicationEntry, PatientInput, PriorTherapy } from '../types.ts'
import { doseIn, drugNamed, drugsWithIngredientsOf } from './drug-names.ts'
import type { FactOrigin, FillFact, MedicationFact, TherapyFact } from './facts.ts'
import { pieces } from './long-text.ts'

const capital = (text: string) => (text === '' ? text : text[0]?.toUpperCase() + text.slice(1))

function labelOf(match: MedicationMatch, entry: string): string {
  const ingredients = match.ingredients.map((ingredient) => ingredient.name).join(' + ')
  if (ingredients === '') return entry
  if (match.brand !== null && match.brand.toLowerCase() !== ingredients)
    return `${capital(match.brand)} (${ingredients})`
  return match.matchedBy === 'fuzzy' ? `${entry} (read as ${ingredients})` : capital(ingredients)
}

/** The formulary's own product this entry is, or null: another brand, a compounded copy, a combination. */
function formularyDrugOf(match: MedicationMatch, entry: string, doseMg: number | null): DrugId | null {
  if (match.compounded) return null
  const candidates = drugsWithIngredientsOf(match)
  if (candidates.length === 0) return null
  const id = drugNamed(entry, { doseMg, text: entry, frequency: entry })
  if (id === null || !candidates.includes(id)) return null
  const drug = drugById[id]
  const words = `${match.brand ?? ''} ${entry}`.toLowerCase()
  if (drug.otherUseBrands.some((brand) => words.includes(brand) && !drug.names.includes(words.trim())))
    return null
  if (doseMg !== null && drug.route !== 'topical' && doseMg > drug.dosing.maxPeriodMg * 1.001) return null
  return id
}

function medicationFact(
  match: MedicationMatch,
  entry: string,
  doseMg: number | null,
  origin: FactOrigin,
): MedicationFact {
  return {
    label: labelOf(match, match.text === '' ? entry : match.text),
    entry,
    match,
    classes: classesOf(match),
    active: match.activity === 'active',
    stoppedDaysAgo: match.activity === 'stopped' ? match.stoppedDaysAgo : null,
    doseMg,
    origin,
    drugId: match.status === 'recognised' ? formularyDrugOf(match, entry, doseMg) : null,
  }
}

/** "Stopped in 2019": a year at least two back dates a stop that no count of days does. */
function datedStop(match: MedicationMatch, entry: string, year: number | null): MedicationMatch {
  if (year === null || match.activity !== 'stopped' || match.stoppedDaysAgo !== null) return match
  const years = [...entry.matchAll(/\b((?:19|20)\d\d)\b/g)].map((found) => year - Number(found[1]))
  const since = Math.min(...years)
  return years.length > 0 && since >= 2 ? { ...match, stoppedDaysAgo: (since - 1) * 365 } : match
}

/** Reads entries of a medication list; "none" entries and negated ones add nothing. */
export function readMedications(
  entries: readonly MedicationEntry[],
  origin: FactOrigin,
  prose = false,
  year: number | null = null,
): readonly MedicationFact[] {
  const facts: MedicationFact[] = []
  const named = entries.flatMap((item) =>
    pieces(typeof item?.name === 'string' ? item.name.trim() : '').map((name) => ({ item, name })),
  )
  for (const { item, name } of named) {
    const dose = typeof item.dose === 'string' ? item.dose.trim() : ''
    if (name === '') continue
    const entry = dose === '' ? name : `${name} ${dose}`
    for (const match of resolveMedication(entry)) {
      if (match.status === 'none' || match.activity === 'negated') continue
      if (prose && (match.status !== 'recognised' || match.matchedBy === 'fuzzy')) continue
      const own = doseIn(dose) ?? match.strengthMg ?? doseIn(name)
      facts.push(medicationFact(datedStop(match, name, year), entry, own, origin))
    }
  }
  return facts
}

const inhibitorDays: Readonly<Record<string, number>> = {
  itraconazole: 14,
  posaconazole: 14,
  ketoconazole: 14,
}

/** Counted for 14 days like methadone (review A7). */
const lastingOpioids = ['kratom', '7-hydroxymitragynine', 'tianeptine']

/**
 * Days after stopping for which a class still counts; 0 = none. Sources: G-09, review A7 (opioids), A8
 * (inhibitors, amiodarone, riociguat, nitrates); strong inhibitors not named there take the shortest, 3 days.
 */
export function windowDays(drugClass: DrugClass, medication: MedicationFact): number {
  const named = (name: string) => medication.match.ingredients.some((ingredient) => ingredient.name === name)
  switch (drugClass) {
    case 'MAOI':
    case 'MAOI_METHYLENE_BLUE':
    case 'MAOI_WEAK':
      return 14
    case 'OPIOID_DEPOT':
      return 180
    case 'OPIOID_LONG':
      return 14
    case 'OPIOID':
      return medication.classes.has('OPIOID_DEPOT')
        ? 180
        : medication.classes.has('OPIOID_LONG') || lastingOpioids.some(named)
          ? 14
          : 10
    case 'CYP3A4_INH_STRONG':
    case 'BOOSTER':
    case 'ARV_BOOSTED':
      return medication.match.ingredients.reduce(
        (most, part) => Math.max(most, inhibitorDays[part.name] ?? 3),
        3,
      )
    case 'QT_ANTIARR':
    case 'ANTIARRHYTHMIC':
      return named('amiodarone') ? 90 : 0
    case 'SGC_STIM':
      return 2
    case 'NITRATE':
      return 14
    default:
      return 0
  }
}

/** Does this medicine count for the class today? An undated stop counts unless the direct answer says no. */
export function countsFor(
  drugClass: DrugClass,
  medication: MedicationFact,
  answers: { readonly maoi: Tri; readonly opioidUse: Tri },
): boolean {
  if (!medication.classes.has(drugClass)) return false
  if (medication.active) return true
  const days = windowDays(drugClass, medication)
  if (days === 0) return false
  // A nitrate that nobody who prescribes has stopped is still theirs to take (review A8).
  if (drugClass === 'NITRATE' && /\bran out\b|\bon my own\b|\bby myself\b/i.test(medication.entry))
    return true
  if (medication.stoppedDaysAgo !== null) return medication.stoppedDaysAgo <= days
  if (drugClass.startsWith('MAOI') && answers.maoi === NO) return false
  if ((drugClass === 'OPIOID' || drugClass === 'OPIOID_LONG') && answers.opioidUse === NO) {
    return medication.classes.has('OPIOID_DEPOT')
  }
  return true
}

/** Past and present therapies with drugs of the formulary, and the medicines that present ones add. */
export function readTherapies(
  entries: readonly PriorTherapy[],
  category: Category,
): { readonly therapies: readonly TherapyFact[]; readonly medications: readonly MedicationFact[] } {
  const therapies: TherapyFact[] = []
  const medications: MedicationFact[] = []
  for (const item of entries) {
    if (typeof item?.drug !== 'string' || item.drug.trim() === '') continue
    const entry = item.drug.trim()
    const doseMg = typeof item.doseMg === 'number' ? item.doseMg : (doseIn(item.doseText) ?? doseIn(entry))
    const result = typeof item.result === 'string' ? item.result : null
    const ended = /fail|stopp|intoler|side effect|discontinu|no (effect|response|benefit)|ineffective/i.test(
      result ?? '',
    )
    const weeksAtDose = typeof item.weeksAtDose === 'number' ? item.weeksAtDose : null
    const current = item.current === true || (item.current !== false && weeksAtDose !== null && !ended)
    const facts = readMedications(
      [{ name: entry, dose: item.doseText ?? (doseMg === null ? null : `${doseMg} mg`) }],
      'therapy',
    )
    if (current) medications.push(...facts)
    const drugId =
      drugNamed(
        entry,
        { doseMg, text: item.doseText ?? entry, frequency: item.doseText ?? null },
        category,
      ) ?? drugNamed(entry, { doseMg, text: item.doseText ?? entry })
    if (drugId === null) continue
    therapies.push({
      drugId,
      label: entry,
      words: `${entry} ${item.doseText ?? ''}`.trim(),
      doseMg,
      weeksAtDose,
      current,
      result,
      tolerability: typeof item.tolerability === 'string' ? item.tolerability : null,
      attempts: typeof item.attempts === 'number' ? item.attempts : null,
    })
  }
  return { therapies, medications }
}

/** Earlier fills of drugs of the formulary; one without its days is none. */
export function readFills(
  given: NonNullable<PatientInput['priorFills']>,
  category: Category,
): readonly FillFact[] {
  const fills: FillFact[] = []
  for (const fill of given) {
    if (
      typeof fill?.drug !== 'string' ||
      typeof fill.lastFillDaysAgo !== 'number' ||
      typeof fill.daysSupply !== 'number'
    )
      continue
    if (fill.lastFillDaysAgo < 0 || fill.daysSupply <= 0) continue
    const drugId = drugNamed(fill.drug, {}, category)
    if (drugId !== null)
      fills.push({
        drugId,
        label: fill.drug,
        lastFillDaysAgo: fill.lastFillDaysAgo,
        daysSupply: fill.daysSupply,
      })
  }
  return fills
}
