/** What can happen to a case, told with the public API alone. */
import type { AskedQuestion } from '@countersign/contract'
import { insistOn, proposedOption, type Treatment, treatmentOf } from './provider.ts'
import { refusalOf, type Scene, type Story } from './story.ts'
import { until } from './wait.ts'

type Play = Story['play']

const PATIENT_NEWS = {
  contraindication:
    'This medicine would not be safe for you with what you told us. Please talk with your own doctor about other ways; your card was not charged.',
  notIndicated:
    'This treatment is not meant for your situation, so we will not prescribe it. Your card was not charged. Your own doctor can look at other options with you.',
  inPerson:
    'Someone needs to examine you in person before any treatment. Please see a doctor near you this week; your card was not charged.',
}

/** Sent and paid for: the case waits for a provider. */
const arrive = async ({ patient, check }: Scene): Promise<void> => {
  const declined = await patient.enterCard()
  const expected = patient.persona.cards.length - 1
  check(`the card page declined ${declined.length} cards, not ${expected}`, declined.length === expected)
}

export const approveAsProposed: Play = async (scene) => {
  await arrive(scene)
  await scene.mayDecide
  const summary = await scene.take()
  await scene.provider.approve(summary)
}

/** Somebody tries to sign it anyway: the server refuses and names the rule; then the case is denied. */
export const refusedThenDenied =
  (drugId: string): Play =>
  async (scene) => {
    await arrive(scene)
    await scene.mayDecide
    const summary = await scene.take()
    const treatment = insistOn(summary, drugId)
    const refusal = await refusalOf(scene.provider.approve(summary, { treatment }))
    scene.check(
      `the gate answered ${refusal.body.status} ${refusal.problem}`,
      refusal.body.status === 409 && refusal.problem === 'consultation-not-approvable',
    )
    const rules = (refusal.body.reasons ?? []).flatMap(({ rule }) => (rule ? [rule] : []))
    scene.check('the gate named no rule', rules.length > 0)
    await scene.provider.deny(await scene.provider.open(patientCase(scene)), {
      reason: 'contraindication',
      notes: `Refused by ${rules.join(', ')}.`,
      patientMessage: PATIENT_NEWS.contraindication,
    })
  }

const patientCase = ({ patient }: Scene): string => patient.consultationId()

export const denied =
  (reason: 'not_indicated' | 'needs_in_person_exam'): Play =>
  async (scene) => {
    await arrive(scene)
    await scene.mayDecide
    const summary = await scene.take()
    await scene.provider.deny(summary, {
      reason,
      notes: 'Reviewed; treatment is not indicated on these answers.',
      patientMessage: reason === 'not_indicated' ? PATIENT_NEWS.notIndicated : PATIENT_NEWS.inPerson,
    })
  }

export const escalated: Play = async (scene) => {
  await arrive(scene)
  await scene.mayDecide
  const { consultation } = await scene.take()
  await scene.provider.api.call('escalateConsultation', {
    params: { id: consultation.id },
    body: {
      version: consultation.version,
      route: 'in_person',
      notes: 'Symptoms on exertion: needs an examination before any treatment.',
      patientMessage: PATIENT_NEWS.inPerson,
    },
  })
}

const BLOOD_PRESSURE: AskedQuestion = {
  id: 'blood-pressure',
  text: 'Please measure your blood pressure today, sitting, after five minutes of rest. What does it show?',
  kind: 'blood_pressure',
  fact: 'bloodPressure',
}

/** The answer brings the case back to who asked, as old as it was. */
export const askedThenApproved =
  (
    choose: (scene: Scene, proposed: Treatment) => Promise<Treatment> = async (_, proposed) => proposed,
  ): Play =>
  async (scene) => {
    const { patient, provider, colleague, check } = scene
    await arrive(scene)
    await scene.mayDecide
    const first = await scene.take()
    check('the missing blood pressure is not named', first.assessment.missing.includes('bloodPressure'))
    await provider.ask(first, [BLOOD_PRESSURE])
    const visit = await until('The question reaches the patient', { withinMs: 20_000 }, async () => {
      const seen = await patient.visit()
      return seen.todo === 'answer' && seen
    })
    check('the question is not the one asked', visit.request?.questions[0]?.text === BLOOD_PRESSURE.text)
    await patient.answer([{ questionId: BLOOD_PRESSURE.id, systolic: 122, diastolic: 78 }])
    const id = patient.consultationId()
    const back = await until('The answered case stands in the queue', { withinMs: 20_000 }, () =>
      provider.queueCard(id),
    )
    check('the answered case does not prefer who asked', back.prefersMe && back.answered)
    check('the answered case prefers somebody else too', (await colleague.queueCard(id))?.prefersMe === false)
    check('the answered case lost its age', back.submittedAt === first.consultation.submittedAt)
    const second = await scene.take()
    const treatment = await choose(scene, treatmentOf(proposedOption(second)))
    await provider.approve(second, { treatment, notes: 'Blood pressure received, 122/78.' })
  }

