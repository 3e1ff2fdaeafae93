/** Our prescriptions as SCRIPT messages. */
import {
  type Address,
  clinicParty,
  encode,
  header,
  type MedicationPrescribed,
  ndc11,
  type Patient,
  type Pharmacy,
  type Prescriber,
  pharmacyParty,
  type ScriptBody,
  type ScriptMessage,
  type ScriptVersion,
  ScriptWriteError,
  type SenderSoftware,
  wirePhone,
  wireText,
} from '@countersign/ncpdp-script'
import type {
  CancelRxRequest,
  ChangeResponseRequest,
  Composed,
  NewRxRequest,
  PatientParty,
  PharmacyParty,
  PostalAddress,
  PrescribedMedication,
  PrescriberParty,
  PrescriptionParties,
  RenewalResponseRequest,
} from './port.ts'

export const SENDER_SOFTWARE: SenderSoftware = {
  developer: 'Countersign',
  product: 'Countersign',
  version: '0.1.0',
}
/** The widest AddressLine1 and AddressLine2 (SCRIPT 2017071, AddressType). */
const ADDRESS_LINE = 40
/** The signer showed the second factor, and this application keeps the record of it (21 CFR 1311.120). */
const SIGNED = { version: '1.1', signed: true }
/** Of a drug outside the schedules. */
const NO_DEA_SCHEDULE = 'C38046'

export const composeNewRx = (request: NewRxRequest, version: ScriptVersion): Composed =>
  written(
    {
      header: {
        ...headerOf(request),
        ...(request.medication.deaSchedule !== null && { digitalSignature: SIGNED }),
      },
      body: { type: 'NewRx', ...partsOf(request) },
    },
    version,
  )

export const composeCancelRx = (request: CancelRxRequest, version: ScriptVersion): Composed =>
  written(
    {
      header: { ...headerOf(request), relatesToMessageId: request.newRxMessageId },
      body: { type: 'CancelRx', changeOfPrescriptionStatusFlag: 'C', ...partsOf(request) },
    },
    version,
  )

export const composeRenewalResponse = (request: RenewalResponseRequest, version: ScriptVersion): Composed => {
  const { medicationPrescribed, ...parties } = partsOf(request)
  const { answer } = request
  return written(
    {
      header: { ...headerOf(request), relatesToMessageId: request.questionId },
      body: {
        type: 'RxRenewalResponse',
        response: answer.outcome === 'denied' ? denial(answer) : approval(answer),
        ...parties,
        ...(answer.outcome !== 'denied' && { medicationResponse: medicationPrescribed }),
      },
    },
    version,
  )
}

export const composeChangeResponse = (request: ChangeResponseRequest, version: ScriptVersion): Composed => {
  const { medicationPrescribed, ...parties } = partsOf(request)
  const { answer, priorAuthorization } = request
  const changes = answer.outcome === 'approved' || answer.outcome === 'approved-with-changes'
  return written(
    {
      header: { ...headerOf(request), relatesToMessageId: request.questionId },
      body: {
        type: 'RxChangeResponse',
        response: answer.outcome === 'denied' ? denial(answer) : approval(answer),
        messageRequestCode: request.code,
        ...(request.subCodes.length > 0 && { messageRequestSubCodes: [...request.subCodes] }),
        ...parties,
        ...(changes && {
          medicationPrescribed: {
            ...medicationPrescribed,
            ...(priorAuthorization !== null && { priorAuthorization }),
          },
        }),
      },
    },
    version,
  )
}

const approval = <Outcome extends string>({ outcome, note }: { outcome: Outcome; note: string | null }) => ({
  outcome,
  ...(note !== null && { note: wireText(note) }),
})
const denial = ({ reasonCode, text }: { reasonCode: string | null; text: string }) => ({
  outcome: 'denied' as const,
  ...(reasonCode !== null && { reasonCodes: [reasonCode] }),
  denialReason: wireText(text),
})

