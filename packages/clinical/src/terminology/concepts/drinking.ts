/** How much alcohol a text states, in standard US drinks (14 g), and whether that is heavy drinking. */

const numbers: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  eighteen: 18,
  twenty: 20,
  thirty: 30,
  half: 0.5,
  'half a': 0.5,
  'couple of': 2,
  'a couple of': 2,
  several: 5,
}
const count =
  '(\\d+(?:\\.\\d+)?(?: ?(?:-|to) ?\\d+)?|half a|half|a couple of|couple of|several|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty|thirty)'
const spirits =
  '(?:vodka|whiske?y|rum|gin|tequila|liquor|bourbon|scotch|brandy|spirits|hard liquor|jack|fireball|hennessy)'
/** Longest container first: "bottle of wine" before "bottle". Drinks in one of each. */
const containers: readonly (readonly [string, number])[] = [
  [`(?:bottles?|fifths?|liters?) (?:of )?${spirits}`, 17],
  ['fifths?', 17],
  ['handles?', 39],
  [`(?:half[- ]pints?) (?:of )?${spirits}`, 4],
  [`pints? (?:of )?${spirits}`, 8],
  ['box(?:es)? of wine', 20],
  ['bottles? of wine', 5],
  ['cases?(?: of beers?)?', 24],
  ['(?:30|thirty)[- ]packs?', 30],
  ['(?:24|twenty[- ]four)[- ]packs?', 24],
  ['(?:18|eighteen)[- ]packs?', 18],
  ['(?:12|twelve)[- ]packs?', 12],
  ['(?:6|six)[- ]?packs?', 6],
  ['(?:40s|forties|40 ?oz|forty)', 4],
  ['tall ?boys?', 1.5],
  [
    '(?:\\w+ )?(?:drinks?|beers?|wines?|glass(?:es)?(?: of wine)?|shots?|units?|cans?|pints?|cocktails?|margaritas?|seltzers?|martinis?|white claws?)',
    1,
  ],
]
/** Of single drinks the number must be said; a bottle or a case may stand alone. */
const measures = containers.map(
  ([words, drinks]) =>
    [
      new RegExp(drinks <= 1 ? `\\b${count} (?:x )?${words}\\b` : `(?:\\b${count} (?:x )?|\\b)${words}\\b`),
      drinks,
    ] as const,
)
const about = new RegExp(
  `\\b(?:beers?|wines?|alcohol|booze|drinks?|drinking|drunk|cocktails?|shots?|margaritas?|seltzers?|tall ?boys?|fifths?|handles?|six[- ]?packs?|twelve[- ]packs?|\\d\\d?[- ]packs?|${spirits})\\b`,
)
const otherDrinks =
  /\b(?:water|coffee|tea|soda|sodas|coke|cokes|milk|juice|pop|energy|diet|protein|smoothies?|gatorade|non-?alcoholic|caffeine|cigarettes?|smok\w+|shakes?|vapes?)\b/
const daily =
  /\b(?:(?:a|per|each|every) ?(?:day|night|evening|nite)|daily|nightly|\d+ nights a week|everyday|all day)\b|\/ ?(?:d|day|night)\b/
const weekly =
  /\b(?:(?:a|per|each|every) ?(?:week|wk|weekend)|weekly|(?:on )?weekends|on (?:fridays?|saturdays?))\b|\/ ?(?:w|wk|week)\b/
const saidOutright =
  /\b(?:black(?:s|ed)?[- ]?out (?:from )?drinking|drinks? (?:until|till|to) (?:i |he |she )?(?:pass\w* out|black\w* out)|drinks? (?:all day|from morning|in the mornings?|first thing)|binge[- ]drink\w*|drinks? heavily|heavy drink\w*|functioning alcoholic|drunk (?:every|most) (?:day|night)s?)\b/
const spiritsDaily = new RegExp(`\\bbottles? of ${spirits}\\b`)
const over = /\b(?:used to|formerly|previously|in the past|sober|quit|stopped|no longer|years? ago|was)\b/

/** More than 14 drinks a week or more than 4 a day (or at a sitting, every weekend: 7), stated as going on. */
export const drinksHeavily = (text: string): boolean => {
  if (over.test(text) && !/(?<!sober |stopped |quit )\b(?:still|now|currently)\b(?! sober)/.test(text))
    return false
  if (/\b(?:no|not|never|denies|without|don'?t)\b[^,;.]{0,20}\b(?:heav|binge|drink|alcohol)/.test(text))
    return false
  if (saidOutright.test(text)) return true
  if (!about.test(text) || otherDrinks.test(text)) return false
  for (const [pattern, drinks] of measures) {
    const match = pattern.exec(text)
    if (match === null) continue
    const written = match[1] ?? 'a'
    const range = /^(\d+(?:\.\d+)?) ?(?:-|to) ?(\d+)$/.exec(written)
    const amount = (range === null ? (numbers[written] ?? Number(written)) : Number(range[2])) * drinks
    if (Number.isNaN(amount)) return false
    if (daily.test(text)) return amount > 4
    if (/\bweekends?\b/.test(text)) return amount > 7
    return weekly.test(text)
      ? amount > 14
      : spiritsDaily.test(text) && !/\b(?:holiday|birthday|year|month|occasion)/.test(text)
  }
  return false
}
