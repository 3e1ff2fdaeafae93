/** A patient without a browser: answers the questionnaire question by question, signs up, sends, enters a card. */
import { randomBytes } from 'node:crypto'
import {
  type Answer,
  type AnswerRequest,
  inputOf,
  type PortalConsultation,
  type QuestionnaireItem,
  type SubmittedIntake,
} from '@countersign/contract'
import type { z } from 'zod'
import { answerFrom, nextQuestion } from './answers.ts'
import { ApiClient } from './api-client.ts'
import { emailOf, type Persona } from './personas.ts'
import type { SandboxClient } from './sandbox-client.ts'
import { drawScalp } from './scalp-photo.ts'

/** Far more than any questionnaire asks: a walk that does not end is a fault. */
const MOST_QUESTIONS = 150
const CARD = { expiry: '12 / 34', cvc: '123' }
const PHOTOS = [0.25, 0.6]

export type PatientOptions = {
  readonly url: string
  /** Where it differs from `url`. */
  readonly publicUrl?: string
  readonly sandbox: SandboxClient
  readonly clinicSlug: string
  readonly persona: Persona
  /** Made up when left out. */
  readonly password?: string
}

export type Patient = {
  readonly persona: Persona
  readonly email: string
  readonly password: string
  readonly api: ApiClient
  /** Known from `submit` or `comeBack` on. */
  readonly hasSent: () => boolean
  readonly consultationId: () => string
  /** Starts an intake and answers every question of it. */
  readonly fillIn: () => Promise<void>
  readonly signUp: () => Promise<void>
  /** Signs into the account of an earlier run and finds the visit sent then; false where there is no such account. */
  readonly comeBack: () => Promise<boolean>
  /** Sends the filled intake; answers how long the request took, in milliseconds. */
  readonly submit: () => Promise<number>
  /** Tries the persona's cards on the card page; answers what each declined one was told. */
  readonly enterCard: () => Promise<string[]>
  readonly visit: () => Promise<PortalConsultation>
  readonly answer: (answers: z.input<typeof AnswerRequest>['answers']) => Promise<PortalConsultation>
}

export const createPatient = (options: PatientOptions): Patient => {
  const { url, publicUrl, sandbox, clinicSlug, persona, password } = options
  const api = new ApiClient(url, publicUrl)
  const email = emailOf(persona)
  const secret = password ?? `demo-${randomBytes(9).toString('base64url')}`
  const name = `${persona.givenName} ${persona.familyName}`
  let intakeId = ''
  let sent: Pick<SubmittedIntake, 'consultationId' | 'checkoutUrl'> | undefined

  const consultationId = (): string => {
    if (!sent) throw new Error(`${name} has not sent an intake`)
    return sent.consultationId
  }

  const answerOf = async (item: QuestionnaireItem): Promise<Answer | null> => {
    if (inputOf(item) !== 'photo' || persona.sheet[item.linkId] !== undefined)
      return answerFrom(persona.sheet, item)
    const documentIds: string[] = []
    for (const thinness of PHOTOS) {
      const file = { bytes: drawScalp(thinness), name: 'photo.png', type: 'image/png' }
      documentIds.push((await api.upload(`/api/intakes/${intakeId}/documents`, file)).id)
    }
    return { kind: 'attachments', documentIds }
  }

  const fillIn = async (): Promise<void> => {
    const { category } = persona
    const started = await api.call('startIntake', { body: { clinicSlug, category } })
    intakeId = started.id
    api.intakeToken = started.token
    const { questionnaire } = await api.call('getIntake', { params: { id: intakeId } })
    const answers: Record<string, Answer> = {}
    const leftEmpty = new Set<string>()
    for (let asked = 0; ; asked += 1) {
      if (asked > MOST_QUESTIONS) throw new Error(`The ${category} intake does not come to an end`)
      const passed = Object.fromEntries([...leftEmpty].map((id) => [id, { kind: 'unknown' } as const]))
      const item = nextQuestion(questionnaire, { ...passed, ...answers })
      if (!item) break
      const answer = await answerOf(item)
      if (answer === null) {
        leftEmpty.add(item.linkId)
        continue
      }
      await api.call('saveAnswer', { params: { id: intakeId, linkId: item.linkId }, body: { answer } })
      answers[item.linkId] = answer
    }
  }

  const comeBack = async (): Promise<boolean> => {
    if (!(await api.trySignIn({ email, password: secret }))) return false
    const [earlier] = (await api.call('getPortalHome', {})).consultations
    if (earlier) sent = { consultationId: earlier.id, checkoutUrl: null }
    return true
  }

  const submit = async (): Promise<number> => {
    const { place, pharmacyId } = persona
    const since = performance.now()
    sent = await api.call('submitIntake', {
      params: { id: intakeId },
      body: {
        person: {
          givenName: persona.givenName,
          familyName: persona.familyName,
          birthDate: persona.birthDate,
          sex: persona.sex,
          phone: `+1${place.areaCode}5550147`,
          address: {
            line: '100 Example Street',
            city: place.city,
            state: place.state,
            postalCode: place.postalCode,
          },
        },
        pharmacyId,
        payment: 'self_pay',
      },
    })
    return performance.now() - since
  }

  const enterCard = async (): Promise<string[]> => {
    const declined: string[] = []
    const fresh = async () => {
      const opened = await api.call('openCheckout', { params: { id: consultationId() } })
      return opened.url
    }
    const checkoutUrl = sent?.checkoutUrl ?? (await fresh())
    for (const card of persona.cards) {
      const outcome = await sandbox.pay(checkoutUrl, {
        ...CARD,
        number: card,
        name,
        zip: persona.place.postalCode,
      })
      if (outcome.paid) return declined
      declined.push(outcome.message)
    }
    throw new Error(`No card of ${name} was taken: ${declined.join('; ')}`)
  }

  return {
    persona,
    email,
    password: secret,
    api,
    hasSent: () => sent !== undefined,
    consultationId,
    fillIn,
    signUp: () => api.signUp({ name, email, password: secret }),
    comeBack,
    submit,
    enterCard,
    visit: () => api.call('getPortalConsultation', { params: { id: consultationId() } }),
    answer: (answers) => api.call('answerRequest', { params: { id: consultationId() }, body: { answers } }),
  }
}
