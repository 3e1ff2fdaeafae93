// Arbitrary messages of every type for property tests: every part of every message.
import fc from 'fast-check'
import {
  DESCRIPTION_CODES,
  ERROR_CODES,
  MESSAGE_REQUEST_CODES,
  MESSAGE_REQUEST_SUB_CODES,
  RESPONSE_REASON_CODES,
  type ScriptBody,
  type ScriptMessage,
  type ScriptVersion,
  STATUS_CODES,
} from '../src/index.ts'
import {
  approval,
  type Body,
  benefits,
  dayOrMoment,
  decimal,
  denial,
  dispensed,
  fillNote,
  header,
  keyOf,
  type NewRx,
  outcome,
  patient,
  pharmacy,
  prescribed,
  prescriber,
  reasonCodes,
  record,
  requested,
  someOf,
  tagged,
  words,
} from './arbitrary-parts.ts'

const question = fc.oneof(
  tagged(
    'kind',
    'free-text',
    record<{ defaultNextQuestionId?: string; answer?: string }>(
      { defaultNextQuestionId: words(35), answer: words(300) },
      [],
    ),
  ),
  tagged(
    'kind',
    'date',
    record<{ defaultNextQuestionId?: string; answer?: string }>(
      { defaultNextQuestionId: words(35), answer: dayOrMoment },
      [],
    ),
  ),
  tagged(
    'kind',
    'numeric',
    record<{ defaultNextQuestionId?: string; answer?: string }>(
      { defaultNextQuestionId: words(35), answer: decimal },
      [],
    ),
  ),
  tagged(
    'kind',
    'select',
    record<Omit<Extract<QuestionOf, { kind: 'select' }>, 'kind'>>(
      {
        multiple: fc.boolean(),
        choices: someOf(
          record<Extract<QuestionOf, { kind: 'select' }>['choices'][number]>(
            {
              choiceId: words(35),
              sequenceNumber: fc.integer({ min: 1, max: 99 }),
              text: words(200),
              additionalFreeText: fc.boolean(),
              nextQuestionId: words(35),
            },
            ['choiceId', 'sequenceNumber', 'text'],
          ),
        ),
        defaultNextQuestionId: words(35),
        answers: someOf(
          record<{ choiceId: string; additionalFreeText?: string }>(
            { choiceId: words(35), additionalFreeText: words(100) },
            ['choiceId'],
          ),
        ),
      },
      ['multiple', 'choices'],
    ),
  ),
)
type QuestionSetOf = Body<'PARequest'>['questionSet']
type QuestionOf = QuestionSetOf['questions'][number]['question']
const questionSet = record<QuestionSetOf>(
  {
    questionSetId: words(35),
    title: words(255),
    description: words(300),
    contact: words(255),
    questions: someOf(
      fc.record({
        questionId: words(35),
        sequenceNumber: fc.integer({ min: 1, max: 500 }),
        text: words(300),
        question,
      }),
      4,
    ),
  },
  ['questionSetId', 'title', 'questions'],
)

const open = outcome(
  'open',
  record<{ deadlineForReply?: string; questionSet?: QuestionSetOf; note?: string }>(
    { deadlineForReply: dayOrMoment, questionSet, note: words(300) },
    [],
  ),
)
const closed = outcome(
  'closed',
  record<{ reasonCode?: string; note?: string; authorizationNumber?: string }>(
    { reasonCode: keyOf(RESPONSE_REASON_CODES), note: words(300), authorizationNumber: words(35) },
    [],
  ),
)
const paOutcome = fc.oneof(
  outcome(
    'approved',
    record<{ authorizationNumber?: string; effectiveDate?: string; expirationDate?: string; note?: string }>(
      {
        authorizationNumber: words(35),
        effectiveDate: dayOrMoment,
        expirationDate: dayOrMoment,
        note: words(300),
      },
      [],
    ),
  ),
  outcome(
    'denied',
    record<{ reasonCodes?: string[]; denialReason?: string; electronicAppeal?: boolean; note?: string }>(
      { reasonCodes, denialReason: words(300), electronicAppeal: fc.boolean(), note: words(300) },
      ['reasonCodes'],
    ),
  ),
  outcome(
    'deferred',
    record<{ reasonCode?: string; note?: string }>(
      { reasonCode: keyOf(RESPONSE_REASON_CODES), note: words(300) },
      [],
    ),
  ),
  open,
  closed,
)
const paCancelOutcome = fc.oneof(
  outcome('approved', record<{ note?: string }>({ note: words(300) }, [])),
  outcome(
    'denied',
    record<{ reasonCode?: string; note?: string }>(
      { reasonCode: keyOf(RESPONSE_REASON_CODES), note: words(300) },
      [],
    ),
  ),
)