function written(message: ScriptMessage<ScriptBody>, version: ScriptVersion): Composed {
  try {
    return { ok: true, xml: encode(message, version) }
  } catch (error) {
    if (error instanceof ScriptWriteError) return { ok: false, reason: error.message }
    throw error
  }
}

const headerOf = (request: PrescriptionParties) =>
  header({
    to: pharmacyParty(request.pharmacy.ncpdpId),
    from: clinicParty(request.clinic.npi),
    messageId: request.messageId,
    sentAt: request.sentAt,
    senderSoftware: SENDER_SOFTWARE,
    prescriberOrderNumber: request.prescriberOrderNumber,
  })

const partsOf = (request: PrescriptionParties) => ({
  patient: patientOf(request.patient),
  pharmacy: pharmacyOf(request.pharmacy),
  prescriber: prescriberOf(request.prescriber),
  medicationPrescribed: medicationOf(request.medication),
})

const patientOf = (patient: PatientParty): Patient => ({
  medicalRecordNumber: patient.mrn,
  name: { lastName: patient.familyName, firstName: patient.givenName },
  gender: patient.sex === 'female' ? 'F' : 'M',
  dateOfBirth: patient.birthDate,
  address: addressOf(patient.address),
  phone: wirePhone(patient.phone),
})

const pharmacyOf = (pharmacy: PharmacyParty): Pharmacy => ({
  ncpdpId: pharmacy.ncpdpId,
  npi: pharmacy.npi,
  businessName: pharmacy.name,
  address: addressOf(pharmacy.address),
  phone: wirePhone(pharmacy.phone),
})

const prescriberOf = (prescriber: PrescriberParty): Prescriber => ({
  npi: prescriber.npi,
  ...(prescriber.licenceNumber === null ? {} : { stateLicenseNumber: prescriber.licenceNumber }),
  ...(prescriber.deaNumber === null ? {} : { deaNumber: prescriber.deaNumber }),
  name: { lastName: prescriber.familyName, firstName: prescriber.givenName },
  address: addressOf(prescriber.address),
  phone: wirePhone(prescriber.phone),
})

/** A long street address goes on in the second line, broken between words; one too long for both is refused. */
function addressOf({ line, city, state, postalCode }: PostalAddress): Address {
  const text = wireText(line)
  const rest = { city, state, postalCode }
  if (text.length <= ADDRESS_LINE) return { line1: text, ...rest }
  const cut = text.lastIndexOf(' ', ADDRESS_LINE)
  if (cut <= 0) return { line1: text, ...rest }
  return { line1: text.slice(0, cut), line2: text.slice(cut + 1), ...rest }
}

function medicationOf(medication: PrescribedMedication): MedicationPrescribed {
  const ndc = medication.ndc === null ? undefined : ndc11(medication.ndc)
  return {
    drugDescription: medication.description,
    drugCoded: {
      ...(ndc === undefined ? {} : { productCode: { code: ndc, qualifier: 'ND' } }),
      ...(medication.rxcui === null ? {} : { drugDbCodes: [medication.rxcui] }),
      deaSchedule: medication.deaSchedule ?? NO_DEA_SCHEDULE,
    },
    quantity: {
      value: medication.quantity,
      codeListQualifier: '38',
      unitOfMeasure: medication.quantityUnitCode,
    },
    daysSupply: medication.daysSupply,
    writtenDate: medication.writtenOn,
    substitutions: medication.substitutionsAllowed ? '0' : '1',
    numberOfRefills: medication.refills,
    ...(medication.diagnosisCode === null
      ? {}
      : {
          diagnoses: [
            {
              clinicalInformationQualifier: '1',
              primary: { code: medication.diagnosisCode, qualifier: 'ABF' },
              ...(medication.secondaryDiagnosisCode !== null && {
                secondary: { code: medication.secondaryDiagnosisCode, qualifier: 'ABF' },
              }),
            },
          ],
        }),
    ...(medication.note === null ? {} : { note: medication.note }),
    sigText: medication.sig,
    rxFillIndicator: 'All Fill Statuses',
  }
}
