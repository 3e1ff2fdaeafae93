/** A chart as it is opened: red flags, dangers of what is taken of the formulary, and what could be offered. Pure. */
import {
  assessCase,
  type CaseAssessment,
  type CaseInput,
  type Category,
  drugNamed,
  formulary,
  type Option,
} from '@countersign/clinical'
import { type GivenCard, noteCard, plainWords, proposalCards, redFlagCard } from './cards.ts'
import type { Chart } from './fhir/read-chart.ts'
import type { Judging } from './judge-orders.ts'

const names: Record<Category, string> = {
  weight: 'Weight management',
  ed: 'Erectile dysfunction',
  hair: 'Hair loss',
}
const reasons: Record<Category, RegExp> = {
  weight: /^(?:E66|Z68\.(?:2[7-9]|[34])|R63\.5)/,
  ed: /^(?:N52|F52\.21)/,
  hair: /^L6[45]/,
}
const words: Record<Category, RegExp> = {
  weight: /\b(?:obes|overweight)/i,
  ed: /erectile|impotence/i,
  hair: /alopecia|hair loss|baldness/i,
}

/** Categories the chart speaks of, by a condition or by a medicine of the formulary in use. */
export function categoriesOf(chart: Chart): Category[] {
  const taken = inUse(chart).map(({ category }) => category)
  const conditions = chart.patient.conditions ?? []
  return (Object.keys(names) as Category[]).filter(
    (category) =>
      taken.includes(category) ||
      conditions.some(
        ({ code, text }) => reasons[category].test(code ?? '') || words[category].test(text ?? ''),
      ),
  )
}

const inUse = (chart: Chart) =>
  (chart.patient.priorTherapy ?? []).flatMap((therapy) => {
    const drugId = drugNamed(therapy.drug, { doseMg: therapy.doseMg ?? null, text: therapy.doseText ?? null })
    return drugId === null ? [] : [{ drugId, text: therapy.drug, category: formulary.drug(drugId).category }]
  })

export function overview(chart: Chart, context: Judging): GivenCard[] {
  const flags = new Map<string, GivenCard>()
  const cards: GivenCard[] = []
  for (const category of categoriesOf(chart)) {
    const input: CaseInput = { category, patient: chart.patient }
    const whole = assessCase(input, { now: context.now, policy: context.policy })
    for (const flag of whole.redFlags) {
      if (!flags.has(flag.code)) flags.set(flag.code, redFlagCard(flag, context))
    }
    cards.push(...takenCards(chart, whole, category, context), offerCard(whole, context))
  }
  return [...flags.values(), ...cards]
}

/** What is taken is judged without its dose: the record's words for it are not an order. */
function takenCards(chart: Chart, whole: CaseAssessment, category: Category, context: Judging): GivenCard[] {
  const own = inUse(chart).filter((one) => one.category === category)
  return [...new Map(own.map((one) => [one.drugId, one])).values()].flatMap(({ drugId, text }) => {
    const option = whole.options.find((one) => one.drugId === drugId)
    const grave = (option?.findings ?? []).filter(({ severity }) =>
      ['contraindicated', 'major'].includes(severity),
    )
    if (!option || grave.length === 0) return []
    return proposalCards(
      {
        drug: `Takes ${text}`,
        assessment: { findings: grave, missing: [], requiresSync: false },
        unanswered: [],
        redFlags: [],
        suggestions: [],
      },
      context,
    )
  })
}

const verdicts: Record<Option['verdict'], string> = {
  offer: 'may be offered',
  warn: 'may be offered, with care',
  needs_info: 'not judged: a fact is unknown',
  hold: 'held by a red flag',
  block: 'contraindicated',
}

function offerCard(whole: CaseAssessment, context: Judging): GivenCard {
  const name = names[whole.category]
  const ranked = whole.options
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  const [best] = ranked
  const unknown = whole.unanswered.filter(({ required }) => required)
  const lines = whole.options.map((option) => {
    const why = option.findings
      .filter(({ severity }) => severity === 'contraindicated')
      .map(({ text }) => text)[0]
    const confidence = option.confidence === null ? '' : `, confidence ${option.confidence.toFixed(2)}`
    return `${option.drug}: ${verdicts[option.verdict]}${confidence}${why === undefined ? '' : `. ${why}`}`
  })
  const note = noteCard(
    best
      ? `${name}: ${ranked.length} of ${whole.options.length} treatments may be considered, first ${best.drug}`
      : unknown.length > 0
        ? `${name}: no treatment can be judged, ${unknown.length} facts are unknown`
        : `${name}: no treatment can be offered`,
    'info',
    lines,
    { code: whole.category, display: name },
    context,
  )
  if (unknown.length === 0) return note
  const asked = unknown.map(({ question }) => `- ${plainWords(question)}`).join('\n')
  const { card } = note
  return { ...note, card: { ...card, detail: `${card.detail}\n\nNot known:\n${asked}` } }
}
