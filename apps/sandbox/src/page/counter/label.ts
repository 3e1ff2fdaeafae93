/** What a prescription says, as a pharmacist reads it off the message that brought it. */
import { find, textAt, type XmlElement } from '../../pharmacy-network/xml.ts'

export type Label = {
  patient: string
  born: string
  address: string
  directions: string
  quantity: string
  daysSupply: string
  refills: string
  substitution: string
  written: string
  prescriber: string
  diagnosis: string
  note: string
}

/** Short names of the NCIt units that come (NCPDP QuantityUnitOfMeasure). */
const units: Record<string, string> = {
  C48542: 'tablets',
  C48480: 'capsules',
  C28254: 'mL',
  C48155: 'g',
  C48504: 'kits',
  C64933: 'each',
  C97717: 'pens',
  C48540: 'syringes',
  C48551: 'vials',
}

const joined = (parts: readonly (string | undefined)[], by: string): string =>
  parts.filter((part) => part !== undefined && part !== '').join(by)

const nameAt = (content: XmlElement, path: string): string => {
  const name = find(content, path)
  return joined([textAt(name, 'FirstName'), textAt(name, 'MiddleName'), textAt(name, 'LastName')], ' ')
}

export const patientName = (content: XmlElement): string =>
  nameAt(content, 'Patient/HumanPatient/Name') || 'No patient named'

const addressAt = (content: XmlElement, path: string): string => {
  const address = find(content, path)
  return joined(
    ['AddressLine1', 'AddressLine2', 'City', 'StateProvince', 'PostalCode'].map((name) =>
      textAt(address, name),
    ),
    ', ',
  )
}

export const labelOf = (content: XmlElement): Label => {
  const medication = find(content, 'MedicationPrescribed') ?? find(content, 'MedicationResponse')
  const text = (path: string): string => textAt(medication, path) ?? ''
  const unit = text('Quantity/QuantityUnitOfMeasure/Code')
  const prescriber = 'Prescriber/NonVeterinarian'
  const npi = textAt(content, `${prescriber}/Identification/NPI`)
  return {
    patient: patientName(content),
    born: textAt(content, 'Patient/HumanPatient/DateOfBirth/Date') ?? '',
    address: addressAt(content, 'Patient/HumanPatient/Address'),
    directions: text('Sig/SigText'),
    quantity: joined([text('Quantity/Value'), units[unit] ?? unit], ' '),
    daysSupply: text('DaysSupply'),
    refills: text('NumberOfRefills'),
    substitution: text('Substitutions') === '1' ? 'As written only' : 'Allowed',
    written: (text('WrittenDate/Date') || text('WrittenDate/DateTime')).slice(0, 10),
    prescriber: joined([nameAt(content, `${prescriber}/Name`), npi && `NPI ${npi}`], ', '),
    diagnosis: joined([text('Diagnosis/Primary/Code'), text('Diagnosis/Primary/Description')], ' '),
    note: text('Note'),
  }
}
