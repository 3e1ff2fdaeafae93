/** The reasons a card offers for going past it. Coded, so that what is kept of them holds nothing of a patient. */
const SYSTEM = 'urn:countersign:override-reason'

export const overrideReasons = [
  { system: SYSTEM, code: 'benefit-outweighs-risk', display: 'The benefit outweighs the risk here' },
  { system: SYSTEM, code: 'tolerated-before', display: 'Tolerated before' },
  { system: SYSTEM, code: 'will-monitor', display: 'Will be monitored' },
  { system: SYSTEM, code: 'specialist-agreed', display: 'Agreed with a specialist' },
  { system: SYSTEM, code: 'record-out-of-date', display: 'The record is out of date' },
  { system: SYSTEM, code: 'asked-and-clear', display: 'Asked of the patient, and clear' },
] as const

/** The code when it is one of ours; another system's own words are nobody's to keep here. */
export const knownReason = (reason: { system?: string; code: string } | undefined): string | null =>
  overrideReasons.find(({ system, code }) => system === reason?.system && code === reason?.code)?.code ?? null
