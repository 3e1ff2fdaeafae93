/** Reads contraception, pregnancy plans and periods: formulary §0.5 with review A1, B19, B28. */

/**
 * `long_acting`: IUD, implant, sterilisation, partner's vasectomy: enough alone even for Qsymia.
 * `hormonal`: pill, patch, ring, injection. `two_barriers`. `single_barrier` and `unreliable` do not reach the
 * formulary's definition of effective. `no_exposure`: no sperm exposure is documented.
 */
export type Contraception =
  | 'long_acting'
  | 'hormonal'
  | 'hormonal_with_barrier'
  | 'two_barriers'
  | 'no_exposure'
  | 'single_barrier'
  | 'unreliable'
  | 'none'
  | 'unknown'

const barriers = [/condom/, /diaphragm/, /cervical cap/, /sponge/, /spermicid/]

const unknownWords =
  /^(unknown|not sure|unsure|don'?t know|n\/?a|not applicable|prefer not|(none |not )needed\W*$)/
const tidy = (text: string) => text.toLowerCase().replace(/[’`]/g, "'").replace(/\s+/g, ' ').trim()

const exposureFree =
  /abstin|abstain|celiba|\bnot (?:currently |presently |really )?(?:sexually active|having (?:any )?(?:sex|intercourse))|sexually inactive|\bno (?:sex\b|intercourse|sexual (?:activity|contact|relations))|never (?:had|have|having) (?:sex|intercourse)|\bvirgin\b|\basexual|same[- ]?(?:sex|gender)|lesbian|\bgay\b|(?:female|woman|women) (?:\w+ )?(?:partner|couple|relationship)|\b(?:partner|spouse) is (?:a )?(?:woman|female)|married to a woman|(?:only|exclusively) (?:(?:\w+ )?with )?(?:women|females)|(?:women|females) only|\bwife\b|girlfriend|\bno (?:current |male |sexual )*partners?\b|\bno sperm|\bno (?:semen|male)/
const exposurePossible =
  /\bnot (?:always|fully|strictly|completely) |periodic|ovulat|fertile (?:days|window)|\bmale and female|\bmen and women|women and men|\bboth\b|bisexual|\bsometimes\b|occasional|(?<!\bno )(?<!\bno male )\b(?:boyfriend|husband|male partner|with men|with a man)\b|donor|inseminat|\biui\b|\bivf\b|\bused to\b|\bwas (?:abstinent|celibate)|\btrans\b|transgender/

/** Do the words document that no sperm reaches her (review B28)? */
export function documentsNoExposure(text: string | null): boolean {
  if (text === null) return false
  const words = tidy(text)
  return exposureFree.test(words) && !exposurePossible.test(words)
}

/** Do the words tell of a partner whose sperm may reach her? */
export const tellsOfExposure = (text: string | null): boolean =>
  text !== null && exposurePossible.test(tidy(text))

const joints = /[,;()]|\.(?!\d)|\bbut\b|\band\b|\bnow\b|\bthen\b|\bbecause\b|\bsince\b|\bdue to\b| - |:/
const notUsed =
  /^(?:i(?:'m| am| do)? )?(no|none|nothing|nil|not|non|without|never|false|0|don'?t|den(?:y|ies)|declin\w+|refus\w+)\b/
const givenUp =
  /\b(stopped|removed|taken out|quit|no longer|expired|used to|came off|come off|off the pill|ran out|out of (?:my|the)|fell out|revers\w+)\b/
const intended =
  /\b(will|would|plan\w*|going to|gonna|consider\w*|thinking|wants?|wanting|appointment|schedul\w+|next (?:week|month|year)|interested|soon|upcoming|waiting|pending|booked|not yet|getting an?)\b/
const notPostmenopausal =
  /\bperi-?menopaus|\bpre-?menopaus|\bnot (?:yet )?(?:\w+ )?menopaus|(?:going|go) through (?:the )?menopaus|(?:starting|entering|beginning) (?:the )?menopaus/
const uncertain =
  /\b(inconsistent\w*|not (?:always|consistent\w*|regular\w*|every)|sometimes|occasional\w*|forget\w*|miss(?:es|ed)? (?:a lot|often|many|some|pills)|(?:off|on) and (?:on|off))\b/
const permanent =
  /vasectom|\bsnipped\b|\bthe snip\b|hysterectom|uterus (?:was |is )?removed|(?:both|my) ovaries (?:were |are )?removed|oophorectom|tubal (?!preg)|\btubal$|tubes? (?:were |are )?(?:tied|removed|cut|clipped|blocked)|\btied tubes?\b|salpingectomy|steriliz|sterilis|essure|ligation|menopaus/

/** Reads the method in use; what was given up, is not used or is only intended does not count. */
export function readContraception(text: string | null): Contraception {
  if (text === null) return 'unknown'
  const words = tidy(text)
  if (words === '' || unknownWords.test(words)) return 'unknown'
  if (documentsNoExposure(words)) return 'no_exposure'
  const clauses = words
    .split(joints)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
  const past = (clause: string) => givenUp.test(clause) && !/tubes|uterus|ovar/.test(clause)
  const negated = (clause: string) =>
    (notUsed.test(clause) ||
      /\b(?:won't|doesn't|does not|will not|refuses to) (?:use|like|want|wear)\b/.test(clause)) &&
    !/\bno periods?\b/.test(clause)
  const open = (clause: string) => intended.test(clause) && !/\bnot planning\b/.test(clause)
  const inUse = clauses.filter(
    (clause) => !past(clause) && !negated(clause) && !open(clause) && !notPostmenopausal.test(clause),
  )
  const method = methodIn(inUse.join(', '))
  // A vasectomy counts once the sperm are gone.
  if (
    /vasectom|snip/.test(words) &&
    /\b(?:not|n't) (?:been )?(?:yet )?(?:cleared|confirmed|tested)/.test(words)
  )
    return 'unreliable'
  if (method !== 'unknown') return method
  if (clauses.some(open)) return 'unreliable'
  if (clauses.some((clause) => past(clause) || negated(clause)))
    return /\bbut\b/.test(words) && inUse.length > 0 ? 'unreliable' : 'none'
  return 'unknown'
}

function methodIn(words: string): Contraception {
  if (permanent.test(words)) return 'long_acting'
  if (
    /\blarc\b|\biu[ds]\b|intrauterine|\bcoil\b|mirena|kyleena|liletta|skyla|paragard|copper t|nexplanon|implanon|\bimplant|jadelle/.test(
      words,
    )
  )
    return 'long_acting'
  const barrierCount = barriers.filter((pattern) => pattern.test(words)).length
  const twoStated = /two barrier|2 barrier|double barrier/.test(words)
  if (
    /\bpills?\b|\bocp?s?\b|\bcocs?\b|\bpop\b|mini-?pill|oral contracept|birth control(?! (method|used|none))|contraceptive tablet|\bpatch|xulane|twirla|evra|\bring\b|nuvaring|annovera|inject|\bshot\b|depo|medroxyprogesterone|slynd|yaz|yasmin|opill|sprintec|junel|loestrin|lo lo|drospirenone|norethindrone|levonorgestrel|ethinyl|nextstellis|loryna|nikki|aviane|microgestin|ortho|seasonique|camila|errin/.test(
      words,
    ) &&
    !/plan b|morning after|emergency/.test(words)
  ) {
    if (barrierCount > 0) return 'hormonal_with_barrier'
    return uncertain.test(words) ? 'unreliable' : 'hormonal'
  }
  if (twoStated || barrierCount >= 2) return uncertain.test(words) ? 'single_barrier' : 'two_barriers'
  if (barrierCount === 1) return 'single_barrier'
  if (
    /withdraw|pull(ing)? ?out|rhythm|calendar|natural|fertility awareness|breastfeeding|lactational|plan b|emergency|morning after|periodic|ovulat|fertile/.test(
      words,
    )
  )
    return 'unreliable'
  return 'unknown'
}

/** Is the contraceptive an oral one? ("pill" counts as the class OC even when no medicine is listed.) */
export const isOralContraceptive = (text: string | null): boolean =>
  text !== null &&
  !/^(no|none|not|stopped|never)\b/i.test(text.trim()) &&
  /\bpills?\b|\bocps?\b|\bcocs?\b|\bpop\b|mini-?pill|oral contracept|slynd|yaz|yasmin|opill|sprintec|junel|loestrin|nextstellis|loryna|nikki|drospirenone|norethindrone/i.test(
    text,
  )

export const mentionsDrospirenone = (text: string | null): boolean =>
  text !== null &&
  /drospirenone|slynd|\byaz|yasmin|nextstellis|loryna|nikki|beyaz|safyral|tydemy|ocella|syeda|gianvi/i.test(
    text,
  )

export type PregnancyPlans = 'now' | 'later' | 'none' | 'unknown'

/** Plans for a pregnancy: `now` is trying already or within two months (review B19). */
export function readPregnancyPlans(text: string | null): PregnancyPlans {
  if (text === null) return 'unknown'
  const words = text.toLowerCase().replace(/\s+/g, ' ').trim()
  if (words === '' || /^(unknown|not sure|unsure|don'?t know|undecided|n\/?a)/.test(words)) return 'unknown'
  if (/^(no|none|not|never|nil|false|0|done|complete|ninguno)\b/.test(words)) {
    if (
      !/\bbut\b|\bexcept\b/.test(words) &&
      !/not (using|preventing)|no (birth control|contraception|protection)|not (right )?now|not yet|not for|not until|no,? later|in (a|\d)/.test(
        words,
      )
    )
      return 'none'
  }
  if (
    /\bttc\b|\btry|trying|embryo|\biui\b|\bivf\b/.test(words) &&
    /next month|this month|now|actively|soon/.test(words)
  )
    return 'now'
  if (
    /no plans|not planning|not trying|none planned|does not want|doesn'?t want|don'?t want|family (is )?complete/.test(
      words,
    )
  )
    return 'none'
  const months = /(\d+(?:\.\d+)?)\s*(?:-|to)?\s*(?:\d+)?\s*(day|week|month|year)s?/.exec(words)
  if (months !== null) {
    const count = Number(months[1])
    const inMonths =
      months[2] === 'day'
        ? count / 30
        : months[2] === 'week'
          ? count / 4.345
          : months[2] === 'year'
            ? count * 12
            : count
    if (/trying (for|since)/.test(words)) return 'now'
    return inMonths <= 2 ? 'now' : 'later'
  }
  if (
    /next year|later|eventually|someday|some day|one day|in the future|years?\b|not (right )?(now|yet)|not until|after (the |my )?(wedding|treatment|weight|marriage|school|graduat)|down the (road|line)/.test(
      words,
    )
  )
    return 'later'
  if (
    /try|ttc|now|soon|next month|this month|ivf|\biui\b|embryo|fertility|clomid|letrozole|conceiv|to get pregnant|actively|immediately|asap|buscando|embaraz|open to|if it happens|not preventing/.test(
      words,
    )
  )
    return 'now'
  if (/\b(a|another) (baby|child|kid)\b/.test(words) && !/later|year/.test(words)) return 'now'
  if (/^(yes|y|true|1|si|maybe)\b|plan|want|hope|hoping|would like|pregnan|baby|kids|child/.test(words))
    return 'later'
  return 'unknown'
}

export type Periods = {
  readonly state: 'menopausal' | 'present' | 'irregular' | 'unknown'
}

/** Periods: none for twelve months or more is menopause; "irregular" matters for hyperandrogenism. */
export function readPeriods(text: string | null): Periods {
  if (text === null) return { state: 'unknown' }
  const words = text.toLowerCase().replace(/\s+/g, ' ').trim()
  if (words === '' || /^(unknown|not sure|unsure|don'?t know|n\/?a)/.test(words)) return { state: 'unknown' }
  if (/peri-?menopaus/.test(words)) return { state: /irregular/.test(words) ? 'irregular' : 'present' }
  const span = /(\d+(?:\.\d+)?)\s*(?:\+\s*)?(day|week|month|year)s?/.exec(words)
  const months =
    span === null
      ? null
      : span[2] === 'day'
        ? Number(span[1]) / 30
        : span[2] === 'week'
          ? Number(span[1]) / 4.345
          : span[2] === 'year'
            ? Number(span[1]) * 12
            : Number(span[1])
  const absent =
    /no (menstrual )?periods?|none|stopped|last (menstrual )?period|lmp|ceased|absent|without|amenorr|ended|not had/.test(
      words,
    )
  if (absent && months !== null) return { state: months >= 12 ? 'menopausal' : 'present' }
  if (/post-?menopaus|menopause/.test(words)) return { state: 'menopausal' }
  if (/irregular|skipp|infrequent|missed|oligomenorr|unpredictable|erratic/.test(words))
    return { state: 'irregular' }
  if (/regular|monthly|normal|every \d+ days|^yes|heavy|light/.test(words)) return { state: 'present' }
  return { state: 'unknown' }
}
