/**
 * Health statements, coded or in words, into condition concepts, each with whose it is, whether it is denied, and
 * when. A coded entry is one statement; free text may hold several.
 */

import { remember } from '../text/memo.ts'
import type { ConditionInput, ConditionMatch } from '../types.ts'
import { benign } from './benign.ts'
import { type Statement, settle } from './derive.ts'
import type { ConceptId } from './ids.ts'
import { clinicalText } from './spelling.ts'
import {
  type ConceptRow,
  conceptTable,
  implied,
  weightComorbidities,
  weightComorbidityCodes,
  wordRows,
} from './table.ts'
import { monthsAgoIn } from './when.ts'

type Prefixed = {
  readonly row: ConceptRow
  readonly codes: readonly string[]
  readonly except: readonly string[]
}
let prefixed: readonly Prefixed[] | null = null
const coded = (): readonly Prefixed[] => {
  prefixed ??= conceptTable
    .filter((row) => row.codes !== undefined)
    .map((row) => ({
      row,
      codes: (row.codes ?? '').split(' '),
      except: (row.except ?? '').split(' ').filter(Boolean),
    }))
  return prefixed
}
const weightCodes = weightComorbidityCodes.split(' ')

/** 'i25.110' or 'I25110' → 'I25.110'; null when it has not the shape of an ICD-10-CM code. */
export const normaliseCode = (code: string): string | null => {
  const bare = code.trim().toUpperCase().replace(/[\s.]/g, '')
  if (!/^[A-Z]\d[0-9A-Z][0-9A-Z]{0,4}$/.test(bare)) return null
  return bare.length > 3 ? `${bare.slice(0, 3)}.${bare.slice(3)}` : bare
}

const conceptsOfCode = (bare: string): Set<ConceptId> => {
  const found = new Set<ConceptId>()
  for (const { row, codes, except } of coded())
    if (codes.some((prefix) => bare.startsWith(prefix)) && !except.some((prefix) => bare.startsWith(prefix)))
      found.add(row.id)
  if (weightCodes.some((prefix) => bare.startsWith(prefix))) found.add('weight-comorbidity')
  return found
}

const close = (found: Set<ConceptId>): void => {
  for (const id of found) for (const more of implied[id] ?? []) found.add(more)
  if (weightComorbidities.some((id) => found.has(id))) found.add('weight-comorbidity')
}

type Words = {
  readonly found: Set<ConceptId>
  readonly undeniable: Set<ConceptId>
  /** Some row knows the words, if only to say that they mean something else. */
  readonly known: boolean
}
const conceptsOfText = (text: string): Words => {
  const found = new Set<ConceptId>()
  const undeniable = new Set<ConceptId>()
  let known = false
  for (const row of wordRows) {
    const match = row.text?.exec(text)
    if (!match) continue
    known = true
    if (row.notText?.test(text)) continue
    found.add(row.id)
    if (row.selfNegating && /\b(?:no|not|can't|cannot|can not|without|\w+n't)\b/.test(match[0]))
      undeniable.add(row.id)
  }
  return { found, undeniable, known }
}

const relatives =
  '(?:mother|father|mom|mum|dad|brothers?|sisters?|siblings?|parents?|grand ?(?:mother|father|ma|pa|parents?)|aunts?|uncles?|cousins?|sons?|daughters?|niece|nephew|relatives?|husband|wife|spouse|partner|girlfriend|boyfriend|mat(?:ernal)? \\w+|paternal \\w+|nana|grandson|twin)'
