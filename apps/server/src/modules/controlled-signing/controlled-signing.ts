/** What stands against signing a controlled substance, in words. Pure. */
import type { ControlledSignature, DeaRegistration, EpcsSetting } from '@countersign/contract'

/** All that decides whether one provider may sign, as it is on `today`. */
export type SigningFacts = {
  epcs: EpcsSetting
  secondFactor: boolean
  registrations: readonly DeaRegistration[]
  /** The clinic's day, YYYY-MM-DD. */
  today: string
}
export type Authority = { ok: true; deaNumber: string } | { ok: false; reasons: string[] }

/** NCIt codes of the schedules, as people say them. */
const scheduleNames: Record<string, string> = {
  C48672: 'schedule I',
  C48675: 'schedule II',
  C48676: 'schedule III',
  C48677: 'schedule IV',
  C48679: 'schedule V',
}
const nameOf = (schedule: string): string => scheduleNames[schedule] ?? 'this schedule'

/** Formulary §8: a controlled fill is for 30 days at most. */
const MOST_DAYS = 30
/** 21 CFR 1306.22(a): schedules III and IV, at most five refills within six months. Schedule II has none (1306.12). */
const MOST_REFILLS = 5
/** How old the live visit may be that a prescription rests on: ours. */
const VISIT_DAYS = 30
const DAY_MS = 86_400_000

/** What keeps this provider from signing anything controlled here, wherever the patient is. */
export function reasonsOfSigner({ epcs, secondFactor, today }: SigningFacts): string[] {
  const reasons: string[] = []
  if (!epcs.enabled || epcs.validUntil === null)
    reasons.push(
      'This clinic is not set up to prescribe controlled substances electronically (EPCS, 21 CFR 1311). An admin turns it on once the application is certified.',
    )
  else if (epcs.validUntil < today)
    reasons.push(`The clinic’s certification for controlled substances ended on ${epcs.validUntil}.`)
  if (!secondFactor)
    reasons.push('You have no authenticator: a controlled substance is signed with a second factor.')
  return reasons
}

/** Under which registration it may be signed, or every reason why not. */
export function authorityFor(facts: SigningFacts, of: { state: string; schedule: string }): Authority {
  const reasons = reasonsOfSigner(facts)
  const registration = facts.registrations.find(({ state }) => state === of.state)
  if (!registration) reasons.push(`You have no DEA registration in ${of.state}.`)
  else if (registration.expiresOn < facts.today)
    reasons.push(`Your DEA registration in ${of.state} ended on ${registration.expiresOn}.`)
  else if (!(registration.schedules as readonly string[]).includes(of.schedule))
    reasons.push(`Your DEA registration in ${of.state} does not cover ${nameOf(of.schedule)}.`)
  return reasons.length === 0 && registration
    ? { ok: true, deaNumber: registration.number }
    : { ok: false, reasons }
}

/** What is too much for a controlled substance. */
export function controlledMisfits(
  { daysSupply, refills }: { daysSupply: number; refills: number },
  schedule: string,
): string[] {
  const most = schedule === 'C48675' ? 0 : MOST_REFILLS
  return [
    ...(daysSupply > MOST_DAYS
      ? [`A controlled substance is written for at most ${MOST_DAYS} days at a time.`]
      : []),
    ...(refills > most
      ? [
          most === 0
            ? 'A drug of schedule II has no refills (21 CFR 1306.12).'
            : `A controlled substance has at most ${most} refills within six months (21 CFR 1306.22).`,
        ]
      : []),
  ]
}

/** What is wrong with what the signer says; empty when nothing is. */
export function signatureMisfits(
  { liveVisitOn }: Pick<ControlledSignature, 'liveVisitOn'>,
  today: string,
): string[] {
  const days = (Date.parse(today) - Date.parse(liveVisitOn)) / DAY_MS
  // Where the provider sits it may be tomorrow already.
  if (days < -1) return ['The live visit is in the future.']
  return days > VISIT_DAYS
    ? [`The live visit was more than ${VISIT_DAYS} days ago: see the patient again.`]
    : []
}
