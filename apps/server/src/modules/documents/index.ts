/** Documents: files a patient or provider adds. What a file is, its first bytes decide; who read it is on record. */
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../identity/index.ts'
import { openDocument, sendDocument } from './store-document.ts'

export { attachDocumentsToConsultation } from './queries.ts'
export {
  openIntakeDocument,
  readUpload,
  sendDocument,
  storeDocument,
} from './store-document.ts'

export const documentHandlers = (deps: Deps): Handlers => ({
  getDocument: async ({ actor, params, reply }) =>
    sendDocument(deps, reply, await openDocument(deps, actor, params.id)),
})
