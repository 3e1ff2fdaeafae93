// Element shapes of the ePA messages and question sets.
import { dayOrMoment, decimal, integer, matching, text, trueFalse, yesNo } from './leaf.ts'
import { prescribedShape } from './medication-shapes.ts'
import { benefitsShape, patientShape, pharmacyShape, prescriberShape, reasonCode } from './party-shapes.ts'
import type {
  InitiationOutcome,
  PAAppealRequest,
  PAAppealResponse,
  PACancelRequest,
  PACancelResponse,
  PAInitiationRequest,
  PAInitiationResponse,
  PARequest,
  PAResponse,
  PaCancelOutcome,
  PaOutcome,
  Question,
  QuestionChoice,
  QuestionKind,
  QuestionSet,
} from './prior-authorization.ts'
import { oneOf, partsOf, record } from './shape.ts'

type Bare<T> = Omit<T, 'type'>
type Kind<K extends QuestionKind['kind']> = Omit<Extract<QuestionKind, { kind: K }>, 'kind'>
type Selected = { choiceId: string; additionalFreeText?: string }

const id = text(35)
const sequence = integer(1, 9999)

const ch = partsOf<QuestionChoice>()
const choice = record<QuestionChoice>([
  ch.required('ChoiceID', 'choiceId', id),
  ch.required('SequenceNumber', 'sequenceNumber', sequence),
  ch.required('ChoiceText', 'text', text(2000)),
  ch.optional('AdditionalFreeTextIndicator', 'additionalFreeText', yesNo),
  ch.optional('NextQuestionID', 'nextQuestionId', id),
])

const an = partsOf<Selected>()
const selected = record<Selected>([
  an.required('ChoiceID', 'choiceId', id),
  an.optional('AdditionalFreeText', 'additionalFreeText', text(2000)),
])

const ft = partsOf<Kind<'free-text'>>()
const freeText = record<Kind<'free-text'>>([
  ft.optional('DefaultNextQuestionID', 'defaultNextQuestionId', id),
  ft.optional('PrescriberAnswer', 'answer', text(2000)),
])
const se = partsOf<Kind<'select'>>()
const select = record<Kind<'select'>>([
  se.required('SelectMultiple', 'multiple', yesNo),
  se.optional('DefaultNextQuestionID', 'defaultNextQuestionId', id),
  se.many('Choice', 'choices', choice, 200, 'required'),
  se.many('PrescriberAnswer', 'answers', selected, 200),
])
const dt = partsOf<Kind<'date'>>()
const date = record<Kind<'date'>>([
  dt.optional('DefaultNextQuestionID', 'defaultNextQuestionId', id),
  dt.optional('PrescriberAnswer', 'answer', dayOrMoment),
])
const nu = partsOf<Kind<'numeric'>>()
const numeric = record<Kind<'numeric'>>([
  nu.optional('DefaultNextQuestionID', 'defaultNextQuestionId', id),
  nu.optional('PrescriberAnswer', 'answer', decimal),
])

const qn = partsOf<Question>()
const question = record<Question>([
  qn.required('QuestionID', 'questionId', id),
  qn.required('SequenceNumber', 'sequenceNumber', sequence),
  qn.required('QuestionText', 'text', text(2000)),
  qn.required(
    'QuestionType',
    'question',
    oneOf<QuestionKind, 'kind'>('kind', {
      'free-text': { tag: 'FreeText', shape: freeText },
      select: { tag: 'Select', shape: select },
      date: { tag: 'Date', shape: date },
      numeric: { tag: 'Numeric', shape: numeric },
    }),
  ),
])

const qs = partsOf<QuestionSet>()
const questionSet = record<QuestionSet>([
  qs.required('Header/QuestionSetID', 'questionSetId', id),
  qs.required('Header/QuestionSetTitle', 'title', text(255)),
  qs.optional('Header/QuestionSetDescription', 'description', text(2000)),
  qs.optional('Header/ContactInformation', 'contact', text(255)),
  qs.many('Question', 'questions', question, 500, 'required'),
])

type Out<T extends { outcome: string }, K extends T['outcome']> = Omit<Extract<T, { outcome: K }>, 'outcome'>

const op = partsOf<Out<PaOutcome, 'open'>>()
const open = record<Out<PaOutcome, 'open'>>([
  op.optional('DeadlineForReply', 'deadlineForReply', dayOrMoment),
  op.optional('Note', 'note', text(2000)),
  op.optional('QuestionSet', 'questionSet', questionSet),
])
const cl = partsOf<Out<PaOutcome, 'closed'>>()
const closed = record<Out<PaOutcome, 'closed'>>([
  cl.optional('ReasonCode', 'reasonCode', reasonCode),
  cl.optional('AuthorizationNumber', 'authorizationNumber', text(35)),
  cl.optional('Note', 'note', text(2000)),
])
const au = partsOf<Out<PaOutcome, 'approved'>>()
const approved = record<Out<PaOutcome, 'approved'>>([
  au.optional('AuthorizationNumber', 'authorizationNumber', text(35)),
  au.optional('AuthorizationPeriod/EffectiveDate', 'effectiveDate', dayOrMoment),
  au.optional('AuthorizationPeriod/ExpirationDate', 'expirationDate', dayOrMoment),
  au.optional('Note', 'note', text(2000)),
])
const dn = partsOf<Out<PaOutcome, 'denied'>>()
const denied = record<Out<PaOutcome, 'denied'>>(
  [
    dn.many('ReasonCode', 'reasonCodes', reasonCode, 10),
    dn.optional('DenialReason', 'denialReason', text(2000)),
    dn.optional('Appeal/IsEAppealSupported', 'electronicAppeal', trueFalse),
    dn.optional('Note', 'note', text(2000)),
  ],
  (value) =>
    value.denialReason === undefined && (value.reasonCodes ?? []).length === 0
      ? 'needs a reason code or a denial reason'
      : undefined,
)
const df = partsOf<Out<PaOutcome, 'deferred'>>()
const deferred = record<Out<PaOutcome, 'deferred'>>([
  df.optional('ReasonCode', 'reasonCode', reasonCode),
  df.optional('Note', 'note', text(2000)),
])

