/** Suicidal thoughts and a suicidal plan: the thought alone is a same-day matter, plan or intent an emergency (§11). */

import type { ConditionFact, Facts } from '../facts/facts.ts'
import { conditionNames } from '../logic/history.ts'
import { keyed, predicate } from '../logic/predicates.ts'
import { NO, YES } from '../logic/tri.ts'

const method =
  '(?:do(?:ing)? it|die|dying|kill\\w*|end\\w* (?:it|my life|things)|hang\\w*|shoot\\w*|jump\\w*|overdos\\w*)'

/** Plan or intent in the words of the thought itself. */
const planWords =
  /\bplan|\binten[dt]|going to (kill|hurt|end)|(want|wish|wants|wanting) to die|kill (myself|himself|herself)|end my life|means to|attempt(ing|ed)? (today|now|yesterday)|\b(?:quiero|voy a) (?:morir|matar)/i
/** What one plans who gets help or goes on living; any other plan told beside the thought is read as the plan. */
const harmless =
  '(?:to (?:see|talk|speak|call|meet|get|seek|find|start|restart|stop|ask|tell|discuss|lose|visit|stay|keep|manage|go (?:to|back|see))\\b|for (?:therapy|treatment|care|help|weight|safety)\\b|with (?:my|a|the) (?:doctor|therapist|counsel\\w+|psychiatrist|family)\\b)'
/** Plan or intent beside the thought, in another clause or sentence of the entry. */
const planBeside = new RegExp(
  [
    `\\b(?:have|has|had|having|got|made|making|with|there is|there['’]s|i['’]ve)(?: (?:a|an|my|the|specific|clear|definite|detailed|concrete|real|good|solid|actual|also|already|suicide|suicidal)){0,4} plans?\\b(?! ${harmless})`,
    '\\b(?:tengo|tiene|hice|con)(?: (?:un|el|mi|ya)){0,2} plan(?:es)?\\b',
    `\\bplans? ?[:=] ?(?:to )?(?:${method}|guns?\\b|pills?\\b|od\\b|rope\\b|knife\\b)`,
    `\\b(?:plan|planning|planned) (?:on|to) ${method}\\b`,
    '\\b(?:with|has|have|having|and|but)(?: (?:a|an|the|clear|strong|some|suicidal|active)){0,2} intent\\b',
    `\\b(?:intend to|intent(?:ions?)? (?:to|of)) (?:act\\w*|${method})\\b`,
    "\\bknow (?:exactly )?how (?:i(?:['’]ll| will|['’]d| would| am going to)|to) do it\\b",
    '\\bgoing to do it\\b',
  ].join('|'),
  'i',
)
/** "No plans to be here tomorrow" is no denial. */
const notToLive =
  /\b(?:no|not|never|don['’]?t)(?: (?:have|any|a)){0,2} (?:plans?|planning|intend(?:ing)?|intent(?:ions?)?) (?:to|on|of) (?:liv(?:e|ing)\b|be(?:ing)? (?:here|alive|around)\b|wak(?:e|ing)\b|surviv|go(?:ing)? on\b|see(?:ing)? (?:tomorrow|christmas|the)\b)/i
const planPart =
  '(?:(?:a|an|any|current|active|specific|clear|definite|real|suicide|suicidal) ){0,3}(?:plans?|planning|intent(?:ions?)?|means)'
/** "No plan", "do not have a plan or intent". */
const planDenied = new RegExp(
  `\\b(?:(?:no|without|denies|denied|nor) ${planPart}|(?:do not|don['’]?t|does not|doesn['’]?t|have not|haven['’]?t|never|not) (?:(?:have|has|had|made|got|having) )?${planPart}|(?:no tengo|no tiene|sin)(?: (?:un|ningun|ningún))? plan(?:es)?)(?: (?:or|nor) (?:no )?${planPart}| and no ${planPart})*\\b`,
  'gi',
)
const withoutDenials = (text: string): string => text.replace(planDenied, ' ')

const current = (fact: ConditionFact) => fact.monthsAgo === null || fact.monthsAgo < 1
const currentThoughts = (facts: Facts) => (facts.byConcept.get('suicidality-active') ?? []).filter(current)
const named = (facts: Facts) => conditionNames(currentThoughts(facts))
const plansIt = ({ match, told = '' }: ConditionFact): boolean =>
  planWords.test(withoutDenials(match.text)) || notToLive.test(told) || planBeside.test(withoutDenials(told))

export const activeSuicidality = keyed(
  ['c:suicidality-active'],
  predicate(
    'active suicidality (R45.851, T14.91XA or stated)',
    (facts) => (currentThoughts(facts).length > 0 ? YES : NO),
    named,
  ),
)
export const suicidalPlan = keyed(
  ['c:suicidality-active'],
  predicate(
    'a suicidal plan or intent is stated',
    (facts) => (currentThoughts(facts).some(plansIt) ? YES : NO),
    named,
  ),
)
