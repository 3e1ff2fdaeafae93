/** Concepts that depend on date, histology, severity or course, settled from one statement's code and words. */
import { drinksHeavily } from './drinking.ts'
import type { ConceptId } from './ids.ts'

export type Statement = {
  /** Lower-case code without dots, or ''. */
  readonly code: string
  readonly text: string
  readonly monthsAgo: number | null
  readonly subject: 'self' | 'family'
}

const past =
  /\b(?:history|resolved|prior|previous(?:ly)?|past|had|was|were|used to|former(?:ly)?|ago|status post|as a (?:child|teen\w*|kid)|in (?:19|20)\d\d|once|recovered|healed|back in|remission|old|remote|childhood|years? back|when i was|treated)\b/
const present =
  /\b(?:now|current(?:ly)?|active|acute|today|right now|this (?:week|morning)|ongoing|being treated|admitted|hospitali[sz]ed now|suspected|still|recurr\w+)\b/

const isPast = (s: Statement, months: number): boolean =>
  (s.monthsAgo !== null && s.monthsAgo >= months) ||
  (s.monthsAgo === null &&
    past.test(s.text) &&
    !/\b(?:now|current(?:ly)?|still|ongoing|right now|today)\b/.test(s.text))

/** "Wish I was dead" is of the present, whatever its tense. */
const wished = /\bwish\w* (?:that )?(?:i|he|she|they) (?:was|were|had)\b|\bif i (?:was|were)\b/g

/** "None now", "not currently": words of the present that deny it. */
const notNow =
  /\b(?:none|not|no|nothing|denies|never)(?: \w+)? (?:right now|now|today|current(?:ly)?|at present|recently|lately|since)\b/g

const startsWithAny = (code: string, prefixes: readonly string[]): boolean =>
  code !== '' && prefixes.some((p) => code.startsWith(p))

/** Months for which what happened once still matters as a symptom of now. */
const lasting: Partial<Readonly<Record<ConceptId, number>>> = {
  'sudden-hair-loss': 6,
  'cancer-chemotherapy': 12,
  'breast-lump': 6,
  'sudden-vision-loss': 24,
  'sudden-hearing-loss': 24,
}
const isOver = (s: Statement, symptom: ConceptId): boolean => {
  const months = lasting[symptom]
  return months === undefined ? isPast(s, 1) : s.monthsAgo !== null && s.monthsAgo >= months
}

/** Tried for years and gave up, or long ago: no plan any more. */
const isOldWish = (s: Statement): boolean =>
  (s.monthsAgo !== null && s.monthsAgo >= 24 && !/\b(?:for|since|trying)\b/.test(s.text)) ||
  /\b(?:gave up|tried|used to|stopped trying|no longer)\b/.test(s.text)

