// NCI Thesaurus codes that SCRIPT asks for, from NCIt's NCPDP subsets C89510 (QuantityUnitOfMeasure) and
// C89507 (DEASchedule). The whole of both subsets is here; dose forms of the formulary use a handful.

/** NCPDP QuantityUnitOfMeasure (NCIt C89510): code and preferred term. */
export const QUANTITY_UNITS = {
  C62412: 'Applicator',
  C54564: 'Blister',
  C64696: 'Caplet',
  C48480: 'Capsule',
  C64933: 'Each',
  C53499: 'Film',
  C48155: 'Gram',
  C69124: 'Gum',
  C48499: 'Implant',
  C62276: 'Insert',
  C48504: 'Kit',
  C120263: 'Lancet',
  C48506: 'Lozenge',
  C28254: 'Milliliter',
  C48521: 'Packet',
  C65032: 'Pad',
  C48524: 'Patch',
  C120216: 'Pen Needle',
  C62609: 'Ring',
  C53502: 'Sponge',
  C53503: 'Stick',
  C48538: 'Strip',
  C48539: 'Suppository',
  C53504: 'Swab',
  C48542: 'Tablet',
  C48548: 'Troche',
  C38046: 'Unspecified',
  C48552: 'Wafer',
} as const
export type QuantityUnitCode = keyof typeof QUANTITY_UNITS

/**
 * The billing unit of a dose form, by the words that name it. Liquids and injectables are counted in
 * milliliters, creams and powders in grams; a pen or syringe is milliliters too, never "each".
 */
const UNIT_OF_FORM: readonly (readonly [RegExp, QuantityUnitCode])[] = [
  [/\bpen needles?\b/, 'C120216'],
  [/\blancets?\b/, 'C120263'],
  [/\bkits?\b|\bpacks?\b/, 'C48504'],
  [
    /\b(injection|injectors?|auto-?injectors?|pens?|syringes?|vials?|solution|suspension|syrup|elixir|drops|lotion|shampoo|spray|liquid|foam solution|ml|milliliters?)\b/,
    'C28254',
  ],
  [/\b(cream|ointment|gel|foam|powder|paste|grams?|g)\b/, 'C48155'],
  [/\bcapsules?\b/, 'C48480'],
  [/\bcaplets?\b/, 'C64696'],
  [/\btablets?\b/, 'C48542'],
  [/\b(troches?)\b/, 'C48548'],
  [/\blozenges?\b/, 'C48506'],
  [/\b(patch|patches)\b/, 'C48524'],
  [/\bsuppositor(y|ies)\b/, 'C48539'],
  [/\bfilms?\b/, 'C53499'],
  [/\bstrips?\b/, 'C48538'],
  [/\bpackets?\b/, 'C48521'],
  [/\bwafers?\b/, 'C48552'],
  [/\bswabs?\b/, 'C53504'],
  [/\bpads?\b/, 'C65032'],
  [/\b(gum|gums)\b/, 'C69124'],
  [/\brings?\b/, 'C62609'],
]

/** The NCIt quantity unit a dose form is counted in ("Oral Tablet" gives C48542), or undefined when unknown. */
export const quantityUnitForDoseForm = (doseForm: string): QuantityUnitCode | undefined => {
  const words = doseForm.toLowerCase()
  return UNIT_OF_FORM.find(([pattern]) => pattern.test(words))?.[1]
}

/** The preferred term of a quantity unit code, or undefined when it is not in the subset. */
export const quantityUnitTerm = (code: string): string | undefined =>
  Object.entries(QUANTITY_UNITS).find(([known]) => known === code)?.[1]

/** NCPDP DEASchedule (NCIt C89507). C38046: not stated; it is also what a drug outside the schedules carries. */
export const DEA_SCHEDULES = {
  C48672: 'Schedule I',
  C48675: 'Schedule II',
  C48676: 'Schedule III',
  C48677: 'Schedule IV',
  C48679: 'Schedule V',
  C38046: 'Unspecified',
} as const
export type DeaScheduleCode = keyof typeof DEA_SCHEDULES

const SCHEDULE_OF_NUMERAL = {
  I: 'C48672',
  II: 'C48675',
  III: 'C48676',
  IV: 'C48677',
  V: 'C48679',
} as const satisfies Record<string, DeaScheduleCode>

/** The DEASchedule code of a schedule written in Roman numerals (21 CFR 1308). */
export const deaScheduleCode = (numeral: keyof typeof SCHEDULE_OF_NUMERAL): DeaScheduleCode =>
  SCHEDULE_OF_NUMERAL[numeral]

/** Whether a DEASchedule code names a schedule. Undefined for codes that leave it open: unknown is never "no". */
export const isControlled = (code: string | undefined): boolean | undefined =>
  code !== undefined && code !== 'C38046' && Object.hasOwn(DEA_SCHEDULES, code) ? true : undefined
