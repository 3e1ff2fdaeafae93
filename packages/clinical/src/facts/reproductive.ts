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

export function readContraception(text: string | null): Contraception {
  if (text === null) return 'unknown'
  const words = text.toLowerCase().replace(/\s+/g, ' ').trim()
  if (words === '' || /^(unknown|not sure|unsure|don'?t know|n\/?a|prefer not)/.test(words)) return 'unknown'
  if (
    /abstin|abstain|celiba|not sexually active|no sex\b|virgin|same[- ]sex|lesbian|female partner|wife|girlfriend|no (male )?partner|no sperm/.test(
      words,
    )
  )
    return 'no_exposure'
  if (
    /vasectom|hysterectom|tubal|tubes? (are )?(tied|removed|cut)|menopaus/.test(words) &&
    !/\bno (vasectom|hysterectom|tubal)|reversed/.test(words)
  )
    return 'long_acting'
  const stopped = /\b(stopped|removed|taken out|quit|no longer|expired|used to|came off|off the pill)\b/.test(
    words,
  )
  if (stopped && !/\bnow (on|using|have)\b/.test(words)) return 'none'
  if (/^(no|none|nothing|nil|not using|not on|without|never|false|0)\b/.test(words)) {
    return /\bbut\b/.test(words) ? 'unreliable' : 'none'
  }
  if (
    /\blarc\b|hysterectomy|\biu[ds]\b|intrauterine|\bcoil\b|mirena|kyleena|liletta|skyla|paragard|copper t|nexplanon|implanon|\bimplant|jadelle|tubal|tubes? (are )?(tied|removed|cut)|salpingectomy|steriliz|sterilis|essure|ligation|vasectom/.test(
      words,
    )
  )
    return 'long_acting'
  const barrierCount = barriers.filter((pattern) => pattern.test(words)).length
  const twoStated = /two barrier|2 barrier|double barrier/.test(words)
  if (
    /\bpills?\b|\bocp?s?\b|\bcocs?\b|\bpop\b|mini-?pill|oral contracept|birth control(?! (method|used|none))|contraceptive tablet|\bpatch|xulane|twirla|evra|\bring\b|nuvaring|annovera|inject|\bshot\b|depo|medroxyprogesterone|slynd|yaz|yasmin|opill|sprintec|junel|loestrin|lo lo|drospirenone|norethindrone|levonorgestrel|ethinyl|nextstellis|loryna|nikki|aviane|microgestin|ortho|seasonique|camila|errin/.test(
      words,
    )
  )
    return barrierCount > 0 ? 'hormonal_with_barrier' : 'hormonal'
  if (twoStated || barrierCount >= 2) return 'two_barriers'
  if (barrierCount === 1) return 'single_barrier'
  if (
    /withdraw|pull(ing)? ?out|rhythm|calendar|natural|fertility awareness|breastfeeding|lactational|plan b|emergency/.test(
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
