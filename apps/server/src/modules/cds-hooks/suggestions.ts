/**
 * What might be ordered instead: the same drug as the engine would write it when only the dose is wrong, else the
 * next drug that nothing forbids. Pure. Each replaces the draft; nothing controlled is ever suggested.
 */
import type { CaseAssessment, Option, PrescriptionPlan, ProposalAssessment } from '@countersign/clinical'
import type { CdsCard } from '@countersign/contract'
import type { DraftOrder } from './fhir/read-order.ts'

type Suggestion = NonNullable<CdsCard['suggestions']>[number]
type Offered = Option & { plan: PrescriptionPlan }

const offered = (option: Option): option is Offered =>
  option.plan !== null &&
  option.rank !== null &&
  !option.requiresSync &&
  ['offer', 'warn'].includes(option.verdict)

const MOST = 2

export function suggestionsFor(
  order: DraftOrder,
  assessment: ProposalAssessment,
  whole: CaseAssessment,
  newId: () => string,
): Suggestion[] {
  const stopped = assessment.findings.filter(
    ({ severity }) => severity === 'contraindicated' || severity === 'major',
  )
  if (stopped.length === 0 || whole.redFlags.length > 0) return []
  const options = whole.options.filter(offered).sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99))
  const own = options.find(({ drugId }) => drugId === assessment.drugId)
  const doseOnly = stopped.every(({ rule }) => rule.startsWith('RX-'))
  const chosen =
    doseOnly && own ? [own] : options.filter(({ drugId }) => drugId !== assessment.drugId).slice(0, MOST)
  return chosen.map((option, index) => ({
    label: `Change to ${option.plan.product.description}, ${option.plan.frequency}`.slice(0, 200),
    uuid: newId(),
    ...(index === 0 && { isRecommended: true }),
    actions: [
      {
        type: 'delete',
        description: `Remove the draft order of ${order.named.text}`,
        resourceId: order.reference,
      },
      {
        type: 'create',
        description: `Draft ${option.plan.product.description}: ${option.plan.sig}`,
        resource: draftOf(option.plan, order, newId()),
      },
    ],
  }))
}

/** A draft for the clinician to look at and sign in their own system, with the draft's own patient and reasons. */
function draftOf(plan: PrescriptionPlan, { resource }: DraftOrder, id: string): Record<string, unknown> {
  const { product, quantity, daysSupply, refills, sig } = plan
  const coding =
    product.rxcui === null
      ? []
      : [
          {
            system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
            code: product.rxcui,
            display: product.description,
          },
        ]
  return {
    resourceType: 'MedicationRequest',
    id,
    status: 'draft',
    intent: 'order',
    ...(resource.subject && { subject: resource.subject }),
    ...(resource.reasonCode && { reasonCode: resource.reasonCode }),
    ...(resource.reasonReference && { reasonReference: resource.reasonReference }),
    medicationCodeableConcept: { ...(coding.length > 0 && { coding }), text: product.description },
    dosageInstruction: [{ text: sig }],
    dispenseRequest: {
      numberOfRepeatsAllowed: refills,
      quantity: { value: quantity },
      expectedSupplyDuration: {
        value: daysSupply,
        unit: 'days',
        system: 'http://unitsofmeasure.org',
        code: 'd',
      },
    },
  }
}
