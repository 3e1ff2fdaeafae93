// Element shapes of medications. 2017071 has DrugCoded beside DrugDescription; 2023011 has
// Product with DrugCoded (which then needs an NDC) or NonDrugCoded.
import { RX_FILL_INDICATORS, SUBSTITUTION_CODES } from './codes.ts'
import { day, dayOrMoment, decimal, formed, integer, matching, openCode, text } from './leaf.ts'
import type {
  Diagnosis,
  DiagnosisCode,
  DrugCoded,
  MedicationDispensed,
  MedicationPrescribed,
  MedicationRequested,
  OtherMedicationDate,
  QualifiedCode,
  Quantity,
  Strength,
} from './medication.ts'
import { Fault } from './script-error.ts'
import { childrenOf, element, partsOf, record, type Shape, type XmlNode } from './shape.ts'
import { DEA_SCHEDULES, QUANTITY_UNITS } from './terminology.ts'

const qualifier = matching(/^[A-Z0-9]{2,4}$/, 'must be a qualifier of two to four capitals or digits')
const ncit = matching(/^C\d{1,7}$/, 'must be an NCI Thesaurus code')

const q = partsOf<QualifiedCode>()
const productCode = record<QualifiedCode>(
  [q.required('Code', 'code', text(40)), q.required('Qualifier', 'qualifier', qualifier)],
  ({ code, qualifier: list }) =>
    list === 'ND' && !/^\d{11}$/.test(code) ? 'must be an NDC of 11 digits' : undefined,
)
const RXNORM = ['SCD', 'SBD', 'GPCK', 'BPCK']
const drugDbCode = record<QualifiedCode>(
  [q.required('Code', 'code', text(35)), q.required('Qualifier', 'qualifier', qualifier)],
  ({ code, qualifier: list }) =>
    RXNORM.includes(list) && !/^\d{1,8}$/.test(code) ? 'must be an RxCUI' : undefined,
)

const st = partsOf<Strength>()
const strength = record<Strength>([
  st.required('StrengthValue', 'value', text(70)),
  st.optional('StrengthForm/Code', 'form', ncit),
  st.required('StrengthUnitOfMeasure/Code', 'unitOfMeasure', ncit),
])

const d = partsOf<DrugCoded>()
const drugCoded = record<DrugCoded>([
  d.optional('ProductCode', 'productCode', productCode),
  d.optional('Strength', 'strength', strength),
  d.many('DrugDBCode', 'drugDbCodes', drugDbCode, 5),
  d.optional(
    'DEASchedule/Code',
    'deaSchedule',
    openCode(Object.keys(DEA_SCHEDULES), 'must be a DEASchedule code'),
  ),
])

/** Product (2023011): coded exactly when it has an NDC. */
const product: Shape<DrugCoded> = {
  write: (value, version) =>
    element(value.productCode?.qualifier === 'ND' ? 'DrugCoded' : 'NonDrugCoded', drugCoded, value, version),
  read: (node) => {
    const found: readonly XmlNode[] = [...childrenOf(node, 'DrugCoded'), ...childrenOf(node, 'NonDrugCoded')]
    if (found.length > 1) throw new Fault('repeated-part', 'has more than one product')
    return found[0] === undefined ? undefined : drugCoded.read(found[0])
  },
}

const qu = partsOf<Quantity>()
const quantity = record<Quantity>([
  qu.required('Value', 'value', decimal),
  qu.required(
    'CodeListQualifier',
    'codeListQualifier',
    matching(/^[A-Z0-9]{2,3}$/, 'must be a code list qualifier'),
  ),
  qu.required(
    'QuantityUnitOfMeasure/Code',
    'unitOfMeasure',
    openCode(Object.keys(QUANTITY_UNITS), 'must be an NCIt quantity unit'),
  ),
])

const icd10 = formed(
  (code) => (/^[A-Z0-9]{3}\.?[A-Z0-9]{0,4}$/.test(code) ? code.replace('.', '') : undefined),
  'must be a diagnosis code',
)
const dc = partsOf<DiagnosisCode>()
const diagnosisCode = record<DiagnosisCode>([
  dc.required('Code', 'code', icd10),
  dc.required('Qualifier', 'qualifier', qualifier),
  dc.optional('Description', 'description', text(100)),
])
const di = partsOf<Diagnosis>()
const diagnosis = record<Diagnosis>([
  di.expected(
    'ClinicalInformationQualifier',
    'clinicalInformationQualifier',
    matching(/^[12]$/, 'must be 1 (prescriber) or 2 (pharmacy)'),
  ),
  di.required('Primary', 'primary', diagnosisCode),
  di.optional('Secondary', 'secondary', diagnosisCode),
])