const parties = { patient, pharmacy, prescriber }
const paCase = { paReferenceId: words(35), paCaseId: words(35) }
const PA_REQUIRED = ['type', 'paReferenceId', 'patient', 'prescriber', 'medicationPrescribed'] as const
const PA_ANSWER = ['type', 'paReferenceId', 'patient', 'prescriber', 'response'] as const
const paParts = { ...paCase, benefits, ...parties, medicationPrescribed: prescribed }
const paAnswered = { ...paCase, benefits, patient, prescriber, medicationPrescribed: prescribed }
const answers = (codes: object) => ({
  code: keyOf(codes),
  descriptionCodes: someOf(keyOf(DESCRIPTION_CODES)),
  description: words(1000),
})
const prohibit = (version: ScriptVersion) => (version === '2023011' ? fc.boolean() : fc.constant(undefined))
const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T

const bodies = (version: ScriptVersion): { [K in ScriptBody['type']]: fc.Arbitrary<Body<K>> } => ({
  NewRx: record<NewRx>(
    {
      type: fc.constant('NewRx'),
      benefits,
      ...parties,
      medicationPrescribed: prescribed,
      prohibitRenewalRequest: fc.boolean(),
    },
    ['type', 'patient', 'pharmacy', 'prescriber', 'medicationPrescribed'],
  ),
  CancelRx: record<Body<'CancelRx'>>(
    {
      type: fc.constant('CancelRx'),
      changeOfPrescriptionStatusFlag: fc.constantFrom('C', 'D'),
      ...parties,
      medicationPrescribed: prescribed,
    },
    ['type', 'patient', 'prescriber', 'medicationPrescribed'],
  ),
  CancelRxResponse: fc.record({
    type: fc.constant('CancelRxResponse'),
    response: fc.oneof(outcome('approved', approval), outcome('denied', denial)),
  }),
  RxRenewalRequest: record<Body<'RxRenewalRequest'>>(
    {
      type: fc.constant('RxRenewalRequest'),
      benefits,
      ...parties,
      medicationDispensed: dispensed,
      medicationPrescribed: prescribed,
    },
    ['type', 'patient', 'pharmacy', 'prescriber', 'medicationDispensed'],
  ),
  RxRenewalResponse: record<Body<'RxRenewalResponse'>>(
    {
      type: fc.constant('RxRenewalResponse'),
      response: fc.oneof(
        outcome('approved', approval),
        outcome('approved-with-changes', approval),
        outcome('denied', denial),
        outcome('replace', approval),
      ),
      benefits,
      ...parties,
      medicationDispensed: dispensed,
      medicationResponse: prescribed,
      prohibitRenewalRequest: prohibit(version) as fc.Arbitrary<boolean>,
    },
    ['type', 'response', 'patient', 'pharmacy', 'prescriber', 'medicationResponse'],
  ).map(withoutUndefined),
  RxChangeRequest: record<Body<'RxChangeRequest'>>(
    {
      type: fc.constant('RxChangeRequest'),
      messageRequestCode: keyOf(MESSAGE_REQUEST_CODES),
      messageRequestSubCodes: someOf(keyOf(MESSAGE_REQUEST_SUB_CODES)),
      benefits,
      ...parties,
      medicationPrescribed: prescribed,
      medicationsRequested: someOf(requested),
      changeReasonText: words(260),
    },
    [
      'type',
      'messageRequestCode',
      'messageRequestSubCodes',
      'patient',
      'pharmacy',
      'prescriber',
      'medicationPrescribed',
      'medicationsRequested',
    ],
  ),
  RxChangeResponse: record<Body<'RxChangeResponse'>>(
    {
      type: fc.constant('RxChangeResponse'),
      response: fc.oneof(
        outcome('approved', approval),
        outcome('approved-with-changes', approval),
        outcome('denied', denial),
        outcome('validated', approval),
      ),
      messageRequestCode: keyOf(MESSAGE_REQUEST_CODES),
      messageRequestSubCodes: someOf(keyOf(MESSAGE_REQUEST_SUB_CODES)),
      benefits,
      ...parties,
      medicationPrescribed: prescribed,
      prohibitRenewalRequest: prohibit(version) as fc.Arbitrary<boolean>,
    },
    ['type', 'response', 'patient', 'pharmacy', 'prescriber', 'medicationPrescribed'],
  ).map(withoutUndefined),
  RxFill: record<Body<'RxFill'>>(
    {
      type: fc.constant('RxFill'),
      fillStatus: fc.oneof(
        outcome('filled', fillNote),
        outcome('partially-filled', fillNote),
        outcome('not-filled', fillNote),
        outcome('transferred', fillNote),
      ),
      ...parties,
      medicationPrescribed: prescribed,
      medicationDispensed: dispensed,
    },
    [
      'type',
      'fillStatus',
      'patient',
      'pharmacy',
      'prescriber',
      'medicationPrescribed',
      'medicationDispensed',
    ],
  ),
  Status: record<Body<'Status'>>({ type: fc.constant('Status'), ...answers(STATUS_CODES) }, ['type', 'code']),
  Error: record<Body<'Error'>>({ type: fc.constant('Error'), ...answers(ERROR_CODES) }, ['type', 'code']),
  Verify: record<Body<'Verify'>>({ type: fc.constant('Verify'), ...answers({ '010': '' }) }, [
    'type',
    'code',
  ]),
  PAInitiationRequest: record<Body<'PAInitiationRequest'>>(
    { type: fc.constant('PAInitiationRequest'), ...paParts, urgent: fc.boolean() },
    PA_REQUIRED,
  ),
  PAInitiationResponse: record<Body<'PAInitiationResponse'>>(
    { type: fc.constant('PAInitiationResponse'), ...paAnswered, response: fc.oneof(open, closed) },
    PA_ANSWER,
  ),
  PARequest: record<Body<'PARequest'>>(
    { type: fc.constant('PARequest'), ...paParts, urgent: fc.boolean(), questionSet, note: words(300) },
    [...PA_REQUIRED, 'questionSet'],
  ),
  PAResponse: record<Body<'PAResponse'>>(
    { type: fc.constant('PAResponse'), ...paAnswered, response: paOutcome },
    PA_ANSWER,
  ),
  PAAppealRequest: record<Body<'PAAppealRequest'>>(
    {
      type: fc.constant('PAAppealRequest'),
      ...paParts,
      urgent: fc.boolean(),
      questionSet,
      appealReason: words(300),
    },
    PA_REQUIRED,
  ),
  PAAppealResponse: record<Body<'PAAppealResponse'>>(
    { type: fc.constant('PAAppealResponse'), ...paAnswered, response: paOutcome },
    PA_ANSWER,
  ),
  PACancelRequest: record<Body<'PACancelRequest'>>(
    { type: fc.constant('PACancelRequest'), ...paParts, cancelReason: words(300) },
    PA_REQUIRED,
  ),
  PACancelResponse: record<Body<'PACancelResponse'>>(
    { type: fc.constant('PACancelResponse'), ...paAnswered, response: paCancelOutcome },
    PA_ANSWER,
  ),
})

/** Arbitrary messages of one type that may be sent in a version. */
export const messageOfType = (
  type: ScriptBody['type'],
  version: ScriptVersion,
): fc.Arbitrary<ScriptMessage> => fc.record<ScriptMessage>({ header, body: bodies(version)[type] })

export const MESSAGE_TYPES = Object.keys(bodies('2017071')) as ScriptBody['type'][]