const paOutcome = oneOf<PaOutcome, 'outcome'>('outcome', {
  approved: { tag: 'Approved', shape: approved },
  denied: { tag: 'Denied', shape: denied },
  open: { tag: 'Open', shape: open },
  deferred: { tag: 'Deferred', shape: deferred },
  closed: { tag: 'Closed', shape: closed },
})
const initiationOutcome = oneOf<InitiationOutcome, 'outcome'>('outcome', {
  open: { tag: 'Open', shape: open },
  closed: { tag: 'Closed', shape: closed },
})
const cancelOutcome = (() => {
  const a = partsOf<Out<PaCancelOutcome, 'approved'>>()
  const d = partsOf<Out<PaCancelOutcome, 'denied'>>()
  return oneOf<PaCancelOutcome, 'outcome'>('outcome', {
    approved: { tag: 'Approved', shape: record([a.optional('Note', 'note', text(2000))]) },
    denied: {
      tag: 'Denied',
      shape: record([
        d.optional('ReasonCode', 'reasonCode', reasonCode),
        d.optional('Note', 'note', text(2000)),
      ]),
    },
  })
})()

const cased = () => {
  const f = partsOf<{ paReferenceId: string; paCaseId?: string }>()
  return [f.required('PAReferenceID', 'paReferenceId', id), f.optional('PACaseID', 'paCaseId', id)]
}
const involved = () => {
  const f = partsOf<Omit<PAInitiationRequest, 'type'>>()
  return [
    f.many('BenefitsCoordination', 'benefits', benefitsShape, 3),
    f.required('Patient', 'patient', patientShape),
    f.optional('Pharmacy', 'pharmacy', pharmacyShape),
    f.required('Prescriber', 'prescriber', prescriberShape),
    f.required('MedicationPrescribed', 'medicationPrescribed', prescribedShape),
  ]
}
const answered = () => {
  const f = partsOf<Omit<PAResponse, 'type'>>()
  return [
    f.many('BenefitsCoordination', 'benefits', benefitsShape, 3),
    f.expected('Patient', 'patient', patientShape),
    f.expected('Prescriber', 'prescriber', prescriberShape),
    f.optional('MedicationPrescribed', 'medicationPrescribed', prescribedShape),
  ]
}
const RESPONSE = { at: 'Response/ResponseStatus', or: ['Response'] }

const urgency = matching(/^[SX]$/, 'must be S or X')
const urgent = {
  write: (value: boolean, version: Parameters<typeof urgency.write>[1]) =>
    urgency.write(value ? 'X' : 'S', version),
  read: (node: Parameters<typeof urgency.read>[0]) => {
    const code = urgency.read(node)
    return code === undefined ? undefined : code === 'X'
  },
}

const ir = partsOf<Bare<PAInitiationRequest>>()
export const paInitiationRequestShape = record<Bare<PAInitiationRequest>>([
  ...cased(),
  ...involved(),
  ir.optional('PAPriorityIndicator', 'urgent', urgent),
])
const ip = partsOf<Bare<PAInitiationResponse>>()
export const paInitiationResponseShape = record<Bare<PAInitiationResponse>>([
  ...cased(),
  ...answered(),
  ip.required(RESPONSE, 'response', initiationOutcome),
])
const pq = partsOf<Bare<PARequest>>()
export const paRequestShape = record<Bare<PARequest>>([
  ...cased(),
  ...involved(),
  pq.optional('PAPriorityIndicator', 'urgent', urgent),
  pq.required('QuestionSet', 'questionSet', questionSet),
  pq.optional('Note', 'note', text(2000)),
])
const pp = partsOf<Bare<PAResponse>>()
export const paResponseShape = record<Bare<PAResponse>>([
  ...cased(),
  ...answered(),
  pp.required(RESPONSE, 'response', paOutcome),
])
const aq = partsOf<Bare<PAAppealRequest>>()
export const paAppealRequestShape = record<Bare<PAAppealRequest>>([
  ...cased(),
  ...involved(),
  aq.optional('PAPriorityIndicator', 'urgent', urgent),
  aq.optional('QuestionSet', 'questionSet', questionSet),
  aq.optional('AppealReason', 'appealReason', text(2000)),
])
const as = partsOf<Bare<PAAppealResponse>>()
export const paAppealResponseShape = record<Bare<PAAppealResponse>>([
  ...cased(),
  ...answered(),
  as.required(RESPONSE, 'response', paOutcome),
])
const kq = partsOf<Bare<PACancelRequest>>()
export const paCancelRequestShape = record<Bare<PACancelRequest>>([
  ...cased(),
  ...involved(),
  kq.optional('CancelReason', 'cancelReason', text(2000)),
])
const kp = partsOf<Bare<PACancelResponse>>()
export const paCancelResponseShape = record<Bare<PACancelResponse>>([
  ...cased(),
  ...answered(),
  kp.required(RESPONSE, 'response', cancelOutcome),
])