/** Half of what is proposed, checked by the engine before it is signed. */
export const halfTheDose = async (scene: Scene, proposed: Treatment): Promise<Treatment> => {
  const id = scene.patient.consultationId()
  const { formulary } = await scene.provider.open(id)
  const doseMg = proposed.doseMg / 2
  const product = formulary
    .find((entry) => entry.drugId === proposed.drugId)
    ?.products.find((each) => each.doseMg === doseMg)
  if (!product) throw new Error(`${proposed.drugId} has no product of ${doseMg} mg`)
  const { sig: _, ...proposal } = { ...proposed, doseMg, productRxcui: product.rxcui }
  const { assessment, plan } = await scene.provider.api.call('assessProposal', {
    params: { id },
    body: { proposal },
  })
  scene.check(`half the dose was judged ${assessment.verdict}`, assessment.verdict === 'clear')
  if (!plan) throw new Error('Half the dose has no plan')
  return { ...proposal, quantity: plan.quantity, daysSupply: plan.daysSupply, sig: plan.sig }
}

export const undoneThenApproved: Play = async (scene) => {
  await arrive(scene)
  await scene.mayDecide
  const first = await scene.take()
  const decided = await scene.provider.approve(first)
  const during = await scene.patient.visit()
  scene.check('the patient saw an approval that can still be taken back', during.status !== 'approved')
  await scene.provider.undo(decided)
  const again = await scene.provider.open(scene.patient.consultationId())
  scene.check('the undone case is not with its provider', again.consultation.claim?.mine === true)
  await scene.provider.approve(again, { notes: 'Approved after a second look.' })
}

/** The network takes the prescription and its answer never arrives: found out by asking, never by sending twice. */
export const answeredLate =
  (opened: () => void): Play =>
  async (scene) => {
    const { sandbox } = scene.world
    await arrive(scene)
    const summary = await scene.take()
    const decided = await scene.provider.approve(summary)
    try {
      const [signed] = (await scene.provider.open(summary.consultation.id)).order.prescriptions
      if (!signed) throw new Error('Nothing was signed')
      const orderNumber = signed.id.replaceAll('-', '')
      const leaves = Date.parse(decided.effectiveAt)
      await until('The undo window passes', { withinMs: 60_000 }, () => Date.now() > leaves - 1500)
      // Pharmacist and network stay silent until long after the caller has given up.
      await sandbox.setFaults({ pharmacy: { timeoutAfterAccept: true, verifyMs: 26_000, fillMs: 27_000 } })
      await until('The network takes the prescription', { withinMs: 30_000 }, async () => {
        const { byOrderNumber } = (await sandbox.state()).prescriptions
        return (byOrderNumber[orderNumber]?.received ?? 0) > 0
      })
    } finally {
      await sandbox.setFaults({ pharmacy: { timeoutAfterAccept: false, ...PHARMACY_PACE } })
      opened()
    }
    await scene.reaches(
      'The unknown outcome is said',
      ({ order }) => order.prescriptions[0]?.status === 'transmission_unknown',
    )
    await scene.reaches('The outcome is found out', ({ order }) =>
      ['sent', 'verified', 'filled'].includes(order.prescriptions[0]?.status ?? ''),
    )
  }

/** How fast the demo's pharmacists are, in milliseconds. */
export const PHARMACY_PACE = { verifyMs: 300, fillMs: 900 }

/** The bank pays at the desk and not later: the patient is told and given a link. */
export const captureFails: Play = async (scene) => {
  await approveAsProposed(scene)
  await scene.reaches('The payment fails', ({ order }) => order.invoice.status === 'payment_failed', 75_000)
  const visit = await scene.patient.visit()
  scene.check('the patient is not asked for another card', visit.todo === 'card')
  const { url } = await scene.patient.api.call('openCheckout', {
    params: { id: scene.patient.consultationId() },
  })
  const link = new URL(url)
  const here = link.port === new URL(scene.world.sandbox.url).port && link.pathname.startsWith('/checkout/')
  scene.check(`the link leads to ${link.host}${link.pathname}`, here)
}

export const messageAnswered: Play = async (scene) => {
  const { patient, provider, check } = scene
  await arrive(scene)
  const id = patient.consultationId()
  const question = 'May I take it in the evening? I work nights.'
  await patient.api.call('sendPortalMessage', { params: { id }, body: { body: question } })
  await scene.mayDecide
  const summary = await scene.take()
  check(
    'the provider does not see the message',
    summary.messages.some(({ authorKind, body }) => authorKind === 'patient' && body === question),
  )
  const reply = 'Yes, any time of the day works, as long as it is about the same time.'
  await provider.api.call('sendMessage', { params: { id }, body: { body: reply } })
  await provider.approve(await provider.open(id))
  const visit = await patient.visit()
  check(
    'the patient does not see the reply',
    visit.messages.some(({ body }) => body === reply),
  )
}

/** Two providers reach for the same case at the same moment: one has it, the other is told so. */
export const fought: Play = async (scene) => {
  const { patient, provider, colleague, check } = scene
  await arrive(scene)
  await scene.mayDecide
  const id = patient.consultationId()
  await until('The case stands in the queue', { withinMs: 20_000 }, () => colleague.queueCard(id))
  const outcomes = await Promise.allSettled([provider.claim(id), colleague.claim(id)])
  const winners = outcomes.filter(({ status }) => status === 'fulfilled').length
  check(`${winners} providers got the case`, winners === 1)
  const mine = outcomes[0]?.status === 'fulfilled'
  const [winner, loser] = mine ? [provider, colleague] : [colleague, provider]
  const refusal = await refusalOf(loser.claim(id))
  check(
    `the other was told ${refusal.body.status} ${refusal.problem}`,
    refusal.body.status === 409 && refusal.problem === 'consultation-claimed',
  )
  const summary = await winner.open(id)
  const hijack = await refusalOf(loser.approve(summary))
  check(`the other could sign: ${hijack.problem}`, hijack.body.status === 409)
  await winner.approve(summary)
}
