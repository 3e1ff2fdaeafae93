/**
 * One free-text medication entry in, every medicine it names out. An entry may hold several, each with its own
 * strength, route and activity. Words that look like a medicine and are not known come out as `unrecognised`.
 */
import { classesOfIngredients } from '../classes/classes-of.ts'
import { remember } from '../text/memo.ts'
import { plain, tokens } from '../text/tokens.ts'
import type { MedicationMatch } from '../types.ts'
import { activityOf } from './activity.ts'
import { phrases, vague } from './phrases.ts'
import { routeOf } from './route.ts'
import { contentOf, isUnknown, type Span, segmentsOf, spansOf } from './spans.ts'
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

const compute = (raw: string): readonly MedicationMatch[] => {
  const clean = plain(raw).trim()
  if (!/[a-z0-9]/.test(clean))
    return clean === '' || /^[-.\s]+$/.test(clean)
      ? []
      : [{ ...blank, text: raw.trim(), status: 'unrecognised' }]
  if (nothing.test(clean)) return [{ ...blank, text: raw.trim(), status: 'none' }]
  const list = tokens(clean)
  const spans = spansOf(list)
  const slice = (from: number, to: number) => {
    const first = list[from]
    const last = list[to - 1]
    return first === undefined || last === undefined || to <= from ? '' : clean.slice(first.start, last.end)
  }
  const out: MedicationMatch[] = []
  /** Where each match of the present sentence stands in `out`. */
  let sentence: number[] = []
  let carried: { readonly activity: 'stopped' | 'negated'; readonly days: number | null } | null = null

  for (const segment of segmentsOf(list, spans)) {
    if (segment.joint === 'break' || segment.joint === 'start') {
      sentence = []
      carried = null
    }
    const text = slice(segment.from, segment.to)
    const own = spans.filter((span) => span.from >= segment.from && span.to <= segment.to)
    const kept: Span[] = []
    for (const span of own) {
      const ahead = slice(segment.from, span.from)
      const content = contentOf(span.entries)
      const purpose =
        /\b(?:for|due to|because of|with)\s*(?:my |the |a )?$/.test(ahead) || /\bfor\b/.test(ahead)
      const only = content.length === 1 && purposeOnly.has(content[0]?.name ?? '')
      if (own.length > 0 && span !== own[0] && purpose && only) continue
      if (only && purposeTail.test(list[span.to]?.word ?? '') && kept.length > 0) continue
      const previous = kept.at(-1)
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
    const tail = segment.to
    if (kept.length === 0) {
      const unknown = list.slice(segment.from, segment.to).filter(isUnknown)
      const state = activityOf(text, '')
      const phrase = phrases.find((candidate) => candidate.pattern.test(text))
      const active =
        state.said && state.activity !== 'active'
          ? state
          : carried !== null && !state.said
            ? { ...state, activity: carried.activity, stoppedDaysAgo: carried.days }
            : state
      if (phrase !== undefined) {
        sentence.push(out.length)
        out.push({
          ...blank,
          text,
          status: phrase.recognised ? 'recognised' : 'unrecognised',
          activity: active.activity,
          stoppedDaysAgo: active.stoppedDaysAgo,
          asNeeded: active.asNeeded,
          impliedClasses: phrase.classes,
          route: phrase.route ?? 'unknown',
          matchedBy: 'synonym',
          partial: true,
          strengthMg: strengthOf(text, ''),
        })
      } else if (unknown.length > 0) {
        sentence.push(out.length)
        out.push({
          ...blank,
          text,
          status: 'unrecognised',
          activity: active.activity,
          stoppedDaysAgo: active.stoppedDaysAgo,
          asNeeded: active.asNeeded,
          strengthMg: strengthOf('', text),
        })
      } else if (sentence.length > 0) {
        // Only directions or a change of state: they belong to what was named before.
        const both = /\b(?:both|all|each|everything)\b/.test(text)
        for (const at of both ? sentence : sentence.slice(-1)) {
          const match = out[at]
          if (match === undefined) continue
          const changed = state.said && state.activity !== 'active'
          out[at] = {
            ...match,
            ...(changed ? { activity: state.activity, stoppedDaysAgo: state.stoppedDaysAgo } : {}),
            asNeeded: match.asNeeded || state.asNeeded,
            strengthMg: match.strengthMg ?? strengthOf(text, ''),
            compounded: match.compounded || compoundedWords.test(text),
          }
        }
      } else if (vague.test(text) && out.length === 0) {
        sentence.push(out.length)
        out.push({
          ...blank,
          text,
          status: 'unrecognised',
          activity: active.activity,
          stoppedDaysAgo: active.stoppedDaysAgo,
          asNeeded: active.asNeeded,
        })
      } else if (
        vague.test(text) &&
        /\b(?:pills?|meds?|medicines?|medications?|tablets?|shots?|drops)\b/.test(text)
      ) {
        sentence.push(out.length)
        out.push({
          ...blank,
          text,
          status: 'unrecognised',
          activity: active.activity,
          stoppedDaysAgo: active.stoppedDaysAgo,
          asNeeded: active.asNeeded,
        })
      } else if (state.said && (state.activity === 'stopped' || state.activity === 'negated')) {
        carried = { activity: state.activity, days: state.stoppedDaysAgo }
      }
      continue
    }

    for (let k = 0; k < kept.length; k++) {
      const span = kept[k]
      if (span === undefined) continue
      const before = slice(k === 0 ? segment.from : (kept[k - 1]?.to ?? segment.from), span.from)
      const after = slice(span.to, kept[k + 1]?.from ?? tail)
      const around = `${before} ${after}`
      const state = activityOf(k === 0 ? before : slice(segment.from, span.from), after)
      const ingredients = contentOf(span.entries)
      const strengthMg = strengthOf(after, k === 0 ? before : '')
      const entry = span.entries[0]
      const brand = span.entries.find((one) => one.kind === 'brand')?.name ?? null
      const fixed = span.entries.length === 1 ? (entry?.route ?? null) : null
      const route = routeOf(`${slice(span.from, span.to)} ${around}`, fixed, ingredients, strengthMg)
      const carries =
        carried !== null &&
        !state.said &&
        strengthMg === null &&
        (segment.joint !== 'comma' || carried.activity === 'negated')
      const activity = carries && carried !== null ? carried.activity : state.activity
      const names = ingredients.map((one) => one.name)
      const depot =
        (names.includes('buprenorphine') &&
          (route === 'injection' || route === 'implant') &&
          brand !== 'Buprenex') ||
        (names.length === 1 && names[0] === 'naltrexone' && route === 'injection')
      sentence.push(out.length)
      out.push({
        text: slice(k === 0 ? segment.from : span.from, kept[k + 1]?.from ?? tail),
        status: ingredients.length === 0 ? 'unrecognised' : 'recognised',
        activity,
        stoppedDaysAgo: carries && carried !== null ? carried.days : state.stoppedDaysAgo,
        ingredients,
        route,
        strengthMg,
        brand,
        matchedBy: span.by,
        impliedClasses: [],
        compounded: compoundedWords.test(around) || compoundedWords.test(slice(span.from, span.to)),
        depot,
        asNeeded: state.asNeeded,
        partial: span.entries.some((one) => one.partial),
      })
      if (k === 0) {
        const leading = activityOf(before, '')
        if (
          leading.said &&
          (leading.activity === 'stopped' || leading.activity === 'negated') &&
          !/\bago\b|\d/.test(after)
        )
          carried = { activity: leading.activity, days: leading.stoppedDaysAgo }
        else if (state.said) carried = null
      }
    }
    const covered = new Set<string>(kept.flatMap((span) => classesOfIngredients(contentOf(span.entries))))
    const rest: string[] = []
    for (let k = 0; k <= kept.length; k++) {
      const from = k === 0 ? segment.from : (kept[k - 1]?.to ?? segment.from)
      const to = kept[k]?.from ?? tail
      rest.push(slice(from, to))
      const run = list.slice(from, to)
      if (sentenceWords.test(slice(segment.from, to))) continue
      const unknown = run.filter(
        (token) =>
          isUnknown(token) &&
          !own.some(
            (span) =>
              token.start >= (list[span.from]?.start ?? 0) && token.end <= (list[span.to - 1]?.end ?? 0),
          ),
      )
      const first = unknown[0]
      const last = unknown.at(-1)
      if (first === undefined || last === undefined || unknown.every((token) => token.word.length < 4))
        continue
      if (phrases.some((phrase) => phrase.pattern.test(slice(from, to)))) continue
      sentence.push(out.length)
      out.push({ ...blank, text: clean.slice(first.start, last.end), status: 'unrecognised' })
    }
    for (const part of rest) {
      const said = part.replace(/\b(?:for|due to|because of)\b.*$/, '')
      const phrase = phrases.find((candidate) => candidate.pattern.test(said))
      if (phrase === undefined || phrase.classes.some((name) => covered.has(name))) continue
      if (
        !phrase.recognised &&
        !phrase.classes.some(
          (name) => name === 'NITRATE' || name === 'PDE5_HIDDEN' || name === 'OPIOID' || name === 'MAOI',
        )
      )
        continue
      if (covered.has('CONTRACEPTIVE_NON_ORAL') && phrase.classes.includes('OC')) continue
      if (covered.has('OC') && phrase.classes.includes('CONTRACEPTIVE_NON_ORAL')) continue
      const state = activityOf(said, '')
      out.push({
        ...blank,
        text: said.trim(),
        status: phrase.recognised ? 'recognised' : 'unrecognised',
        activity: state.activity,
        impliedClasses: phrase.classes,
        route: phrase.route ?? 'unknown',
        matchedBy: 'synonym',
        partial: true,
      })
    }
  }
  return out.length > 0 ? out : [{ ...blank, text: raw.trim(), status: 'unrecognised' }]
}

const remembered = remember(2048, compute)

/**
 * Every medicine a free-text entry names, in the order written; an empty list only for an empty text.
 * Never throws; equal for texts that differ in case or surrounding white space.
 */
export function resolveMedication(text: string): readonly MedicationMatch[] {
  return remembered(text.trim().toLowerCase())
}
