/** A proposed prescription, judged: the live re-check of the form and the gate of the server. */

import type { Facts } from '../facts/facts.ts'
import { drugById } from '../knowledge/drugs/index.ts'
import { inOrder } from '../knowledge/requirements.ts'
import { sourceRef } from '../knowledge/sources.ts'
import type {
  Category,
  DoseVerdict,
  Finding,
  Gate,
  MissingCode,
  Proposal,
  ProposalAssessment,
  RedFlag,
  Severity,
} from '../types.ts'
import { type DoseJudgement, judgeDose, limitsFor } from './dose.ts'
import type { Assessed } from './options.ts'
import { buildPlan } from './plan.ts'
import type { RefillAssessment } from './refill.ts'

/** An overdose and a cap stop the prescription; a step or a start may be overridden with a reason. */
const doseSeverity: Readonly<Record<Exclude<DoseVerdict, 'ok'>, Severity>> = {
  exceeds_max: 'contraindicated',
  exceeds_adjusted_cap: 'contraindicated',
  wrong_frequency: 'contraindicated',
  skips_titration: 'major',
  titration_too_fast: 'major',
  start_too_high: 'major',
}

const policyFinding = (
  rule: string,
  severity: Finding['severity'],
  text: string,
  management: string | null,
  missing: readonly MissingCode[] = [],
): Finding => ({
  rule,
  ruleVersion: 1,
  severity,
  text,
  management,
  source: sourceRef('POLICY', '8.2'),
  confidence: 'P',
  overridable: severity === 'major' || severity === 'moderate',
  missing,
  facts: [],
})

function supplyFindings(facts: Facts, proposal: Proposal, drugId: keyof typeof drugById): readonly Finding[] {
  const drug = drugById[drugId]
  const days = proposal.daysSupply
  const found: Finding[] = []
  if (days !== undefined && days !== null) {
    const first =
      !facts.therapy.some((item) => item.drugId === drugId) &&
      !facts.fills.some((item) => item.drugId === drugId)
    const most = drugId === 'spironolactone' && !first ? 90 : drug.supply.maxDays
    if (days > most)
      found.push(
        policyFinding(
          'RX-SUPPLY',
          'major',
          `${days} days' supply is more than the most allowed, ${most} days.`,
          `Write at most ${most} days.`,
        ),
      )
  }
  if (drug.schedule !== null && (proposal.refills ?? 0) > 0)
    found.push(
      policyFinding(
        'RX-SUPPLY',
        'major',
        'A controlled substance is written without refills here.',
        'Set refills to 0.',
      ),
    )
  return found
}

const positive = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0

/**
 * Tablets and capsules beyond what the days can use up (§8.3); as needed is at most once a day. Pens, solutions and
 * foams are not compared: an order may count them by package, by piece or by mL. Without the product the smallest
 * strength counts, so that nothing is called too much that is not.
 */
function quantityFinding(
  facts: Facts,
  proposal: Proposal,
  drugId: keyof typeof drugById,
  doseMg: number,
): Finding | null {
  const drug = drugById[drugId]
  const { quantity, daysSupply, productRxcui } = proposal
  if (!positive(quantity) || !positive(daysSupply)) return null
  if (drug.supply.unit !== 'tablet' && drug.supply.unit !== 'capsule') return null
  const frequency = (proposal.frequency ?? '').trim() || drug.dosing.start.frequency
  const plan = buildPlan(drug, doseMg, frequency, facts.today, null)
  if (plan === null) return null
  const named = drug.products.find(({ rxcui }) => rxcui !== null && rxcui === productRxcui)
  const unitMg = named?.doseMg ?? Math.min(...drug.products.map((product) => product.doseMg))
  const daily = (plan.quantity / plan.daysSupply) * (plan.product.doseMg / unitMg)
  const asNeeded = /as needed|prn/i.test(frequency) ? plan.doseMg / unitMg : 0
  const most = Math.max(1, Math.ceil(Math.max(daily, asNeeded) * daysSupply - 1e-9))
  if (quantity <= most) return null
  return {
    ...policyFinding(
      'RX-QUANTITY',
      'major',
      `A quantity of ${quantity} is more than ${daysSupply} days of this dose: at most ${most}.`,
      'Correct the quantity, the days or the dose.',
    ),
    source: sourceRef('POLICY', '8.3'),
  }
}

/** Staxyn is 10 mg only and not for anyone whose dose is adjusted (review B32). */
function odtFinding(facts: Facts, proposal: Proposal, drugId: string): Finding | null {
  if (drugId !== 'vardenafil' || !/staxyn|\bodt\b|disintegrat/i.test(proposal.drug)) return null
  const inhibitor = facts.byClass.has('CYP3A4_INH_STRONG') || facts.byClass.has('CYP3A4_INH_MOD')
  if (!inhibitor && facts.hepatic !== 'B' && facts.hepatic !== 'C') return null
  return policyFinding(
    'RX-ODT',
    'contraindicated',
    'The orally disintegrating tablet is not for use with a CYP3A4 inhibitor or in Child-Pugh B or C.',
    'Use the film-coated tablet at the adjusted dose.',
  )
}

