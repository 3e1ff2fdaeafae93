/** The workspace's own routes: presence, ready-made words, and finding a patient. Part of the table in `routes.ts`. */
import { z } from 'zod'
import { CasePresence, FoundPatients, QuestionBank, ReportPresence } from './consultations.ts'
import { NoteTemplate, NoteTemplateList, SaveNoteTemplate } from './preferences.ts'
import type { RouteContract } from './route-contract.ts'
import { Category, Id } from './vocabulary.ts'

const byId = z.object({ id: Id })

export const workspaceRoutes = {
  reportPresence: {
    method: 'POST',
    path: '/api/consultations/:id/presence',
    access: 'chart:read',
    params: byId,
    body: ReportPresence,
    response: CasePresence,
    summary: 'Say that I have this case on the screen, and learn who else has',
  },
  getQuestionBank: {
    method: 'GET',
    path: '/api/question-bank/:category',
    access: 'chart:read',
    params: z.object({ category: Category }),
    response: QuestionBank,
    summary: 'The questionnaire’s questions, as they can be asked again',
  },
  // A name travels in a body, since addresses are logged on the way.
  findPatients: {
    method: 'POST',
    path: '/api/patients/search',
    access: 'chart:read',
    body: z.object({ search: z.string().trim().min(2).max(80) }),
    response: FoundPatients,
    summary: 'Patients by the first letters of their names or record number, with their visits',
  },
  listNoteTemplates: {
    method: 'GET',
    path: '/api/note-templates',
    access: 'note-template:read',
    response: NoteTemplateList,
    summary: 'The clinic’s and my own words for notes',
  },
  saveNoteTemplate: {
    method: 'PUT',
    path: '/api/note-templates/:id',
    access: 'note:write',
    params: byId,
    body: SaveNoteTemplate,
    response: NoteTemplate,
    summary: 'Keep a template or quick text of mine',
  },
  deleteNoteTemplate: {
    method: 'DELETE',
    path: '/api/note-templates/:id',
    access: 'note:write',
    status: 204,
    params: byId,
    response: z.null(),
    summary: 'Drop a template or quick text of mine',
  },
  saveClinicNoteTemplate: {
    method: 'PUT',
    path: '/api/clinic/note-templates/:id',
    access: 'note-template:manage',
    params: byId,
    body: SaveNoteTemplate,
    response: NoteTemplate,
    summary: 'Keep a template or quick text of the clinic',
  },
  deleteClinicNoteTemplate: {
    method: 'DELETE',
    path: '/api/clinic/note-templates/:id',
    access: 'note-template:manage',
    status: 204,
    params: byId,
    response: z.null(),
    summary: 'Drop a template or quick text of the clinic',
  },
} as const satisfies Record<string, RouteContract>
