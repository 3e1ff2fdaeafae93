/** Which of a case's documents are pictures, what each is called, and which two are worth comparing. Pure but for the address. */
import type { ConsultationSummary } from '@countersign/contract'
import { urlOf } from '../../api/client.ts'

export type CaseDocument = ConsultationSummary['documents'][number]

export const sourceOf = (document: CaseDocument) => urlOf('getDocument', { params: { id: document.id } })
export const isPicture = (document: CaseDocument) => document.contentType.startsWith('image/')

/** Pictures of one title get a number each, those of earlier visits apart from those of now. */
export function titlesOf(pictures: readonly CaseDocument[]): Map<string, string> {
  const groups = Map.groupBy(pictures, (picture) => `${picture.earlier} ${picture.title}`)
  return new Map(
    pictures.map((picture) => {
      const group = groups.get(`${picture.earlier} ${picture.title}`) ?? []
      const title = group.length < 2 ? picture.title : `${picture.title} ${group.indexOf(picture) + 1}`
      return [picture.id, title]
    }),
  )
}

/**
 * The newest earlier photo beside the one of now in the same place of its set; without an earlier visit, the
 * first two of now. Null where there is nothing to compare.
 */
export function comparisonOf(
  pictures: readonly CaseDocument[],
): { before: CaseDocument; now: CaseDocument } | null {
  const now = pictures.filter((picture) => !picture.earlier)
  const earlier = pictures
    .filter((picture) => picture.earlier)
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
  const [first, second] = now
  const before = earlier.find((picture) => picture.kind === first?.kind) ?? earlier[0]
  if (first && before) {
    const day = before.createdAt.slice(0, 10)
    const set = earlier.filter((picture) => picture.createdAt.startsWith(day)).toReversed()
    return { before: set[0] ?? before, now: first }
  }
  return first && second ? { before: first, now: second } : null
}
