/** The routes by which a clinic runs itself: its staff, how they join, and the record of who did what. */
import { z } from 'zod'
import * as audit from './audit.ts'
import * as identity from './identity.ts'
import type { RouteContract } from './route-contract.ts'
import { Id } from './vocabulary.ts'

const byId = z.object({ id: Id })
const nothing = z.null()

export const adminRoutes = {
  listStaff: {
    method: 'GET',
    path: '/api/staff',
    access: 'staff:manage',
    response: identity.StaffList,
    summary: 'Staff and open invitations',
  },
  saveProviderProfile: {
    method: 'PUT',
    path: '/api/staff/:id/provider',
    access: 'staff:manage',
    params: byId,
    body: identity.SaveProviderProfile,
    response: identity.ProviderProfile,
    summary: 'Who a provider is to pharmacies, and where they are licensed',
  },
  setStaffStatus: {
    method: 'PUT',
    path: '/api/staff/:id/status',
    access: 'staff:manage',
    status: 204,
    params: byId,
    body: identity.SetStaffStatus,
    response: nothing,
    summary: 'Suspend a member of staff, or let them work again',
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
