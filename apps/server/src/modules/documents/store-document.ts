/** Files: photos, identity documents, reports. The bytes go to the file store, the row to the database. */
import { createHash } from 'node:crypto'
import type { UploadedDocument } from '@countersign/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import type { Db } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { sniffContentType } from './content-type.ts'
import {
  countIntakeDocuments,
  type DocumentRow,
  insertDocument,
  loadDocument,
  patientStateIsLicensed,
} from './queries.ts'

const MOST_PER_INTAKE = 12

/** The one file of a multipart request, field `file`. @throws bad-request, body-too-large */
export async function readUpload(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart())
    throw new Problem('unsupported-media-type', { detail: 'Send the file as multipart/form-data.' })
  const part = await request.file().catch(refuseBroken)
  if (part?.fieldname !== 'file')
    throw new Problem('bad-request', { detail: 'Send one file in the field "file".' })
  const bytes = await part.toBuffer().catch(refuseBroken)
  if (part.file.truncated) throw new Problem('body-too-large')
  return bytes
}

/** The parser's own refusals name a status; what does not is a body that is no multipart at all, or was cut off. */
function refuseBroken(error: Error & { statusCode?: number }): never {
  if (error.statusCode !== undefined) throw error
  throw new Problem('bad-request', { detail: 'The upload was cut off or cannot be read.' })
}

export type StoreDocument = {
  clinicId: string
  patientId: string | null
  intakeId: string | null
  consultationId: string | null
  kind: 'scalp_photo' | 'identity_document' | 'photo' | 'lab_report' | 'other'
  title: string
  bytes: Buffer
}

/** Written to the store first: a row never names a file that is not there. @throws unsupported-media-type */
export async function storeDocument(deps: Deps, input: StoreDocument): Promise<UploadedDocument> {
  const contentType = sniffContentType(input.bytes)
  if (!contentType) {
    throw new Problem('unsupported-media-type', {
      detail: 'Photos as JPEG, PNG, WebP or HEIC, and PDF files are accepted.',
    })
  }
  const id = newId()
  const { bytes, ...about } = input
  const row: DocumentRow = {
    ...about,
    id,
    contentType,
    byteSize: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    storageKey: `${input.clinicId}/${id}`,
  }
  await deps.db.read(input.clinicId, (db) => requireRoom(db, input))
  await deps.files.put(row.storageKey, bytes, { contentType })
  try {
    await deps.db.write(input.clinicId, async (tx) => {
      await requireRoom(tx, input)
      await insertDocument(tx, row, deps.clock.now())
    })
  } catch (error) {
    await deps.files.delete(row.storageKey).catch(() => {})
    throw error
  }
  return { id, title: row.title, contentType, byteSize: row.byteSize }
}

/** @throws too-many-requests */
async function requireRoom(db: Db, { clinicId, intakeId }: StoreDocument): Promise<void> {
  if (intakeId && (await countIntakeDocuments(db, clinicId, intakeId)) >= MOST_PER_INTAKE)
    throw new Problem('too-many-requests', { detail: `At most ${MOST_PER_INTAKE} photos an intake.` })
}

/** Sends a stored file's bytes. Never rendered as anything but what was sniffed. */
export async function sendDocument(
  deps: Deps,
  reply: FastifyReply,
  document: DocumentRow,
): Promise<FastifyReply> {
  const bytes = await deps.files.getBytes(document.storageKey)
  return reply
    .header('content-type', document.contentType)
    .header('content-disposition', 'inline')
    .header('cache-control', 'no-store')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    .send(Buffer.from(bytes))
}

/** @throws not-found for another intake's document. */
export async function openIntakeDocument(
  deps: Deps,
  clinicId: string,
  intakeId: string,
  id: string,
): Promise<DocumentRow> {
  const document = await deps.db.read(clinicId, (db) => loadDocument(db, clinicId, id))
  if (!document || document.intakeId !== intakeId) throw new Problem('not-found')
  return document
}

/** A patient's own document, or one of a patient in a state the provider is licensed for. Each read is on record. */
export async function openDocument(deps: Deps, actor: Actor, id: string): Promise<DocumentRow> {
  return deps.db.write(actor.clinicId, async (tx) => {
    const now = deps.clock.now()
    const document = await loadDocument(tx, actor.clinicId, id)
    if (!document?.patientId) throw new Problem('not-found')
    if (actor.role === 'patient' && document.patientId !== actor.patientId) throw new Problem('not-found')
    if (actor.role === 'provider') {
      const today = now.toISOString().slice(0, 10)
      const licensed =
        actor.providerId !== null &&
        (await patientStateIsLicensed(tx, actor.clinicId, document.patientId, actor.providerId, today))
      if (!licensed) throw new Problem('no-licence')
    }
    await recordAudit(tx, actor, {
      action: 'document.read',
      subjectType: 'document',
      subjectId: id,
      patientId: document.patientId,
      at: now,
    })
    return document
  })
}
