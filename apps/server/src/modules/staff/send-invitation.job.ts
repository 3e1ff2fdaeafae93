/** Mails an invitation's link. Sent again after a crash, it is the same mail: its key is the invitation's. */
import { MailBounced } from '../../adapters/mail/port.ts'
import type { Deps } from '../../deps.ts'
import { type JobHandler, RetryLater } from '../../platform/jobs/worker.ts'
import { recordAudit } from '../audit/index.ts'
import { system } from '../identity/index.ts'
import { tokenOf } from './invitation-token.ts'
import { loadInvitation } from './queries.ts'
import { type Invitation, statusOf } from './staff.ts'

export const sendInvitationJob =
  (deps: Deps): JobHandler =>
  async ({ clinicId, invitationId = '' }) => {
    const invitation = await deps.db.read(clinicId, (db) => loadInvitation(db, clinicId, invitationId))
    if (!invitation || statusOf(invitation, deps.clock.now()) !== 'open') return
    try {
      await deps.mailer.send(compose(deps, invitation))
    } catch (error) {
      if (!(error instanceof MailBounced)) throw new RetryLater('the mail server did not take the invitation')
      await deps.db.write(clinicId, (tx) =>
        recordAudit(tx, system(clinicId, `send-invitation:${invitationId}`), {
          action: 'staff.invitation_bounced',
          subjectType: 'staff',
          subjectId: invitationId,
          at: deps.clock.now(),
        }),
      )
    }
  }

function compose(deps: Deps, { id, email, role, clinicName, expiresAt }: Invitation) {
  const until = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(expiresAt)
  const link = `${deps.config.PUBLIC_URL}/invitations/${tokenOf(id, deps.config.BETTER_AUTH_SECRET)}`
  return {
    to: email,
    subject: `Join the staff of ${clinicName}`,
    text: `${clinicName} invites you to join its staff as ${role}.\n\nOpen this link to set up your account:\n\n${link}\n\nIt can be used once, until ${until}. If you did not expect it, nothing needs to be done.`,
    messageKey: `invitation-${id}`,
  }
}