const family = new RegExp(
  `\\b${relatives}(?:'s)?\\b|\\bfamily (?:history|hx|h\\/o|member|members|has|have|had)\\b|\\bfam(?:ily)? ?hx?\\b|\\bfhx?\\b|\\bruns in (?:my |the )?family\\b|\\bin (?:my |the |his |her )?family\\b|^family\\b|\\bfamilial\\b|\\bhereditary in\\b`,
)
const notFamily =
  /\bfamily (?:doctor|physician|planning|practice|medicine)\b|\bno family history of\b.*\bi (?:have|had)\b|\b(?:partner|husband|boyfriend)(?: has| had|'s)? (?:a |had a )?vasectomy\b|\b(?:male|female|women|sexual) partners?\b|\b(?:nursing|feeding|pumping|milk)\b.*\b(?:son|daughter|twins|baby)\b|\bwith my (?:wife|husband|partner|girlfriend|boyfriend|fiancee?)\b|\b(?:wife|husband|partner|girlfriend|boyfriend) and (?:i|me)\b/
const selfWords =
  /\b(?:i (?:have|had|am|was|got|take|feel|get)|i'm|i've|my own|myself|patient (?:has|had|is|reports)|personal(?:ly)?(?: history)?|me:?|self)\b/
const familyHeading = /^(?:fh|fhx|family (?:history|hx)|fam ?hx)\b/

const notDenials =
  /\bnot (?:well|adequately|fully|properly|yet|currently|always|completely)[ -]*(?:controlled|treated|managed)\b|\bnot (?:controlled|treated|sure|only|resolved|going away|sleeping|certain)\b|\bno (?:change|longer (?:controlled|stable)|doubt|idea|treatment|improvement|cure|relief|surgery yet|meds?|medications?)\b|\bnever (?:treated|resolved|went away)\b|\bno longer (?:has )?(?:periods?|menstruat\w+)\b|\bwithout (?:treatment|medication|meds|relief|cholecystitis|obstruction|complication\w*|mention|aura|status|hemorrhage|loss of consciousness|behavioral|angina|heart failure|retinopathy|macular|coma|ascites|exacerbation|intractab\w+)\b|\bunsure\b/g
const denial =
  /\b(?:no|not|denies|denied|deny|denying|never|none|without|negative for|neg for|absence of|free of|don'?t have|doesn'?t have|do not have|does not have|haven'?t had|have not had|has not had|hasn'?t had|nobody|no ?one|none of|no (?:known|personal|prior|past|family|significant)? ?(?:history|hx) of|ruled out|rules out|no evidence of|no signs? of|neither|nope)\b/
const deniedAfter =
  /\b(?:denied|negative|absent|ruled out|: ?no|- ?no|none|not present)\s*$|:\s*(?:no|none|denies|denied|negative)\b/
const doubtful = /\b(?:unsure|not sure|don'?t know|uncertain|maybe|possibl[ey]|unknown)\b/

const modifierWords = new Set(
  `severe mild moderate critical nyha class i ii iii iv v 1 2 3 4 5 a b c stage grade child pugh child-pugh ago months month weeks week years year days day yr yrs mo mos
  in since last resolved treated stable controlled unstable uncontrolled papillary follicular medullary type current currently active inactive on off
  diagnosed dx by my the doctor well poorly about around approximately ~ two three four five six seven eight nine ten a an one couple of few several early late
  january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
  treatment meds medication medications with diet diet-controlled age at old new recent recently remission full sustained gone better ok fine
  it was is were has have had been there still now today yesterday symptoms asymptomatic symptomatic no not compensated decompensated rate rate-controlled
  paroxysmal permanent persistent persistant chronic acute left right both sided bilateral unilateral mother's father's unspecified unknown benign confirmed
  none sober clean recovering for sobriety euthyroid ablation surgery radiation radioactive iodine thyroidectomy under care from prior previous once twice times time per ed hospital`.split(
    /\s+/,
  ),
)
/** "On reglan", "controlled with diet", "none since": how it goes, not another statement. */
const course =
  /^(?:on|(?:lv)?ef|taking|takes|treated (?:with|by|in)|controlled (?:on|with|by)|managed (?:with|by)|cleared by|followed by|seen by|none since|not since|last one|last episode|surgically|repaired|removed)\b/
const isModifier = (clause: string): boolean =>
  clause
    .split(/[^a-z0-9~'-]+/)
    .filter(Boolean)
    .every((word) => modifierWords.has(word) || /^\d/.test(word))

const leadWords = new Set(
  'denies denied deny no not any personal own family history hx of the a has have had i am my known past significant prior current and patient pt reports never'.split(
    ' ',
  ),
)
/** "Denies personal" of "denies personal or family history of…": it opens the clause that follows. */
const isLead = (clause: string): boolean =>
  clause
    .split(/[^a-z'-]+/)
    .filter(Boolean)
    .every((word) => leadWords.has(word))

type Clause = { text: string; readonly head: string; readonly joint: 'start' | 'list' | 'or' | 'but' }

const sentencesOf = (text: string): string[] =>
  text
    // "Chest pain? No": the answer belongs to its question.
    .replace(/\?\s*(?:no|nope|none|never|denies)\b(?! (?:but|except))/g, ': no')
    .replace(/[()[\]{}]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .split(/(?<!\b(?:st|dr|vs|approx|yr|yrs|mo|mos))\.(?=\s|$)|[;\n!?|•]/)
    .map((part) => part.trim())
    .filter((part) => /[a-z0-9]/.test(part))

/** "Stroke without deficits": what is lacking is left out, and does not deny what is there. */
const withoutLacking = (clause: string): string => {
  const at = clause.search(/ without /)
  if (at < 0) return clause
  const head = clause.slice(0, at)
  return !denial.test(head) && conceptsOfText(head).found.size > 0 ? head : clause
}

const clausesOf = (sentence: string): Clause[] => {
  const clauses: Clause[] = []
  const pieces = sentence.split(
    /(,| and then | and | as well as | but | however | although | except | plus | \+ | & | or | nor )/,
  )
  let joint: Clause['joint'] = 'start'
  for (let i = 0; i < pieces.length; i += 2) {
    const text = withoutLacking((pieces[i] ?? '').trim())
    if (/[a-z0-9]/.test(text)) {
      const last = clauses.at(-1)
      if (last !== undefined && isLead(last.text)) last.text = `${last.text} ${text}`
      else if (last !== undefined && joint !== 'but' && (isModifier(text) || course.test(text)))
        last.text = `${last.text} ${text}`
      else clauses.push({ text, head: text, joint })
    }
    const mark = (pieces[i + 1] ?? '').trim()
    joint =
      mark === 'or' || mark === 'nor' ? 'or' : /^(?:but|however|although|except)$/.test(mark) ? 'but' : 'list'
  }
  return clauses
}

/** Concepts whose words may stand in different clauses of one sentence. */
const relational: readonly ConceptId[] = [
  'angina-with-sex',
  'exertional-symptoms',
  'severe-abdominal-pain-now',
  'alcohol-sedative-withdrawal',
  'scarring-or-infected-scalp',
  'mtc-men2',
  'priapism-now',
  'unstable-angina',
]

const nyhaOf = (text: string): ConditionMatch['nyha'] => {
  const match =
    /\bnyha(?: functional)?(?: class)?[ :-]*(iv|iii|ii|i|[1-4])\b|\bclass (iv|iii|ii|i|[1-4])\b(?=.*\b(?:heart failure|chf|nyha|hf)\b)|\b(?:heart failure|chf|hf)\b.*\bclass (iv|iii|ii|i|[1-4])\b/.exec(
      text,
    )
  const written = match?.[1] ?? match?.[2] ?? match?.[3]
  if (written === undefined) return null
  const value = { i: 1, ii: 2, iii: 3, iv: 4, 1: 1, 2: 2, 3: 3, 4: 4 }[written]
  return value === 1 || value === 2 || value === 3 || value === 4 ? value : null
}

const childPughOf = (text: string): ConditionMatch['childPugh'] => {
  const match =
    /\bchild(?:s|'s)?[- ]?(?:turcotte[- ])?pugh(?: class| score| grade)?[ :-]*([abc])\b|\bchild'?s? (?:class )?([abc])\b|\bchild[- ]pugh(?: score)?[ :]*(\d+)\b/.exec(
      text,
    )
  const letter = (match?.[1] ?? match?.[2])?.toUpperCase()
  if (letter === 'A' || letter === 'B' || letter === 'C') return letter
  const points = match?.[3] === undefined ? null : Number(match[3])
  if (points !== null && points >= 5) return points <= 6 ? 'A' : points <= 9 ? 'B' : 'C'
  return /\bdecompensated\b|\bascites\b/.test(text) && /\bcirrho|\bliver\b|\bascites\b/.test(text)
    ? 'C'
    : null
}

const severityOf = (text: string): ConditionMatch['severity'] =>
  /\b(?:severe(?:ly)?|critical|advanced|end[- ]stage|debilitating|refractory|intractable)\b/.test(text) &&
  !/\bnot severe\b|\bnon[- ]?severe\b/.test(text)
    ? 'severe'
    : null

const subjectOf = (text: string): 'self' | 'family' =>
  family.test(text) && !notFamily.test(text) ? 'family' : 'self'

/** A text that speaks of a relative, not of the patient. */
export const tellsOfFamily = (text: string): boolean =>
  subjectOf(clinicalText(text)) === 'family' && !selfWords.test(clinicalText(text))

const healthy =
  /^(?:none|no|nil|n ?\/? ?a|nka|nothing|no (?:known |past |significant |chronic |other |current |relevant )*(?:medical )?(?:conditions?|problems?|history|diagnos[ei]s|issues|illness\w*|diseases?|pmh)|healthy|otherwise healthy|generally healthy|good health|not applicable|unremarkable|denies(?: any| all)?(?: medical)?(?: conditions?| problems?| history)?)$/

const build = (
  text: string,
  code: string | null,
  found: Set<ConceptId>,
  s: Statement,
  negated: boolean,
  recognised: boolean,
): ConditionMatch => ({
  text,
  code,
  concepts: [...found].sort(),
  subject: s.subject,
  negated,
  monthsAgo: s.monthsAgo,
  recognised,
  severity: severityOf(s.text),
  nyha: nyhaOf(s.text),
  childPugh: childPughOf(s.text),
})

/** A code written where the words go: with its point, or alone and known ("I10"); "B12" is a vitamin. */
const codeIn = (text: string): string => {
  const dotted = /(?:^|[\s(:[-])([A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4})(?=$|[\s),:;\]-])/i.exec(text)
  if (dotted !== null) return dotted[1] ?? ''
  const alone = /^[A-TV-Z]\d\d$/i.exec(text)
  return alone !== null && conceptsOfCode(alone[0].toLowerCase()).size > 0 ? alone[0] : ''
}

const compute = (
  givenCode: string,
  raw: string,
  given: number | null,
  nowYear: number,
): readonly ConditionMatch[] => {
  const text = clinicalText(raw)
  const code = givenCode === '' ? null : normaliseCode(givenCode)
  const out: ConditionMatch[] = []
  const seen = new Set<ConceptId>()

  if (code !== null) {
    const bare = code.replace('.', '').toLowerCase()
    const familyCode = /^z8[0-4]/.test(bare)
    const subject = familyCode ? 'family' : 'self'
    const statement: Statement = { code: bare, text, monthsAgo: given ?? monthsAgoIn(text, nowYear), subject }
    const found = conceptsOfCode(bare)
    const denied = text !== '' && denial.test(text.replace(notDenials, ' '))
    const words = conceptsOfText(text)
    const whose = subjectOf(text)
    // The words may refine the code; what they deny, or say of somebody else, they do not add to it.
    if (familyCode || (!denied && whose === 'self')) for (const id of words.found) found.add(id)
    settle(found, statement)
    close(found)
    if (familyCode && bare !== 'z8341' && !found.has('mtc-men2') && /\bthyroid\b/.test(text))
      found.add('thyroid-cancer-unknown')
    out.push(build(raw, code, found, statement, false, true))
    for (const id of found) seen.add(id)
  } else if (givenCode !== '' && text === '') {
    const statement: Statement = { code: '', text: '', monthsAgo: given, subject: 'self' }
    return [build(givenCode, givenCode, new Set(), statement, false, false)]
  }
  if (text === '' || !/[a-z0-9]/.test(text)) return out
  if (healthy.test(text.replace(/[.!]+$/, '')))
    return out.length > 0
      ? out
      : [build(raw, null, new Set(), { code: '', text, monthsAgo: null, subject: 'self' }, true, true)]

  for (const sentence of sentencesOf(text)) {
    let denying = false
    let relative = false
    const firstOfSentence = out.length
    const clauses = clausesOf(sentence)
    for (const clause of clauses) {
      const own = clause.text
      // A remark merged from behind ("no symptoms") does not deny what it is about.
      const said = isLead(clause.head) ? own : clause.head
      const denies = denial.test(said.replace(notDenials, ' ')) || deniedAfter.test(said)
      const positive =
        /\b(?:has|have|had|positive|yes|diagnosed|takes|taking|reports|suffer\w*|with|since|treated)\b|\b\d+ (?:years?|months?|weeks?|days?) ago\b|\b(?:19|20)\d\d\b/.test(
          own,
        )
      if (clause.joint === 'start' || clause.joint === 'but') denying = denies
      else if (denies) denying = true
      else if (positive) denying = false
      const subject = subjectOf(own)
      if (subject === 'family') relative = true
      else if (clause.joint === 'start' || clause.joint === 'but' || selfWords.test(own)) relative = false
      else if (clause.joint === 'list') relative = relative && familyHeading.test(sentence)
      const whose = relative ? 'family' : 'self'
      const statement: Statement = {
        code: '',
        text: own,
        monthsAgo: monthsAgoIn(own, nowYear) ?? given,
        subject: whose,
      }
      const words = conceptsOfText(own)
      const found = words.found
      settle(found, statement)
      close(found)
      if (code !== null) {
        const fresh = [...found].filter((id) => !seen.has(id))
        if (fresh.length === 0 || (!denying && whose === 'self')) continue
      }
      const undeniable = new Set([...found].filter((id) => words.undeniable.has(id)))
      if (denying && undeniable.size > 0) {
        close(undeniable)
        out.push(build(own, null, undeniable, statement, false, true))
        for (const id of undeniable) found.delete(id)
        if (found.size === 0) continue
      }
      const unsure = denying && doubtful.test(own)
      const recognised = found.size > 0 || words.known || benign.test(own) || healthy.test(own)
      if (code !== null && found.size === 0) continue
      out.push(build(own, null, found, statement, denying && !unsure, recognised))
    }
    if (clauses.length > 1 && code === null) {
      const whole = conceptsOfText(sentence).found
      const first = out[firstOfSentence]
      if (first === undefined || denial.test(sentence.replace(notDenials, ' ')) || first.subject === 'family')
        continue
      const already = new Set(out.slice(firstOfSentence).flatMap((match) => match.concepts))
      const more = relational.filter((id) => whole.has(id) && !already.has(id))
      if (more.length === 0 && !already.has('priapism-now')) continue
      const together = new Set<ConceptId>([...first.concepts, ...more])
      settle(together, { code: '', text: sentence, monthsAgo: first.monthsAgo, subject: 'self' })
      close(together)
      out[firstOfSentence] = { ...first, concepts: [...together].sort(), recognised: true }
      // What made sense only together is not also reported as not understood.
      for (let i = out.length - 1; i > firstOfSentence; i--)
        if (out[i]?.recognised === false) out.splice(i, 1)
    }
  }
  return out
}

const remembered = remember(2048, (key) => {
  const [code, text, monthsAgo, nowYear] = JSON.parse(key) as [string, string, number | null, number]
  return compute(code, text, monthsAgo, nowYear)
})

/**
 * Every statement of one entry. `nowYear` is the calendar year, or with its fraction (2026.89) for dates of this year
 * and last. Never throws; the order of statements is the order written.
 */
export function resolveCondition(input: ConditionInput, nowYear: number): readonly ConditionMatch[] {
  const given =
    typeof input.monthsAgo === 'number' && Number.isFinite(input.monthsAgo) ? input.monthsAgo : null
  const text = (input.text ?? '').trim()
  const code = (input.code ?? '').trim()
  return remembered(JSON.stringify([code === '' ? codeIn(text) : code, text, given, nowYear]))
}
