/**
 * Every HTTP route of the product in one table: the server registers from it, the web client is typed by
 * it, OpenAPI is generated from it, and the permission test walks it. `access` is an action of
 * `permissions`, `public`, `intake` (the intake's own token) or `signed-in` (any account).
 */
import { z } from 'zod'
import * as audit from './audit.ts'
import * as consultations from './consultations.ts'
import * as identity from './identity.ts'
import * as intake from './intake.ts'
import * as orders from './orders.ts'
import type { Action } from './permissions.ts'
import * as portal from './portal.ts'
import { Preferences } from './preferences.ts'
import { Id } from './vocabulary.ts'
import * as worklist from './worklist.ts'

export type Access = Action | 'public' | 'intake' | 'signed-in'

export type RouteContract = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  access: Access
  /** Needs an `Idempotency-Key` header: the same key gives the same answer, once. */
  idempotent?: true
  /** Body or answer is not JSON (a file, a stream). */
  raw?: true
  /** Server-sent events. */
  stream?: true
  status?: 200 | 201 | 202 | 204
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  response: z.ZodType
  summary: string
}

const byId = z.object({ id: Id })
const nothing = z.null()
const MeOrNobody = z.object({ me: identity.Me.nullable() })

export const routes = {
  getMe: {
    method: 'GET',
    path: '/api/me',
    access: 'public',
    response: MeOrNobody,
    summary: 'Who is signed in',
  },

  getClinic: {
    method: 'GET',
    path: '/api/clinics/:slug',
    access: 'public',
    params: z.object({ slug: z.string().max(41) }),
    response: intake.ClinicPublic,
    summary: 'What a clinic offers to patients',
  },
  startIntake: {
    method: 'POST',
    path: '/api/intakes',
    access: 'public',
    status: 201,
    body: intake.StartIntake,
    response: intake.StartedIntake,
    summary: 'Start an intake',
  },
  getIntake: {
    method: 'GET',
    path: '/api/intakes/:id',
    access: 'intake',
    params: byId,
    response: intake.IntakeView,
    summary: 'Resume an intake',
  },
  saveAnswer: {
    method: 'PUT',
    path: '/api/intakes/:id/answers/:linkId',
    access: 'intake',
    params: byId.extend({ linkId: z.string().max(80) }),
    body: z.object({ answer: intake.Answer }),
    response: intake.SavedAnswer,
    summary: 'Save one answer',
  },
  uploadIntakeDocument: {
    method: 'POST',
    path: '/api/intakes/:id/documents',
    access: 'intake',
    raw: true,
    status: 201,
    params: byId,
    response: intake.UploadedDocument,
    summary: 'Upload a photo (multipart, field "file")',
  },
  getIntakeDocument: {
    method: 'GET',
    path: '/api/intakes/:id/documents/:documentId',
    access: 'intake',
    raw: true,
    params: byId.extend({ documentId: Id }),
    response: z.unknown(),
    summary: 'A photo uploaded with this intake',
  },
  submitIntake: {
    method: 'POST',
    path: '/api/intakes/:id/submit',
    access: 'signed-in',
    idempotent: true,
    status: 201,
    params: byId,
    body: intake.SubmitIntake,
    response: intake.SubmittedIntake,
    summary: 'Send the intake: account, facts, consultation, order, invoice in one transaction',
  },
  searchMedications: {
    method: 'POST',
    path: '/api/terminology/medications',
    access: 'public',
    body: z.object({ q: z.string().trim().min(1).max(60) }),
    response: z.object({ items: z.array(z.object({ name: z.string(), detail: z.string() })) }),
    summary: 'Medicine names as one types',
  },
  searchConditions: {
    method: 'POST',
    path: '/api/terminology/conditions',
    access: 'public',
    body: z.object({ q: z.string().trim().min(1).max(60) }),
    response: z.object({ items: z.array(z.object({ code: z.string(), text: z.string() })) }),
    summary: 'Conditions as one types',
  },
  searchAllergens: {
    method: 'POST',
    path: '/api/terminology/allergens',
    access: 'public',
    body: z.object({ q: z.string().trim().min(1).max(60) }),
    response: z.object({ items: z.array(z.object({ name: z.string() })) }),
    summary: 'Allergy substances as one types',
  },
  searchPharmacies: {
    method: 'GET',
    path: '/api/pharmacies',
    access: 'public',
    query: portal.PharmacySearch,
    response: portal.PharmacyList,
    summary: 'Pharmacies of the network',
  },

  getQueue: {
    method: 'GET',
    path: '/api/queue',
    access: 'queue:read',
    query: worklist.QueueQuery,
    response: worklist.QueuePage,
    summary: 'Pending consultations in deadline order (getPendingConsultations)',
  },
  // What somebody searches for is a name: it travels in a body, since addresses are logged on the way.
  searchQueue: {
    method: 'POST',
    path: '/api/queue/search',
    access: 'queue:read',
    body: worklist.QueueSearch,
    response: worklist.QueuePage,
    summary: 'Pending consultations by patient, MRN or drug',
  },
  getShift: {
    method: 'GET',
    path: '/api/shift',
    access: 'queue:read',
    response: worklist.Shift,
    summary: 'My shift so far',
  },
  takeNext: {
    method: 'POST',
    path: '/api/queue/take-next',
    access: 'queue:take',
    body: worklist.TakeNext,
    response: consultations.ClaimResult,
    summary: 'Claim the next case by deadline, licence and category',
  },
  getConsultation: {
    method: 'GET',
    path: '/api/consultations/:id',
    access: 'chart:read',
    params: byId,
    response: consultations.ConsultationSummary,
    summary: 'Everything the review shows (getConsultationSummary)',
  },
  claimConsultation: {
    method: 'POST',
    path: '/api/consultations/:id/claim',
    access: 'consultation:claim',
    params: byId,
    response: consultations.ClaimResult,
    summary: 'Take this case',
  },
  releaseConsultation: {
    method: 'POST',
    path: '/api/consultations/:id/release',
    access: 'consultation:claim',
    status: 204,
    params: byId,
    response: nothing,
    summary: 'Put this case back',
  },
  heartbeat: {
    method: 'POST',
    path: '/api/consultations/:id/heartbeat',
    access: 'consultation:claim',
    params: byId,
    body: consultations.Heartbeat,
    response: consultations.ClaimResult,
    summary: 'Keep the lease and count active review time',
  },
  assessProposal: {
    method: 'POST',
    path: '/api/consultations/:id/assess',
    access: 'consultation:decide',
    params: byId,
    body: consultations.AssessProposal,
    response: consultations.AssessedProposal,
    summary: 'Check an edited prescription (validateTreatment)',
  },
  approveConsultation: {
    method: 'POST',
    path: '/api/consultations/:id/approve',
    access: 'consultation:decide',
    idempotent: true,
    params: byId,
    body: consultations.ApproveConsultation,
    response: consultations.Decided,
    summary: 'Approve and sign',
  },
  denyConsultation: {
    method: 'POST',
    path: '/api/consultations/:id/deny',
    access: 'consultation:decide',
    idempotent: true,
    params: byId,
    body: consultations.DenyConsultation,
    response: consultations.Decided,
    summary: 'Deny with a reason',
  },
  askPatient: {
    method: 'POST',
    path: '/api/consultations/:id/ask',
    access: 'consultation:decide',
    idempotent: true,
    params: byId,
    body: consultations.AskPatient,
    response: consultations.Decided,
    summary: 'Ask the patient typed questions',
  },
  escalateConsultation: {
    method: 'POST',
    path: '/api/consultations/:id/escalate',
    access: 'consultation:decide',
    idempotent: true,
    params: byId,
    body: consultations.EscalateConsultation,
    response: consultations.Decided,
    summary: 'Send to a live or in-person visit',
  },
  undoDecision: {
    method: 'POST',
    path: '/api/consultations/:id/undo',
    access: 'consultation:decide',
    idempotent: true,
    params: byId,
    body: consultations.UndoDecision,
    response: consultations.ClaimResult,
    summary: 'Take a decision back inside its window',
  },
  saveNote: {
    method: 'PUT',
    path: '/api/consultations/:id/note',
    access: 'note:write',
    params: byId,
    body: consultations.SaveNote,
    response: consultations.SavedNote,
    summary: 'Autosave the draft note',
  },
  addAddendum: {
    method: 'POST',
    path: '/api/consultations/:id/addenda',
    access: 'note:write',
    idempotent: true,
    status: 201,
    params: byId,
    body: consultations.AddAddendum,
    response: consultations.SavedNote,
    summary: 'Add to a signed note',
  },
  sendMessage: {
    method: 'POST',
    path: '/api/consultations/:id/messages',
    access: 'message:send',
    idempotent: true,
    status: 201,
    params: byId,
    body: consultations.SendMessage,
    response: consultations.Message,
    summary: 'Write to the patient',
  },
  getDocument: {
    method: 'GET',
    path: '/api/documents/:id',
    access: 'document:read',
    raw: true,
    params: byId,
    response: z.unknown(),
    summary: 'A document’s content',
  },
  listOrders: {
    method: 'GET',
    path: '/api/orders',
    access: 'order:read',
    query: orders.OrderQuery,
    response: orders.OrderPage,
    summary: 'Orders by lane',
  },
  getOrder: {
    method: 'GET',
    path: '/api/orders/:id',
    access: 'order:read',
    params: byId,
    response: orders.OrderDetail,
    summary: 'One order with its timeline',
  },
  getPreferences: {
    method: 'GET',
    path: '/api/preferences',
    access: 'preferences:write',
    response: Preferences,
    summary: 'My preferences',
  },
  savePreferences: {
    method: 'PUT',
    path: '/api/preferences',
    access: 'preferences:write',
    body: Preferences,
    response: Preferences,
    summary: 'Save my preferences',
  },
  streamEvents: {
    method: 'GET',
    path: '/api/events',
    access: 'event:read',
    raw: true,
    stream: true,
    response: z.unknown(),
    summary: 'Server-sent events; resumes with Last-Event-ID',
  },

  getPortalHome: {
    method: 'GET',
    path: '/api/portal',
    access: 'portal:read',
    response: portal.PortalHome,
    summary: 'My visits',
  },
  getPortalConsultation: {
    method: 'GET',
    path: '/api/portal/consultations/:id',
    access: 'portal:read',
    params: byId,
    response: portal.PortalConsultation,
    summary: 'One visit in plain words',
  },
  answerRequest: {
    method: 'POST',
    path: '/api/portal/consultations/:id/answers',
    access: 'portal:write',
    idempotent: true,
    params: byId,
    body: portal.AnswerRequest,
    response: portal.PortalConsultation,
    summary: 'Answer the provider’s questions',
  },
  uploadPortalDocument: {
    method: 'POST',
    path: '/api/portal/consultations/:id/documents',
    access: 'portal:write',
    raw: true,
    status: 201,
    params: byId,
    response: intake.UploadedDocument,
    summary: 'Upload a photo the provider asked for (multipart, field "file")',
  },
  sendPortalMessage: {
    method: 'POST',
    path: '/api/portal/consultations/:id/messages',
    access: 'portal:write',
    idempotent: true,
    status: 201,
    params: byId,
    body: consultations.SendMessage,
    response: consultations.Message,
    summary: 'Write to the care team',
  },
  openCheckout: {
    method: 'POST',
    path: '/api/portal/consultations/:id/checkout',
    access: 'portal:write',
    params: byId,
    response: portal.CheckoutLink,
    summary: 'A fresh link to the card page',
  },
  choosePharmacy: {
    method: 'PUT',
    path: '/api/portal/consultations/:id/pharmacy',
    access: 'portal:write',
    params: byId,
    body: portal.ChoosePharmacy,
    response: portal.PortalConsultation,
    summary: 'Choose another pharmacy before anything is sent',
  },

  listStaff: {
    method: 'GET',
    path: '/api/staff',
    access: 'staff:manage',
    response: identity.StaffList,
    summary: 'Staff and open invitations',
  },
  inviteStaff: {
    method: 'POST',
    path: '/api/staff/invitations',
    access: 'staff:manage',
    idempotent: true,
    status: 201,
    body: identity.InviteStaff,
    response: identity.StaffInvitation,
    summary: 'Invite a member of staff by mail',
  },
  revokeInvitation: {
    method: 'DELETE',
    path: '/api/staff/invitations/:id',
    access: 'staff:manage',
    status: 204,
    params: byId,
    response: nothing,
    summary: 'Withdraw an invitation',
  },
  getInvitation: {
    method: 'GET',
    path: '/api/invitations/:token',
    access: 'public',
    params: z.object({ token: z.string().min(20).max(120) }),
    response: identity.InvitationView,
    summary: 'What an invitation is for',
  },
  acceptInvitation: {
    method: 'POST',
    path: '/api/invitations/:token/accept',
    access: 'public',
    status: 204,
    params: z.object({ token: z.string().min(20).max(120) }),
    body: identity.AcceptInvitation,
    response: nothing,
    summary: 'Join the staff',
  },
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    access: 'audit:read',
    query: audit.AuditQuery,
    response: audit.AuditPage,
    summary: 'Who saw and did what',
  },
} as const satisfies Record<string, RouteContract>

export type RouteName = keyof typeof routes