const od = partsOf<OtherMedicationDate>()
const otherDate = record<OtherMedicationDate>([
  od.required('OtherMedicationDate', 'date', dayOrMoment),
  od.required('OtherMedicationDateQualifier', 'qualifier', text(35)),
])

const substitutions = openCode(Object.keys(SUBSTITUTION_CODES), 'must be a substitution code')
const refills = integer(0, 99)
const DESCRIPTION = {
  at: 'DrugDescription',
  or: [
    'Product/DrugCoded/DrugDescription',
    'Product/NonDrugCoded/DrugDescription',
    'Product/DrugDescription',
  ],
}

const mp = partsOf<MedicationPrescribed>()
export const prescribedShape = record<MedicationPrescribed>([
  mp.required(DESCRIPTION, 'drugDescription', text(105)),
  mp.optional('DrugCoded', 'drugCoded', drugCoded, ['2017071']),
  mp.optional('Product', 'drugCoded', product, ['2023011']),
  mp.required('Quantity', 'quantity', quantity),
  mp.optional('DaysSupply', 'daysSupply', integer(1, 999)),
  mp.expected('WrittenDate', 'writtenDate', dayOrMoment),
  mp.optional('LastFillDate', 'lastFillDate', dayOrMoment),
  mp.expected('Substitutions', 'substitutions', substitutions),
  mp.expected('NumberOfRefills', 'numberOfRefills', refills),
  mp.many('Diagnosis', 'diagnoses', diagnosis, 2),
  mp.optional('PriorAuthorization', 'priorAuthorization', text(35)),
  mp.optional('Note', 'note', text(210)),
  mp.expected('Sig/SigText', 'sigText', text(1000)),
  mp.optional(
    'RxFillIndicator',
    'rxFillIndicator',
    openCode(RX_FILL_INDICATORS, 'must be a known fill indicator'),
  ),
  mp.many('OtherMedicationDate', 'otherDates', otherDate, 5),
])

const md = partsOf<MedicationDispensed>()
export const dispensedShape = record<MedicationDispensed>([
  md.required(DESCRIPTION, 'drugDescription', text(105)),
  md.optional('DrugCoded', 'drugCoded', drugCoded, ['2017071']),
  md.optional('Product', 'drugCoded', product, ['2023011']),
  md.required('Quantity', 'quantity', quantity),
  md.optional('DaysSupply', 'daysSupply', integer(1, 999)),
  md.optional('WrittenDate', 'writtenDate', dayOrMoment),
  md.optional('LastFillDate', 'lastFillDate', dayOrMoment),
  md.optional('Substitutions', 'substitutions', substitutions),
  md.optional('NumberOfRefills', 'numberOfRefills', refills),
  md.many('Diagnosis', 'diagnoses', diagnosis, 2),
  md.optional('PriorAuthorization', 'priorAuthorization', text(35)),
  md.optional('Note', 'note', text(210)),
  md.optional('Sig/SigText', 'sigText', text(1000)),
  md.many('OtherMedicationDate', 'otherDates', otherDate, 5),
  md.optional('PharmacyRequestedRefills', 'pharmacyRequestedRefills', refills),
])

const mr = partsOf<MedicationRequested>()
export const requestedShape = record<MedicationRequested>([
  mr.required(DESCRIPTION, 'drugDescription', text(105)),
  mr.optional('DrugCoded', 'drugCoded', drugCoded, ['2017071']),
  mr.optional('Product', 'drugCoded', product, ['2023011']),
  mr.optional('Quantity', 'quantity', quantity),
  mr.optional('DaysSupply', 'daysSupply', integer(1, 999)),
  mr.optional('WrittenDate', 'writtenDate', day),
  mr.optional('LastFillDate', 'lastFillDate', dayOrMoment),
  mr.optional('Substitutions', 'substitutions', substitutions),
  mr.optional('NumberOfRefills', 'numberOfRefills', refills),
  mr.many('Diagnosis', 'diagnoses', diagnosis, 2),
  mr.optional('PriorAuthorization', 'priorAuthorization', text(35)),
  mr.optional('Note', 'note', text(210)),
  mr.optional('Sig/SigText', 'sigText', text(1000)),
  mr.many('OtherMedicationDate', 'otherDates', otherDate, 5),
])
