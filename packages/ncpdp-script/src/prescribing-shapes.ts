// Element shapes of the prescribing messages and of the network's answers.
import {
  ERROR_CODES,
  MESSAGE_REQUEST_CODES,
  MESSAGE_REQUEST_SUB_CODES,
  STATUS_CODES,
  VERIFY_CODES,
} from './codes.ts'
import { matching, text, trueFalse } from './leaf.ts'
import { dispensedShape, prescribedShape, requestedShape } from './medication-shapes.ts'
import type {
  Approval,
  CancelOutcome,
  CancelRx,
  CancelRxResponse,
  ChangeOutcome,
  Denial,
  FillStatus,
  NewRx,
  RenewalOutcome,
  RxChangeRequest,
  RxChangeResponse,
  RxFill,
  RxRenewalRequest,
  RxRenewalResponse,
} from './message.ts'
import {
  benefitsShape,
  listed,
  patientShape,
  pharmacyShape,
  prescriberShape,
  reasonCode,
} from './party-shapes.ts'
import { oneOf, partsOf, record } from './shape.ts'

type Bare<T> = Omit<T, 'type'>

const nr = partsOf<Bare<NewRx>>()
export const newRxShape = record<Bare<NewRx>>([
  nr.many('BenefitsCoordination', 'benefits', benefitsShape, 3),
  nr.required('Patient', 'patient', patientShape),
  nr.required('Pharmacy', 'pharmacy', pharmacyShape),
  nr.required('Prescriber', 'prescriber', prescriberShape),
  nr.required('MedicationPrescribed', 'medicationPrescribed', prescribedShape),
  nr.optional('ProhibitRenewalRequest', 'prohibitRenewalRequest', trueFalse),
])

const cx = partsOf<Bare<CancelRx>>()
export const cancelRxShape = record<Bare<CancelRx>>([
  cx.optional(
    'ChangeOfPrescriptionStatusFlag',
    'changeOfPrescriptionStatusFlag',
    matching(/^[CD]$/, 'must be C (cancel) or D (discontinue)'),
  ),
  cx.required('Patient', 'patient', patientShape),
  cx.optional('Pharmacy', 'pharmacy', pharmacyShape),
  cx.required('Prescriber', 'prescriber', prescriberShape),
  cx.required('MedicationPrescribed', 'medicationPrescribed', prescribedShape),
])

const ap = partsOf<Approval>()
const approval = record<Approval>([
  ap.many('ReasonCode', 'reasonCodes', reasonCode, 10),
  ap.optional('ReferenceNumber', 'referenceNumber', text(35)),
  ap.optional('Note', 'note', text(210)),
])
const de = partsOf<Denial>()
const denial = record<Denial>(
  [
    de.many('ReasonCode', 'reasonCodes', reasonCode, 10),
    de.optional('ReferenceNumber', 'referenceNumber', text(35)),
    de.optional('DenialReason', 'denialReason', text(210)),
  ],
  (value) =>
    value.denialReason === undefined && (value.reasonCodes ?? []).length === 0
      ? 'needs a reason code or a denial reason'
      : undefined,
)

const cr = partsOf<Bare<CancelRxResponse>>()
export const cancelRxResponseShape = record<Bare<CancelRxResponse>>([
  cr.required(
    'Response',
    'response',
    oneOf<CancelOutcome, 'outcome'>('outcome', {
      approved: { tag: 'Approved', shape: approval },
      denied: { tag: 'Denied', shape: denial },
    }),
  ),
])

const rq = partsOf<Bare<RxRenewalRequest>>()
export const rxRenewalRequestShape = record<Bare<RxRenewalRequest>>([
  rq.many('BenefitsCoordination', 'benefits', benefitsShape, 3),
  rq.required('Patient', 'patient', patientShape),
  rq.required('Pharmacy', 'pharmacy', pharmacyShape),
  rq.required('Prescriber', 'prescriber', prescriberShape),
  rq.required('MedicationDispensed', 'medicationDispensed', dispensedShape),
  rq.optional('MedicationPrescribed', 'medicationPrescribed', prescribedShape),
])

const rr = partsOf<Bare<RxRenewalResponse>>()
export const rxRenewalResponseShape = record<Bare<RxRenewalResponse>>(
  [
    rr.required(
      'Response',
      'response',
      oneOf<RenewalOutcome, 'outcome'>('outcome', {
        approved: { tag: 'Approved', shape: approval },
        'approved-with-changes': { tag: 'ApprovedWithChanges', shape: approval },
        denied: { tag: 'Denied', shape: denial },
        replace: { tag: 'Replace', shape: approval },
      }),
    ),
    rr.many('BenefitsCoordination', 'benefits', benefitsShape, 3),
    rr.expected('Patient', 'patient', patientShape),
    rr.expected('Pharmacy', 'pharmacy', pharmacyShape),
    rr.expected('Prescriber', 'prescriber', prescriberShape),
    rr.optional('MedicationDispensed', 'medicationDispensed', dispensedShape),
    rr.optional(
      { at: 'MedicationResponse', or: ['MedicationPrescribed'] },
      'medicationResponse',
      prescribedShape,
    ),
    rr.optional('ProhibitRenewalRequest', 'prohibitRenewalRequest', trueFalse, ['2023011']),
  ],
  (value) =>
    value.response.outcome !== 'denied' && value.medicationResponse === undefined
      ? 'needs a MedicationResponse unless it is denied'
      : undefined,
)

