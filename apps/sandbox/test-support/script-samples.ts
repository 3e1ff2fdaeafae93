/** SCRIPT messages a clinic would send, written out by hand. */
import { createHash } from 'node:crypto'

export type Sample = {
  messageId: string
  to: string
  order: string
  relatesTo: string
  quantity: string
  body: string
  sentTime: string
}

const defaults: Sample = {
  messageId: 'a1',
  to: '9900017',
  order: 'ORDER-1',
  relatesTo: '',
  quantity: '30',
  body: '',
  sentTime: '2026-11-22T10:00:00Z',
}

/** A 32-character message id made of any words. */
export const idOf = (words: string) => createHash('md5').update(words).digest('hex')

const envelope = (sample: Sample, content: string) => `<?xml version="1.0" encoding="UTF-8"?>
<Message DatatypesVersion="20170715" TransportVersion="20170715" TransactionDomain="SCRIPT" TransactionVersion="20170715" StructuresVersion="20170715" ECLVersion="20170715">
<Header><To Qualifier="P">${sample.to}</To><From Qualifier="C">CLINIC-7</From><MessageID>${sample.messageId}</MessageID>${sample.relatesTo ? `<RelatesToMessageID>${sample.relatesTo}</RelatesToMessageID>` : ''}<SentTime>${sample.sentTime}</SentTime><SenderSoftware><SenderSoftwareDeveloper>Clinic</SenderSoftwareDeveloper><SenderSoftwareProduct>Test</SenderSoftwareProduct><SenderSoftwareVersionRelease>1</SenderSoftwareVersionRelease></SenderSoftware><PrescriberOrderNumber>${sample.order}</PrescriberOrderNumber></Header>
<Body>${content}</Body>
</Message>`

const address = (line: string) =>
  `<Address><AddressLine1>${line}</AddressLine1><City>Seattle</City><StateProvince>WA</StateProvince><PostalCode>98101</PostalCode><CountryCode>US</CountryCode></Address>`

const parties = (
  to: string,
) => `<Patient><HumanPatient><Name><LastName>Sample</LastName><FirstName>Ava</FirstName></Name><Gender>F</Gender><DateOfBirth><Date>1988-04-12</Date></DateOfBirth>${address('1 Example Way')}<CommunicationNumbers><PrimaryTelephone><Number>2065550110</Number></PrimaryTelephone></CommunicationNumbers></HumanPatient></Patient>
<Pharmacy><Identification><NCPDPID>${to}</NCPDPID></Identification><BusinessName>Harborview Pharmacy</BusinessName></Pharmacy>
<Prescriber><NonVeterinarian><Identification><NPI>1234567893</NPI></Identification><Name><LastName>Provider</LastName><FirstName>Pat</FirstName></Name>${address('2 Clinic Row')}</NonVeterinarian></Prescriber>`

const medication = (quantity: string) =>
  `<DrugDescription>Finasteride 1 MG Oral Tablet</DrugDescription><DrugCoded><ProductCode><Code>00093515556</Code><Qualifier>ND</Qualifier></ProductCode><DrugDBCode><Code>310346</Code><Qualifier>SCD</Qualifier></DrugDBCode><DEASchedule><Code>C38046</Code></DEASchedule></DrugCoded><Quantity><Value>${quantity}</Value><CodeListQualifier>38</CodeListQualifier><QuantityUnitOfMeasure><Code>C48542</Code></QuantityUnitOfMeasure></Quantity><DaysSupply>30</DaysSupply><WrittenDate><Date>2026-11-22</Date></WrittenDate><Substitutions>0</Substitutions><NumberOfRefills>2</NumberOfRefills><Diagnosis><ClinicalInformationQualifier>1</ClinicalInformationQualifier><Primary><Code>L64.9</Code><Qualifier>ABF</Qualifier><Description>Androgenic alopecia</Description></Primary></Diagnosis><Sig><SigText>Take 1 tablet by mouth once daily.</SigText></Sig>`

export const newRx = (changes: Partial<Sample> = {}): string => {
  const sample = { ...defaults, ...changes }
  const body = `<NewRx>${parties(sample.to)}<MedicationPrescribed>${medication(sample.quantity)}</MedicationPrescribed></NewRx>`
  return envelope(sample, sample.body || body)
}

export const cancelRx = (changes: Partial<Sample> = {}): string => {
  const sample = { ...defaults, ...changes }
  return envelope(
    sample,
    `<CancelRx>${parties(sample.to)}<MedicationPrescribed>${medication(sample.quantity)}</MedicationPrescribed></CancelRx>`,
  )
}

export const renewalResponse = (answer: 'Approved' | 'Denied', changes: Partial<Sample> = {}): string => {
  const sample = { ...defaults, ...changes }
  const medicationResponse =
    answer === 'Approved' ? `<MedicationResponse>${medication(sample.quantity)}</MedicationResponse>` : ''
  return envelope(
    sample,
    `<RxRenewalResponse><Response><${answer}/></Response>${parties(sample.to)}${medicationResponse}</RxRenewalResponse>`,
  )
}
