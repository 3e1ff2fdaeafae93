/** Words kept ready for notes: the clinic's and one's own. */
import type { NoteTemplate, SaveNoteTemplate } from '@countersign/contract'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../session/use-me.ts'

export const noteTemplatesQuery = queryOptions({
  queryKey: ['note-templates'],
  queryFn: ({ signal }) => api('listNoteTemplates', {}, { signal }).then(({ items }) => items),
  staleTime: 300_000,
})

const none: NoteTemplate[] = []

/** Empty while loading, and for roles that have none. */
export function useNoteTemplates(): NoteTemplate[] {
  return useQuery({ ...noteTemplatesQuery, enabled: useMay('note-template:read') }).data ?? none
}

/** Saves and drops those of one owner: one's own, or the clinic's for those who keep them. */
export function useKeepNoteTemplates(owner: NoteTemplate['owner']) {
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries(noteTemplatesQuery)
  const clinic = owner === 'clinic'
  const save = useMutation({
    mutationFn: ({ id, ...body }: SaveNoteTemplate & { id: string }) =>
      api(clinic ? 'saveClinicNoteTemplate' : 'saveNoteTemplate', { params: { id }, body }),
    onSettled,
  })
  const drop = useMutation({
    mutationFn: (id: string) =>
      api(clinic ? 'deleteClinicNoteTemplate' : 'deleteNoteTemplate', { params: { id } }),
    onSettled,
  })
  return { save, drop }
}
