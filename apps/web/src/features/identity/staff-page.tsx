/** Who works at the clinic and who is invited: inviting, withdrawing, setting up providers, suspending. */
import type { InviteStaff, StaffList } from '@countersign/contract'
import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { fieldError } from '../../api/problem-words.ts'
import { serverNow } from '../../api/server-clock.ts'
import { Chip } from '../../ui/chips.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { count, moment } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Delayed, SkeletonLine } from '../../ui/skeletons.tsx'
import { useMe } from '../session/use-me.ts'
import { looksLikeEmail } from './looks-like-email.ts'
import { activeStates } from './provider-draft.ts'
import { ProviderProfileForm } from './provider-profile-form.tsx'
import { roleWords } from './role-words.ts'
import styles from './staff.module.css'
import { staffKey } from './staff-key.ts'
import { SuspendDialog } from './suspend-dialog.tsx'

type Invitation = StaffList['invitations'][number]
type Member = StaffList['members'][number]

export function StaffPage() {
  const staff = useQuery({ queryKey: staffKey, queryFn: ({ signal }) => api('listStaff', {}, { signal }) })
  const [withdrawing, setWithdrawing] = useState<Invitation | null>(null)
  const [settingUp, setSettingUp] = useState<Member | null>(null)
  const [suspending, setSuspending] = useState<Member | null>(null)
  useEffect(() => {
    document.title = 'Staff · Countersign'
  }, [])
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>Staff</h1>
        {staff.data && <span>{count(staff.data.members.length, 'person', 'people')}</span>}
      </header>
      <div className={styles.body}>
        <InviteForm />
        {staff.isError && <ProblemAlert error={staff.error} onRetry={() => staff.refetch()} />}
        {staff.isPending && (
          <Delayed>
            <div className={styles.loading} role="status" aria-label="Loading">
              {[1, 2, 3, 4].map((line) => (
                <SkeletonLine key={line} width="100%" height={36} />
              ))}
            </div>
          </Delayed>
        )}
        {staff.data && (
          <>
            <Invitations list={staff.data.invitations} onWithdraw={setWithdrawing} />
            <Members list={staff.data.members} onSetUp={setSettingUp} onSuspend={setSuspending} />
          </>
        )}
      </div>
      {withdrawing && <Withdraw invitation={withdrawing} onClose={() => setWithdrawing(null)} />}
      {settingUp && <ProviderProfileForm member={settingUp} onClose={() => setSettingUp(null)} />}
      {suspending && <SuspendDialog member={suspending} onClose={() => setSuspending(null)} />}
    </main>
  )
}

const roles = Object.entries(roleWords).map(([value, words]) => ({ value, label: words.title }))

function InviteForm() {
  const queryClient = useQueryClient()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<InviteStaff['role']>('provider')
  const [error, setError] = useState<string | null>(null)
  const invite = useMutation({
    mutationFn: (body: InviteStaff) => api('inviteStaff', { body }),
    onSuccess: () => {
      setEmail('')
      void queryClient.invalidateQueries({ queryKey: staffKey })
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    const fits = looksLikeEmail(email.trim())
    setError(fits ? null : 'Enter an e-mail address, like name@clinic.example')
    if (fits && !invite.isPending) invite.mutate({ email: email.trim(), role })
  }
  return (
    <section className={styles.invite} aria-labelledby="invite">
      <h2 id="invite">Invite someone</h2>
      <form className={styles.form} noValidate onSubmit={submit}>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="off"
          maxLength={254}
          className={styles.email}
          value={email}
          error={error ?? fieldError(problemOf(invite.error), '/email')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label="Role"
          data={roles}
          value={role}
          description={roleWords[role].does}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(event) => setRole(event.currentTarget.value as InviteStaff['role'])}
        />
        <Button type="submit" loading={invite.isPending} className={styles.send}>
          Send invitation
        </Button>
      </form>
      {invite.isError && <ProblemAlert error={invite.error} />}
      <p className={styles.said} role="status">
        {invite.isSuccess
          ? `Invitation sent to ${invite.data.email}. It is open until ${moment(invite.data.expiresAt)}.`
          : ''}
      </p>
    </section>
  )
}

function Invitations(props: {
  list: StaffList['invitations']
  onWithdraw: (invitation: Invitation) => void
}) {
  if (props.list.length === 0) return null
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">
        Open invitations <span>{props.list.length}</span>
      </h2>
      <ul className={styles.list}>
        {props.list.map((invitation) => (
          <li key={invitation.id}>
            <div>
              <b>{invitation.email}</b>
              <span>
                {roleWords[invitation.role].title}, open until {moment(invitation.expiresAt)}
              </span>
            </div>
            <Button
              variant="default"
              aria-label={`Withdraw the invitation of ${invitation.email}`}
              onClick={() => props.onWithdraw(invitation)}
            >
              Withdraw
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Members(props: {
  list: Member[]
  onSetUp: (member: Member) => void
  onSuspend: (member: Member) => void
}) {
  const own = useMe()?.user.email
  if (props.list.length === 0)
    return <EmptyState title="Nobody works here yet" text="Invite the first person above." />
  return (
    <section aria-labelledby="members">
      <h2 id="members">
        People <span>{props.list.length}</span>
      </h2>
      <ul className={styles.list}>
        {props.list.map((member) => (
          <li key={member.id}>
            <div>
              <b>{member.name}</b>
              <span>{member.email}</span>
              {member.provider && <ProviderLine provider={member.provider} />}
            </div>
            <span className={styles.role}>{roleWords[member.role].title}</span>
            <span className={styles.state}>
              {member.status === 'suspended' && <Chip tone="danger">Suspended</Chip>}
              {member.role === 'provider' && member.provider === null && (
                <Chip tone="ask">Profile not set up</Chip>
              )}
              {member.twoFactorEnabled ? (
                'Authenticator set up'
              ) : (
                <Chip tone="ask">No authenticator yet</Chip>
              )}
            </span>
            <span className={styles.acts}>
              {member.role === 'provider' && (
                <Button
                  variant={member.provider ? 'default' : 'light'}
                  aria-label={`${member.provider ? 'Edit licenses' : 'Set up profile'} of ${member.name}`}
                  onClick={() => props.onSetUp(member)}
                >
                  {member.provider ? 'Edit licenses' : 'Set up profile'}
                </Button>
              )}
              {member.email !== own && (
                <Button
                  variant="default"
                  aria-label={`${member.status === 'active' ? 'Suspend' : 'Reactivate'} ${member.name}`}
                  onClick={() => props.onSuspend(member)}
                >
                  {member.status === 'active' ? 'Suspend' : 'Reactivate'}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ProviderLine({ provider }: { provider: NonNullable<Member['provider']> }) {
  const states = activeStates(provider, new Date(serverNow()).toISOString().slice(0, 10))
  return (
    <span className={styles.licensed}>
      {provider.credential}, NPI {provider.npi},{' '}
      {states.length === 0 ? 'no active license' : `licensed in ${states.join(', ')}`}
    </span>
  )
}

/** Asked, because a withdrawn invitation cannot be taken back: its link stops working at once. */
function Withdraw({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const queryClient = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => api('revokeInvitation', { params: { id: invitation.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: staffKey })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} withCloseButton={false} title="Withdraw this invitation?">
      <p className={styles.question}>The link sent to {invitation.email} stops working at once.</p>
      {revoke.isError && <ProblemAlert error={revoke.error} />}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate()}>
          Withdraw
        </Button>
      </Group>
    </Modal>
  )
}
