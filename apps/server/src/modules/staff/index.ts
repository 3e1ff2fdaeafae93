/** Staff: who works in the clinic, how they join, and where its providers are licensed. */
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../identity/index.ts'
import { acceptInvitation, getInvitation } from './accept-invitation.ts'
import { inviteStaff, listStaff, revokeInvitation } from './invite-staff.ts'
import { saveProviderProfile } from './save-provider-profile.ts'
import { setStaffStatus } from './set-staff-status.ts'

export { sendInvitationJob } from './send-invitation.job.ts'

export const staffHandlers = (deps: Deps): Handlers => ({
  listStaff: ({ actor }) => listStaff(deps, actor),
  saveProviderProfile: ({ actor, params, body }) => saveProviderProfile(deps, actor, params.id, body),
  setStaffStatus: ({ actor, params, body }) => setStaffStatus(deps, actor, params.id, body),
  inviteStaff: ({ actor, body, once }) => inviteStaff(deps, actor, body, once),
  revokeInvitation: ({ actor, params }) => revokeInvitation(deps, actor, params.id),
  getInvitation: ({ params }) => getInvitation(deps, params.token),
  acceptInvitation: ({ params, body, person, request }) =>
    acceptInvitation(deps, {
      token: params.token,
      input: body,
      person,
      requestId: request.id,
      ip: request.ip,
    }),
})
