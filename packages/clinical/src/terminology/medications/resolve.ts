/**
 * One free-text medication entry in, every medicine it names out. An entry may hold several, each with its own
 * strength, route and activity. Words that look like a medicine and are not known come out as `unrecognised`.
 */
import { classesOfIngredients } from '../classes/classes-of.ts'
import type { DrugClass } from '../classes/ids.ts'
import { remember } from '../text/memo.ts'
import { plain, type Token, tokens } from '../text/tokens.ts'
import type { Ingredient, MedicationMatch } from '../types.ts'
import { activityOf, isKept, isResumed, isUnneeded, lastTaken, statedDaysAgo } from './activity.ts'
import { dictionary } from './dictionary.ts'
import { type Phrase, phrases, vague } from './phrases.ts'
import { routeOf } from './route.ts'
import { contentOf, isUnknown, type Segment, type Span, segmentsOf, spansOf } from './spans.ts'
import { strengthOf } from './strength.ts'

const nothing =
  /^(?:i (?:am |do ?n[o']?t |take |have )?)?(?:none|no|nil|nope|nada|n ?[/.]? ?a\.?|not applicable|null|unknown none|zero|nothing|no (?:current |other |daily |prescription |regular |known |active |home )*(?:meds?|medications?|medicines?|prescriptions?|drugs|rx|supplements?)(?: (?:currently|at this time|now|or supplements|or otc))?|(?:not|don'?t|do not|am not|i'?m not|not currently|currently not) (?:currently )?(?:taking|take|on|using) (?:any|anything|nothing)(?:thing| .*)?|(?:takes?|taking|on) (?:no|nothing)(?: .*)?|denies(?: (?:any|all|taking))?(?: (?:meds?|medications?|medicines?|use))?|none (?:reported|known|currently|at this time|taken|listed)|-+|\.+)\.?$/

/** Words after "for" that are what a medicine is for, not a medicine. */
const purposeOnly = new Set([
  'nicotine',
  'ethanol',
  'iron',
  'ferrous sulfate',
  'calcium',
  'potassium',
  'cholecalciferol',
  'vitamin b12',
  'magnesium',
  'heroin',
  'cocaine',
  'cannabis',
  'methamphetamine',
  'estradiol',
  'testosterone',
  'caffeine',
])
const purposeTail =
  /^(?:withdrawal|addiction|deficiency|cessation|abuse|cravings?|dependence|use|overdose|detox|levels?|replacement|poisoning|allergy)$/
const sentenceWords =
  /\b(?:for|because|due|my|the|to|i|when|which|from|since|if|it|was|were|have|has|had|that|who|they|we|me|help|helps)\b/

const compoundedWords =
  /\bcompound(?:ed|ing)?\b|\bgr[ae]y ?-?market\b|\bresearch (?:peptides?|chemicals?|grade)\b|\bpeptides?\b|\bmed ?spa\b|\bblack market\b|\bstreet\b|\bwithout (?:a )?(?:rx|prescription)\b|\boverseas\b/

const blank = {
  activity: 'active',
  stoppedDaysAgo: null,
  ingredients: [],
  route: 'unknown',
  strengthMg: null,
  brand: null,
  matchedBy: 'none',
  impliedClasses: [],
  compounded: false,
  depot: false,
  asNeeded: false,
  partial: false,
} as const

type Carried = { readonly activity: 'stopped' | 'negated'; readonly days: number | null }
/** One entry being read: its text, its tokens, the names found, and what has been made of it so far. */
type Reading = {
  readonly clean: string
  readonly list: readonly Token[]
  readonly spans: readonly Span[]
  readonly out: MedicationMatch[]
  /** Where each match of the present sentence stands in `out`. */
  sentence: number[]
  /** A leading "no", "stopped" or "denies" that governs the rest of its sentence. */
  carried: Carried | null
}

const slice = (reading: Reading, from: number, to: number): string => {
  const first = reading.list[from]
  const last = reading.list[to - 1]
  return first === undefined || last === undefined || to <= from
    ? ''
    : reading.clean.slice(first.start, last.end) + (/^ ?%/.exec(reading.clean.slice(last.end))?.[0] ?? '')
}

const add = (
  reading: Reading,
  match: Partial<MedicationMatch> & Pick<MedicationMatch, 'text' | 'status'>,
): void => {
  reading.sentence.push(reading.out.length)
  reading.out.push({ ...blank, ...match })
}

/** "Losartan potassium", "atorvastatin calcium": the salt of the name before, not a second medicine. */
const saltWords: ReadonlySet<string> = new Set(['potassium', 'pot', 'calcium', 'magnesium', 'sodium', 'zinc'])
const isSalt = (list: readonly Token[], span: Span, previous: Span | undefined): boolean =>
  previous !== undefined &&
  span.to === span.from + 1 &&
  previous.to === span.from &&
  previous.entries[0]?.kind !== 'brand' &&
  list[span.from]?.before === 'space' &&
  saltWords.has(list[span.from]?.word ?? '') &&
  !/^(?:meq|gluconate|chloride|citrate)$/.test(list[span.to]?.word ?? '') &&
  list[span.to + 1]?.word !== 'meq'

/** "zoloft100mg" → "zoloft 100 mg", unless it is a name ("coq10"). */
const unglued = (text: string): string =>
  text.replace(/\b([a-z]{4,})(\d+(?:\.\d+)?)([a-z]*)\b/g, (whole, name, number, unit) =>
    dictionary().entries.has(whole) ? whole : `${name} ${number} ${unit}`.trim(),
  )

/** The names of a segment that are medicines taken: not what a medicine is for, not the same one again. */
const namesOf = (reading: Reading, segment: Segment): { own: readonly Span[]; kept: readonly Span[] } => {
  const own = reading.spans.filter((span) => span.from >= segment.from && span.to <= segment.to)
  const kept: Span[] = []
  for (const span of own) {
    const ahead = slice(reading, segment.from, span.from)
    const content = contentOf(span.entries)
    const only = content.length === 1 && purposeOnly.has(content[0]?.name ?? '')
    if (only && span !== own[0] && /\b(?:for|due to|because of|with|quit|stop|quitting)\b/.test(ahead))
      continue
    if (only && kept.length > 0 && purposeTail.test(reading.list[span.to]?.word ?? '')) continue
    const previous = kept.at(-1)
    if (isSalt(reading.list, span, previous)) continue
    if (previous !== undefined) {
      const known = contentOf(previous.entries)
      if (content.every((one) => known.includes(one)) && span.by !== 'fuzzy') continue
      if (known.every((one) => content.includes(one)) && known.length < content.length) {
        kept[kept.length - 1] = { ...span, from: previous.from }
        continue
      }
    }
    kept.push(span)
  }
  return { own, kept }
}

const fromPhrase = (
  phrase: Phrase,
  text: string,
): Partial<MedicationMatch> & Pick<MedicationMatch, 'text' | 'status'> => ({
  text,
  status: phrase.recognised ? 'recognised' : 'unrecognised',
  impliedClasses: phrase.classes,
  route: phrase.route ?? 'unknown',
  matchedBy: 'synonym',
  partial: true,
})

/** A segment with no medicine's name: a class in plain words, something unknown, or a remark on what came before. */
const readUnnamed = (reading: Reading, segment: Segment, heading: boolean): void => {
  const text = slice(reading, segment.from, segment.to)
  const unknown = reading.list.slice(segment.from, segment.to).filter(isUnknown)
  const state = activityOf(text, '')
  const { carried } = reading
  const ended = state.activity === 'stopped' || state.activity === 'negated'
  const activity: Pick<MedicationMatch, 'activity' | 'stoppedDaysAgo' | 'asNeeded'> =
    carried !== null && !state.said
      ? { activity: carried.activity, stoppedDaysAgo: carried.days, asNeeded: state.asNeeded }
      : { activity: state.activity, stoppedDaysAgo: state.stoppedDaysAgo, asNeeded: state.asNeeded }
  const phrase = phrases.find((candidate) => candidate.pattern.test(text))
  const words = segment.to - segment.from
  const isVague = vague.test(text)
  const govern = () => {
    if (ended)
      reading.carried = {
        activity: state.activity === 'stopped' ? 'stopped' : 'negated',
        days: state.stoppedDaysAgo,
      }
  }
  if (heading && unknown.length === 0) govern()
  else if (phrase !== undefined) {
    add(reading, { ...fromPhrase(phrase, text), ...activity, strengthMg: strengthOf(text, '') })
    if (state.said && /^\s*(?:no|denies|never|not|without|stopped|quit)\b/.test(text)) govern()
  } else if (unknown.length > 0) {
    add(reading, { text, status: 'unrecognised', ...activity, strengthMg: strengthOf('', text) })
    if (state.said && /^\s*(?:no|denies|never|not|without)\b/.test(text)) govern()
  } else if (
    isVague &&
    (reading.out.length === 0 ||
      words <= 2 ||
      /\b(?:pills?|meds?|medicines?|medications?|tablets?|shots?|drops)\b/.test(text))
  )
    add(reading, { text, status: 'unrecognised', ...activity })
  else if (reading.sentence.length > 0) {
    // Only directions or a change of state: they belong to what was named before.
    const both = /\b(?:both|all|each|everything)\b/.test(text)
    for (const at of both ? reading.sentence : reading.sentence.slice(-1)) {
      const match = reading.out[at]
      if (match === undefined) continue
      // "Kept in my purse, never used": not needed is not given up.
      if (
        match.activity === 'active' &&
        isUnneeded(text) &&
        (match.asNeeded || isKept(match.text) || keptForNeed(match))
      )
        continue
      const { activity: since, stoppedDaysAgo } = endedBy(state, text, match.route, match.ingredients)
      reading.out[at] = {
        ...match,
        ...(since === 'stopped' && !ended ? { activity: since, stoppedDaysAgo } : {}),
        ...((isKept(text) || isResumed(text)) && !ended ? { activity: 'active', stoppedDaysAgo: null } : {}),
        ...(state.said && ended
          ? { activity: state.activity, stoppedDaysAgo: state.stoppedDaysAgo ?? statedDaysAgo(match.text) }
          : {}),
        ...(match.activity === 'stopped' && match.stoppedDaysAgo === null
          ? { stoppedDaysAgo: state.stoppedDaysAgo ?? statedDaysAgo(text) }
          : {}),
        asNeeded: match.asNeeded || state.asNeeded,
        strengthMg: match.strengthMg ?? strengthOf(text, ''),
        compounded: match.compounded || compoundedWords.test(text),
      }
    }
  } else govern()
}

/** Taken for an occasion: a last time long ago ends nothing. */
const onOccasion: readonly DrugClass[] = ['NITRATE', 'NITRITE', 'PDE5']

/** A last dose longer ago than any interval of taking it says that it was stopped. */
const endedBy = (
  told: ReturnType<typeof activityOf>,
  around: string,
  route: MedicationMatch['route'],
  ingredients: readonly Ingredient[],
): ReturnType<typeof activityOf> => {
  if (told.activity !== 'active' || told.asNeeded || isKept(around) || !lastTaken.test(around)) return told
  const days = statedDaysAgo(around)
  const interval = route === 'injection' || route === 'implant' ? 100 : 14
  if (days === null || days <= interval) return told
  return classesOfIngredients(ingredients).some((name) => onOccasion.includes(name))
    ? told
    : { ...told, activity: 'stopped', stoppedDaysAgo: days, said: true }
}

/** A nitrate that is listed is at hand, however seldom it is used. */
const keptForNeed = (match: MedicationMatch): boolean =>
  classesOfIngredients(match.ingredients).includes('NITRATE')

const isDepot = (names: readonly string[], route: MedicationMatch['route'], brand: string | null): boolean =>
  (names.includes('buprenorphine') &&
    (route === 'injection' || route === 'implant') &&
    brand !== 'Buprenex') ||
  (names.length === 1 && names[0] === 'naltrexone' && route === 'injection')

/** The medicines a segment names, each with the words up to the next. */
const readNamed = (reading: Reading, segment: Segment, kept: readonly Span[]): void => {
  for (let k = 0; k < kept.length; k++) {
    const span = kept[k]
    if (span === undefined) continue
    const end = kept[k + 1]?.from ?? segment.to
    const before = slice(reading, k === 0 ? segment.from : (kept[k - 1]?.to ?? segment.from), span.from)
    const after = slice(reading, span.to, end)
    const words = `${slice(reading, span.from, span.to)} ${before} ${after}`
    const told = activityOf(slice(reading, segment.from, span.from), after)
    const ingredients = contentOf(span.entries)
    const names = ingredients.map((one) => one.name)
    const strengthMg = strengthOf(after, k === 0 ? before : '')
    const brand = span.entries.find((one) => one.kind === 'brand')?.name ?? null
    const fixed = span.entries.length === 1 ? (span.entries[0]?.route ?? null) : null
    const route = routeOf(words, fixed, ingredients, strengthMg)
    const state = endedBy(told, `${before} | ${after}`, route, ingredients)
    const { carried } = reading
    const unneeded =
      (state.activity === 'negated' || state.activity === 'stopped') &&
      isUnneeded(after) &&
      activityOf(before, '').activity === 'active' &&
      classesOfIngredients(ingredients).includes('NITRATE')
    const governed =
      carried !== null &&
      !state.said &&
      strengthMg === null &&
      (segment.joint !== 'comma' || carried.activity === 'negated')
    add(reading, {
      text: slice(reading, k === 0 ? segment.from : span.from, end),
      status: ingredients.length === 0 ? 'unrecognised' : 'recognised',
      activity: unneeded ? 'active' : governed ? carried.activity : state.activity,
      stoppedDaysAgo: unneeded ? null : governed ? carried.days : state.stoppedDaysAgo,
      ingredients,
      route,
      strengthMg,
      brand,
      matchedBy: span.by,
      compounded: compoundedWords.test(words),
      depot: isDepot(names, route, brand),
      asNeeded: state.asNeeded,
      partial: span.entries.some((one) => one.partial),
    })
    if (k > 0) continue
    const leading = activityOf(before, '')
    if (
      leading.said &&
      (leading.activity === 'stopped' || leading.activity === 'negated') &&
      !/\bago\b|\d/.test(after)
    )
      reading.carried = { activity: leading.activity, days: leading.stoppedDaysAgo }
    else if (state.said || strengthMg !== null) reading.carried = null
  }
}

/** Classes that are never passed over, however they are mentioned beside a named medicine. */
const alwaysSaid = new Set<string>([
  'NITRATE',
  'NITRITE',
  'NITRATE_POSSIBLE',
  'PDE5_HIDDEN',
  'OPIOID',
  'MAOI',
])

/** Words between and behind the names of a segment: a name not known, or a class said in plain words. */
const readRest = (reading: Reading, segment: Segment, own: readonly Span[], kept: readonly Span[]): void => {
  const covered = new Set<string>(kept.flatMap((span) => classesOfIngredients(contentOf(span.entries))))
  const named = (at: number) => own.some((span) => at >= span.from && at < span.to)
  for (let k = 0; k <= kept.length; k++) {
    const from = k === 0 ? segment.from : (kept[k - 1]?.to ?? segment.from)
    const to = kept[k]?.from ?? segment.to
    const part = slice(reading, from, to)
    const said = part.replace(/\b(?:for|due to|because of)\b.*$/, '')
    const phrase = phrases.find((candidate) => candidate.pattern.test(said))
    if (phrase !== undefined) {
      const known =
        phrase.classes.some((name) => covered.has(name)) ||
        (phrase.classes.includes('OC') && covered.has('CONTRACEPTIVE_NON_ORAL'))
      if (!known && (phrase.recognised || phrase.classes.some((name) => alwaysSaid.has(name)))) {
        const { activity, stoppedDaysAgo } = activityOf(said, '')
        add(reading, { ...fromPhrase(phrase, said.trim()), activity, stoppedDaysAgo })
      }
      continue
    }
    if (sentenceWords.test(slice(reading, segment.from, to))) continue
    let first = -1
    let last = -1
    let longest = 0
    for (let at = from; at < to; at++) {
      const token = reading.list[at]
      if (!isUnknown(token) || named(at)) continue
      if (first < 0) first = at
      last = at
      longest = Math.max(longest, token.word.length)
    }
    if (longest >= 4) add(reading, { text: slice(reading, first, last + 1), status: 'unrecognised' })
  }
}

const compute = (raw: string): readonly MedicationMatch[] => {
  // "But never filled" is about what was named before it, not the beginning of something else.
  const clean = unglued(plain(raw).trim()).replace(
    / but (?:i |he |she )?(never (?:filled|picked|took|taken|started))\b/g,
    ', $1',
  )
  if (!/[a-z0-9]/.test(clean))
    return clean === '' || /^[-.\s]+$/.test(clean) ? [] : [{ ...blank, text: raw, status: 'unrecognised' }]
  if (nothing.test(clean)) return [{ ...blank, text: raw, status: 'none' }]
  const list = tokens(clean)
  const spans = spansOf(list)
  const reading: Reading = { clean, list, spans, out: [], sentence: [], carried: null }
  const segments = segmentsOf(list, spans)
  for (const [i, segment] of segments.entries()) {
    if (segment.joint === 'break' || segment.joint === 'start') {
      reading.sentence = []
      reading.carried = null
    }
    const { own, kept } = namesOf(reading, segment)
    if (kept.length === 0) readUnnamed(reading, segment, segments[i + 1]?.joint === 'colon')
    else {
      readNamed(reading, segment, kept)
      readRest(reading, segment, own, kept)
    }
  }
  return reading.out.length > 0 ? reading.out : [{ ...blank, text: raw, status: 'unrecognised' }]
}

const remembered = remember(2048, compute)

/**
 * Every medicine a free-text entry names, in the order written; an empty list only for an empty text.
 * Never throws; equal for texts that differ in case or surrounding white space.
 */
export function resolveMedication(text: string): readonly MedicationMatch[] {
  return remembered(text.trim().toLowerCase())
}
