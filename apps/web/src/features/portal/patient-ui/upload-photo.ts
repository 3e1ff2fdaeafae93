/** Sends one photo (multipart, field "file") and tells how far it is: fetch cannot say that of an upload. */
import type { UploadedDocument } from '@countersign/contract'
import { urlOf } from '../../../api/client.ts'
import { ApiProblem, type ApiProblemBody, nameOfType } from '../../../api/problem.ts'

export type PhotoTarget =
  | { route: 'uploadIntakeDocument'; id: string; token: string }
  | { route: 'uploadPortalDocument'; id: string }

/** `onProgress` gets 0 to 1. Rejects with an ApiProblem. */
export function uploadPhoto(
  target: PhotoTarget,
  photo: Blob,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<UploadedDocument> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', urlOf(target.route, { params: { id: target.id } }))
    request.responseType = 'json'
    request.setRequestHeader('accept', 'application/json')
    if (target.route === 'uploadIntakeDocument') request.setRequestHeader('x-intake-token', target.token)
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    const failed = () =>
      reject(
        navigator.onLine
          ? new ApiProblem('no-answer', { status: 0, title: 'No answer' })
          : new ApiProblem('offline', { status: 0, title: 'You are offline' }),
      )
    request.addEventListener('error', failed)
    request.addEventListener('timeout', failed)
    request.addEventListener('abort', () => reject(signal.reason))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(request.response as UploadedDocument)
        return
      }
      const body = request.response as (ApiProblemBody & { type?: unknown }) | null
      reject(
        new ApiProblem(
          body === null ? (request.status >= 500 ? 'unavailable' : 'internal') : nameOfType(body.type),
          body ?? { status: request.status, title: 'No answer' },
        ),
      )
    })
    const form = new FormData()
    form.set('file', photo, 'photo.jpg')
    request.send(form)
  })
}