/** Adjusts `found` in place. */
export const settle = (found: Set<ConceptId>, s: Statement): void => {
  const { code, text } = s
  const swap = (from: ConceptId, to: ConceptId | null) => {
    if (found.delete(from) && to !== null) found.add(to)
  }

  // Pancreas: acute unless old, resolved or spoken of in the past (B11).
  if (found.has('pancreatitis-acute')) {
    const recent = s.monthsAgo !== null && s.monthsAgo < 3 && !/\bresolved\b|\brecovered\b/.test(text)
    const acute = code.startsWith('k85') || /\bacute\b/.test(text) || present.test(text)
    if (!recent && (isPast(s, 3) || (!acute && s.monthsAgo === null)))
      swap('pancreatitis-acute', 'pancreatitis-history')
  }

  // Thyroid cancer by histology (A12).
  if (found.has('thyroid-cancer-unknown')) {
    if (found.has('mtc-men2') || /\bmedullary\b/.test(text)) swap('thyroid-cancer-unknown', 'mtc-men2')
    else if (/\b(?:papillary|follicular|hurthle|differentiated|anaplastic|ptc|ftc)\b/.test(text))
      swap('thyroid-cancer-unknown', 'thyroid-cancer-other')
  }
  if (
    /\b(?:men|neoplasia) ?-?(?:type )?(?:1|i|one)\b(?! ?(?:or|and|\/) ?(?:2|ii))/.test(text) &&
    !/\bmen ?(?:type )?(?:2|ii)\b|\bmedullary\b|\bmtc\b/.test(text)
  )
    found.delete('mtc-men2')
  if (found.has('mtc-men2') && /\bnot medullary\b|\bnon[- ]?medullary\b/.test(text)) {
    found.delete('mtc-men2')
    found.add(/\b(?:papillary|follicular)\b/.test(text) ? 'thyroid-cancer-other' : 'thyroid-cancer-unknown')
  }
  if (found.has('mtc-men2') && /\b(?:unsure|not sure|don'?t know|unknown|maybe|possibl[ey])\b/.test(text))
    found.add('thyroid-cancer-unknown')

  // Thyroid: treated and euthyroid is not active (§3).
  if (
    found.has('hyperthyroidism') &&
    /\b(?:treated|euthyroid|ablat\w+|radioactive iodine|rai|thyroidectomy|resolved|remission|cured|history of|past|normal now)\b/.test(
      text,
    ) &&
    !/\b(?:untreated|not treated|active|uncontrolled)\b/.test(text)
  )
    swap('hyperthyroidism', 'hyperthyroidism-treated')

  // Addison needs to be primary; unspecified insufficiency is asked about (A18 takes the text as Addison).
  if (found.has('addison') && /\b(?:secondary|tertiary|central|steroid[- ]induced)\b/.test(text))
    swap('addison', 'adrenal-insufficiency-unspecified')
  if (found.has('addison')) found.delete('adrenal-insufficiency-unspecified')
  if (found.has('phaeochromocytoma')) found.delete('adrenal-mass')

  // Suicidality: only what is present is active (B17).
  const attemptNow = code === 't1491' || code === 't1491xa'
  if (found.has('suicidality-active') && code !== 'r45851' && !attemptNow) {
    const said = text.replace(wished, ' ').replace(notNow, ' ')
    if (
      code.startsWith('t1491x') ||
      (isPast({ ...s, text: said }, 3) &&
        !/\b(?:now|today|current(?:ly)?|right now|lately|recently|still)\b/.test(said) &&
        (s.monthsAgo === null || s.monthsAgo >= 3))
    )
      swap('suicidality-active', 'suicide-attempt-past')
    else if (found.has('suicide-attempt-past') && s.monthsAgo === null && !present.test(text))
      found.delete('suicidality-active')
  }
  if (code.startsWith('z9152')) {
    found.delete('suicide-attempt-past')
    found.delete('suicidality-active')
  } else if (code.startsWith('z915')) {
    found.delete('suicidality-active')
    found.add('suicide-attempt-past')
  }

  // An old overdose: whether it was meant is asked, and until then it counts as an attempt.
  if (
    found.has('overdose') &&
    isOver(s, 'overdose') &&
    !/\b(?:accident\w*|unintentional\w*|opioid|heroin|fentanyl|drug|child|toddler)\b/.test(text)
  )
    found.add('suicide-attempt-past')

  // An acidosis that is over, unless it lasts by its nature.
  if (
    found.has('metabolic-acidosis') &&
    isPast(s, 3) &&
    !/\b(?:chronic|renal tubular|rta|recurr\w+)\b/.test(text)
  )
    found.delete('metabolic-acidosis')

  // Seizures.
  if (found.has('febrile-seizure') && !/\bepilep/.test(text) && !startsWithAny(code, ['g40', 'r561', 'r569']))
    found.delete('seizure')

  // Substances: remission is not current use (B13, B14).
  const remission =
    /\b(?:in |full |sustained |early )?remission\b|\b(?:sober|clean) (?:for|since|x|\d)\b|\brecover(?:y|ed|ing)\b|\bno longer (?:drink|us)\w*|\bquit\b.*\b(?:years?|months?)\b|\b(?:sober|abstinent)\b/.test(
      text,
    )
  if (remission) {
    if (!code.startsWith('f11') || startsWithAny(code, ['f1111', 'f1121', 'f1191']))
      swap('opioid-use-disorder', 'opioid-use-disorder-remission')
    swap('alcohol-use-disorder', 'alcohol-use-disorder-remission')
  }
  if (found.has('opioid-use-disorder-remission')) found.delete('opioid-use-disorder')
  if (code === '' && drinksHeavily(text)) found.add('alcohol-heavy')
  if (found.has('opioid-use') || found.has('opioid-use-disorder') || isPast(s, 6))
    found.delete('opioid-possible')
  if (found.has('alcohol-sedative-withdrawal') && code === '' && isPast(s, 2))
    found.delete('alcohol-sedative-withdrawal')
  if (found.has('drug-abuse')) found.delete('drug-use-unspecified')
  if (found.has('stimulant-use') && !found.has('drug-abuse')) found.add('drug-use-unspecified')
  if (found.has('stimulant-use') && isPast(s, 12)) found.delete('stimulant-use')
  // A code of use without abuse is of unstated degree (B14); cocaine told in words is misuse.
  if (found.has('stimulant-use') && code === '') found.add('drug-abuse')

  // Outflow obstruction: severe, or obstructive by name; otherwise possible (A5).
  const severe = /\b(?:severe|critical|symptomatic)\b/.test(text)
  if (
    found.has('lvot-obstruction') &&
    startsWithAny(code, ['i350', 'i352', 'i060', 'i062', 'q230']) &&
    !severe &&
    !/\bobstructi|\bhocm\b|\blvot\b|\boutflow\b/.test(text)
  )
    swap('lvot-obstruction', 'lvot-possible')
  if (found.has('lvot-obstruction')) found.delete('lvot-possible')
  if (
    found.has('lvot-possible') &&
    /\bcardiomyopathy\b/.test(text) &&
    /\bobstructi/.test(text) &&
    !/\bnon[- ]?obstructi/.test(text)
  )
    swap('lvot-possible', 'lvot-obstruction')
  if (/\bnon[- ]?obstructi/.test(text) && !code.startsWith('i421')) swap('lvot-obstruction', 'lvot-possible')

  if (found.has('hypertension-uncontrolled') && isPast(s, 6)) found.delete('hypertension-uncontrolled')

  // Kidneys: an acute failure that is over is not the last stage of a chronic one.
  if (
    found.has('ckd-5') &&
    code === '' &&
    /\b(?:acute|aki|temporary|recovered|resolved)\b/.test(text) &&
    isPast(s, 3) &&
    !found.has('dialysis')
  ) {
    found.delete('ckd-5')
    found.delete('ckd')
  }
  if (
    found.has('organ-transplant') &&
    code === '' &&
    /\btransplant/.test(text) &&
    !/\bdialysis\b|\bfail(?:ed|ing)\b/.test(text)
  )
    found.delete('ckd-5')

  // Angina.
  if (found.has('unstable-angina')) found.delete('angina-stable')

  // Symptoms count as present unless said to be past, or dated.
  for (const now of [
    'chest-pain-now',
    'dyspnoea-now',
    'syncope',
    'oedema-now',
    'stroke-symptoms-now',
    'severe-abdominal-pain-now',
    'jaundice-now',
    'sudden-vision-loss',
    'sudden-hearing-loss',
    'acute-eye-pain',
    'anaphylaxis-now',
    'priapism-now',
    'cancer-chemotherapy',
    'palpitations',
    'overdose',
    'breast-lump',
    'dehydration',
    'sudden-hair-loss',
    'gallbladder-symptomatic',
  ] as const)
    if (found.has(now) && isOver(s, now)) found.delete(now)
  if (
    found.has('chest-pain-now') &&
    /\b(?:non[- ]?cardiac|musculoskeletal|costochondritis|heartburn)\b/.test(text)
  )
    found.delete('chest-pain-now')
  if (found.has('dyspnoea-now') && /\b(?:asthma|copd)\b/.test(text) && !/\bnew\b|\bnow\b|\bworse/.test(text))
    found.delete('dyspnoea-now')
  // A symptom of exertion is a finding of its own, not one of this moment.
  if (found.has('exertional-symptoms') && !/\b(?:now|new|today|rest|resting)\b/.test(text))
    for (const now of ['chest-pain-now', 'dyspnoea-now', 'syncope', 'dizziness'] as const) found.delete(now)
  if (found.has('exertional-symptoms') && isPast(s, 12)) found.delete('exertional-symptoms')
  if (found.has('anaphylaxis-now') && /\b(?:allerg(?:y|ic) to|when i (?:eat|take|took))\b/.test(text))
    found.delete('anaphylaxis-now')

  // Pregnancy: codes of a pregnancy long over do not make one (B12).
  const obstetric = /^o(?:0|1|2|3|4|6|7|8[0-4]|9[4-9a])/.test(code)
  if (obstetric && !startsWithAny(code, ['o09'])) {
    if (s.monthsAgo !== null && s.monthsAgo < 10) found.add('pregnancy')
    else if (s.monthsAgo === null && !past.test(text)) found.add('pregnancy-possible')
    else found.delete('pregnancy')
  }
  if (
    found.has('pregnancy') &&
    !startsWithAny(code, ['z331', 'z333', 'z3a', 'z3201', 'o09', 'z34']) &&
    !obstetric &&
    isPast(s, 10)
  )
    found.delete('pregnancy')
  if (found.has('pregnancy') && found.has('gestational-diabetes') && !obstetric && past.test(text))
    found.delete('pregnancy')
  if (found.has('postpartum') && s.monthsAgo !== null && s.monthsAgo > 12) found.delete('postpartum')
  if (
    found.has('pregnancy-possible') &&
    !obstetric &&
    ((s.monthsAgo !== null && s.monthsAgo >= 3) ||
      /\b(?:history|used to|as a teen\w*|years ago|postmenopaus\w*)\b/.test(text))
  )
    found.delete('pregnancy-possible')
  if (found.has('planning-pregnancy') && code === '' && isOldWish(s)) found.delete('planning-pregnancy')
  if (
    found.has('breastfeeding') &&
    (/\b(?:stopped|weaned|finished|no longer|not)\b.{0,12}\b(?:breast|nursing|lactat)/.test(text) ||
      /\bbreast ?-?feeding (?:ended|stopped)/.test(text))
  )
    found.delete('breastfeeding')
  if (code === 'e2839' && /\bovarian (?:failure|insufficiency)\b|\bpremature\b/.test(text))
    found.add('ovarian-failure')

  // One more word decides.
  if (code.startsWith('n4889') && /\b(?:deformity|curv|angulat|fibrosis|peyronie)/.test(text))
    found.add('penile-deformity')
  if (code.startsWith('z8679') && text !== '') found.add('cvd-any')
  if (found.has('postpartum') && found.has('telogen-effluvium') && !/\bbaby|birth|deliver/.test(text))
    found.delete('postpartum')
  if (found.has('low-libido') || found.has('erectile-dysfunction')) found.delete('aga')
  if (found.has('non-aga-alopecia') || found.has('telogen-effluvium') || found.has('aga'))
    found.delete('alopecia-unspecified')
  if (found.has('lupus') && code.startsWith('m32')) found.delete('non-aga-alopecia')
  if (found.has('diabetes-unspecified') && (found.has('t1dm') || found.has('t2dm')))
    found.delete('diabetes-unspecified')
  if (
    found.has('eating-disorder-unspecified') &&
    (found.has('anorexia-bulimia') || found.has('binge-eating'))
  )
    found.delete('eating-disorder-unspecified')
  if (/\bnon[- ]?alcoholic\b/.test(text) && !startsWithAny(code, ['f10'])) {
    found.delete('alcohol-use-disorder')
    found.delete('alcohol-use-disorder-remission')
  }
  if (found.has('mi') && /\bmi\b/.test(text) && /\bmichigan\b/.test(text)) found.delete('mi')
}