const doseFinding = (judged: DoseJudgement): Finding | null =>
  judged.verdict === 'ok'
    ? judged.asks.length === 0
      ? null
      : policyFinding('RX-DOSE', 'needs_info', judged.text, null, judged.asks)
    : policyFinding(
        'RX-DOSE',
        doseSeverity[judged.verdict],
        judged.text,
        `Dose check: ${judged.verdict}.`,
        judged.asks,
      )

const withoutDrugs: Readonly<Record<Category, string>> = {
  weight: 'diet, activity and behavioural programme; bariatric assessment',
  ed: 'vacuum device, psychosexual therapy, in-person urology',
  hair: 'watchful waiting, camouflage, referral to dermatology',
}

/** The next two listable drugs, best first, and the way without a drug. */
function alternativesTo(drugId: string | null, assessed: Assessed, facts: Facts): readonly string[] {
  return [
    ...assessed.options
      .filter((option) => option.rank !== null && option.drugId !== drugId)
      .slice(0, 2)
      .map((option) => option.drug),
    withoutDrugs[facts.category],
  ]
}

/** Judges the request against an evaluation already made for the same facts. */
export function judgeProposal(
  facts: Facts,
  proposal: Proposal,
  assessed: Assessed,
  refill: RefillAssessment,
): ProposalAssessment {
  const drugId = facts.proposedId
  if (drugId === null) {
    const text = `"${proposal.drug}" is no drug of the formulary: it cannot be checked.`
    return {
      drug: String(proposal.drug ?? ''),
      drugId: null,
      verdict: 'needs_info',
      dose: null,
      doseText: null,
      requiresSync: false,
      missing: [],
      alternatives: alternativesTo(null, assessed, facts),
      findings: [policyFinding('RX-DRUG', 'needs_info', text, 'Name a drug of the formulary.')],
    }
  }
  const drug = drugById[drugId]
  const judged = assessed.judged.find((item) => item.state.drug.id === drugId)
  if (judged === undefined) {
    return {
      drug: drug.plainName,
      drugId,
      verdict: 'block',
      dose: null,
      doseText: null,
      requiresSync: drug.schedule !== null,
      missing: [],
      alternatives: alternativesTo(null, assessed, facts),
      findings: [
        policyFinding(
          'RX-DRUG',
          'contraindicated',
          `${drug.plainName} is not a drug of the category ${facts.category}.`,
          null,
        ),
      ],
    }
  }
  const limits = limitsFor(drug, facts, judged.state.limits)
  const dose =
    proposal.doseMg === undefined ||
    proposal.doseMg === null ||
    !Number.isFinite(proposal.doseMg) ||
    proposal.doseMg <= 0
      ? null
      : judgeDose(drug, facts, limits, proposal.doseMg, proposal.frequency)
  const fromDose =
    dose === null
      ? policyFinding('RX-DOSE', 'needs_info', 'No dose was given.', 'Give the dose.')
      : doseFinding(dose)
  const odt = odtFinding(facts, proposal, drugId)
  const tooMany = dose === null ? null : quantityFinding(facts, proposal, drugId, proposal.doseMg ?? 0)
  const findings = [
    ...judged.state.applied.map((applied) => applied.finding),
    ...(odt === null ? [] : [odt]),
    ...(fromDose === null ? [] : [fromDose]),
    ...supplyFindings(facts, proposal, drugId),
    ...(tooMany === null ? [] : [tooMany]),
    ...refill.findings,
  ]
  const missing = inOrder([...judged.missing, ...(dose?.asks ?? [])])
  const has = (severity: Finding['severity']) => findings.some((finding) => finding.severity === severity)
  return {
    drug: drug.plainName,
    drugId,
    verdict: has('contraindicated')
      ? 'block'
      : judged.state.held
        ? 'hold'
        : has('needs_info') || missing.length > 0
          ? 'needs_info'
          : has('major') || has('moderate')
            ? 'warn'
            : 'clear',
    dose: dose?.verdict ?? null,
    doseText: dose?.text ?? null,
    requiresSync: drug.schedule !== null,
    missing,
    alternatives: alternativesTo(drugId, assessed, facts),
    findings,
  }
}

/**
 * May this be signed? A contraindication, an open red flag or a missing required fact: no. Major and moderate
 * findings: yes, each with a written reason.
 */
export function gateFor(assessment: ProposalAssessment, redFlags: readonly RedFlag[]): Gate {
  const blocking = assessment.findings.filter((finding) => finding.severity === 'contraindicated')
  const overridable = assessment.findings.filter((finding) => finding.overridable)
  const asking = assessment.findings.some((finding) => finding.severity === 'needs_info')
  return {
    allowed:
      blocking.length === 0 &&
      redFlags.length === 0 &&
      assessment.missing.length === 0 &&
      !asking &&
      assessment.verdict !== 'hold' &&
      assessment.verdict !== 'block',
    overridable,
    blocking,
    redFlags,
    missing: assessment.missing,
  }
}
