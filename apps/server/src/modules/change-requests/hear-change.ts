/** A pharmacy's RxChangeRequest becomes a task of a provider, once. */
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { recordAudit } from '../audit/index.ts'
import { system } from '../identity/index.ts'
import type { ChangeQuestion } from '../prescriptions/index.ts'
import { isCode } from './change-request.ts'
import { insertChangeRequest } from './queries.ts'

/** More than this nobody proposes. */
const MOST = 9

/** @returns null when taken, else why not, in words for the pharmacy. */
export async function hearChange(tx: Tx, question: ChangeQuestion): Promise<string | null> {
  const { rx, messageId, code, subCodes, reasonText, requested, now } = question
  if (!isCode(code)) return 'This kind of question is not taken here'
  const { clinicId, id: prescriptionId, orderId, patientId } = rx
  const id = newId()
  await insertChangeRequest(tx, {
    clinicId,
    id,
    prescriptionId,
    orderId,
    patientId,
    messageId,
    code,
    subCodes,
    reasonText,
    requested: requested.slice(0, MOST),
    receivedAt: now,
  })
  await recordAudit(tx, system(clinicId, 'pharmacy-change'), {
    action: 'change_request.received',
    subjectType: 'prescription',
    subjectId: prescriptionId,
    patientId,
    details: { changeRequestId: id, code },
    at: now,
  })
  return null
}