const requestCode = listed(MESSAGE_REQUEST_CODES, 'must be a known change request code')
const requestSubCode = listed(MESSAGE_REQUEST_SUB_CODES, 'must be a known change request sub-code')

const cq = partsOf<Bare<RxChangeRequest>>()
export const rxChangeRequestShape = record<Bare<RxChangeRequest>>(
  [
    cq.required('MessageRequestCode', 'messageRequestCode', requestCode),
    cq.many('MessageRequestSubCode', 'messageRequestSubCodes', requestSubCode, 10),
    cq.many('BenefitsCoordination', 'benefits', benefitsShape, 3),
    cq.required('Patient', 'patient', patientShape),
    cq.required('Pharmacy', 'pharmacy', pharmacyShape),
    cq.required('Prescriber', 'prescriber', prescriberShape),
    cq.required('MedicationPrescribed', 'medicationPrescribed', prescribedShape),
    cq.many('MedicationRequested', 'medicationsRequested', requestedShape, 9),
    cq.optional('ChangeReasonText', 'changeReasonText', text(260)),
  ],
  (value) => {
    if (['G', 'T'].includes(value.messageRequestCode) && (value.medicationsRequested ?? []).length === 0) {
      return 'needs a MedicationRequested to substitute'
    }
    if (value.messageRequestCode === 'U' && (value.messageRequestSubCodes ?? []).length === 0) {
      return 'needs a MessageRequestSubCode'
    }
    return undefined
  },
)

const cs = partsOf<Bare<RxChangeResponse>>()
export const rxChangeResponseShape = record<Bare<RxChangeResponse>>(
  [
    cs.required(
      'Response',
      'response',
      oneOf<ChangeOutcome, 'outcome'>('outcome', {
        approved: { tag: 'Approved', shape: approval },
        'approved-with-changes': { tag: 'ApprovedWithChanges', shape: approval },
        denied: { tag: 'Denied', shape: denial },
        validated: { tag: 'Validated', shape: approval },
      }),
    ),
    cs.optional('MessageRequestCode', 'messageRequestCode', requestCode),
    cs.many('MessageRequestSubCode', 'messageRequestSubCodes', requestSubCode, 10),
    cs.many('BenefitsCoordination', 'benefits', benefitsShape, 3),
    cs.expected('Patient', 'patient', patientShape),
    cs.expected('Pharmacy', 'pharmacy', pharmacyShape),
    cs.expected('Prescriber', 'prescriber', prescriberShape),
    cs.optional(
      { at: 'MedicationPrescribed', or: ['MedicationResponse'] },
      'medicationPrescribed',
      prescribedShape,
    ),
    cs.optional('ProhibitRenewalRequest', 'prohibitRenewalRequest', trueFalse, ['2023011']),
  ],
  (value) =>
    value.response.outcome.startsWith('approved') && value.medicationPrescribed === undefined
      ? 'needs a MedicationPrescribed when it is approved'
      : undefined,
)

type FillNote = Omit<FillStatus, 'outcome'>
const fn = partsOf<FillNote>()
const fillNote = record<FillNote>([
  fn.many('ReasonCode', 'reasonCodes', reasonCode, 10),
  fn.optional('Note', 'note', text(210)),
])
const fl = partsOf<Bare<RxFill>>()
export const rxFillShape = record<Bare<RxFill>>(
  [
    fl.required(
      'FillStatus',
      'fillStatus',
      oneOf<FillStatus, 'outcome'>('outcome', {
        filled: { tag: 'Dispensed', or: ['Filled'], shape: fillNote },
        'partially-filled': {
          tag: 'PartiallyDispensed',
          or: ['PartiallyFilled', 'PartialFill'],
          shape: fillNote,
        },
        'not-filled': { tag: 'NotDispensed', or: ['NotFilled'], shape: fillNote },
        transferred: { tag: 'Transferred', shape: fillNote },
      }),
    ),
    fl.expected('Patient', 'patient', patientShape),
    fl.expected('Pharmacy', 'pharmacy', pharmacyShape),
    fl.expected('Prescriber', 'prescriber', prescriberShape),
    fl.expected('MedicationPrescribed', 'medicationPrescribed', prescribedShape),
    fl.optional('MedicationDispensed', 'medicationDispensed', dispensedShape),
  ],
  (value) =>
    value.fillStatus.outcome.endsWith('filled') &&
    value.fillStatus.outcome !== 'not-filled' &&
    value.medicationDispensed === undefined
      ? 'needs a MedicationDispensed when something was filled'
      : undefined,
)

const descriptionCode = matching(/^[A-Z0-9]{3,4}$/, 'must be a description code of three or four characters')
type Answer = { code: string; descriptionCodes?: string[]; description?: string }
const answer = (codes: Readonly<Record<string, unknown>>, under: string) => {
  const f = partsOf<Answer>()
  return record<Answer>([
    f.required(`${under}Code`, 'code', listed(codes, 'must be a code of its list')),
    f.many(`${under}DescriptionCode`, 'descriptionCodes', descriptionCode, 10),
    f.optional(`${under}Description`, 'description', text(1000)),
  ])
}
export const statusShape = answer(STATUS_CODES, '')
export const errorShape = answer(ERROR_CODES, '')
export const verifyShape = answer(VERIFY_CODES, 'VerifyStatus/')
