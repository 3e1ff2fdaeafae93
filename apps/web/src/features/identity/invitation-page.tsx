/** Joining the staff from the link in an invitation. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problem.ts'
import { BigButton, BigLink } from '../portal/patient-ui/buttons.tsx'
import { TextField } from '../portal/patient-ui/fields.tsx'
import { ProblemNotice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, BrandBar, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { Skeletons } from '../portal/patient-ui/skeleton.tsx'
import { dayInWords } from '../portal/plain-dates.ts'
import { SHORTEST_PASSWORD } from './account-form.tsx'
import { signIn } from './auth-client.ts'
import { roleWords } from './role-words.ts'
import { useGoOn } from './sign-in-page.tsx'

export function InvitationPage() {
  const { token } = useParams({ from: '/invitations/$token' })
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api('getInvitation', { params: { token } }, { signal }),
    retry: false,
  })
  const goOn = useGoOn(undefined)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<{ name?: string; password?: string }>({})
  const accept = useMutation({
    mutationFn: async (email: string) => {
      await api('acceptInvitation', { params: { token }, body: { name: name.trim(), password } })
      const signedIn = await signIn(email, password)
      if (signedIn.ok) await goOn()
      else window.location.replace('/sign-in')
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (accept.isPending || !invitation.data) return
    const next = {
      ...(name.trim().length < 2 ? { name: 'Enter your name, with your title if you use one.' } : {}),
      ...(password.length < SHORTEST_PASSWORD
        ? { password: `Use at least ${SHORTEST_PASSWORD} characters.` }
        : {}),
    }
    setErrors(next)
    if (Object.keys(next).length === 0) accept.mutate(invitation.data.email)
  }
  const gone = isProblem(invitation.error, 'not-found', 'validation-failed', 'bad-request')
  return (
    <PatientPage
      title="Join the staff · Countersign"
      top={<BrandBar name={invitation.data?.clinicName ?? 'Countersign'} href="/" />}
    >
      <Body wide={480}>
        {invitation.isPending ? (
          <Skeletons heights={[34, 48, 52, 52, 52]} />
        ) : gone ? (
          <>
            <ScreenHeading focusKey="invitation-gone">This invitation is no longer open</ScreenHeading>
            <p className={ui.help}>
              It was used, withdrawn, or has run out. Ask your clinic's administrator for a new one.
            </p>
            <div style={{ marginTop: 24, display: 'grid' }}>
              <BigLink look="outline" href="/sign-in">
                I have an account: sign in
              </BigLink>
            </div>
          </>
        ) : invitation.data ? (
          <>
            <ScreenHeading focusKey="invitation">Join {invitation.data.clinicName}</ScreenHeading>
            <p className={ui.help}>
              You are invited as {roleWords[invitation.data.role].article} for {invitation.data.email}. The
              invitation is open until {dayInWords(invitation.data.expiresAt, new Date())}.
            </p>
            <form className={ui.stack} style={{ marginTop: 24 }} noValidate onSubmit={submit}>
              <TextField
                label="Your name, as patients read it"
                hint="Like Dr. Amara Osei"
                autoComplete="name"
                maxLength={120}
                value={name}
                error={errors.name}
                onValue={setName}
              />
              <TextField
                label="Make a password"
                hint={`At least ${SHORTEST_PASSWORD} characters. A few words in a row are fine.`}
                type="password"
                autoComplete="new-password"
                maxLength={128}
                value={password}
                error={errors.password}
                onValue={setPassword}
              />
              <ProblemNotice error={accept.error} />
              <BigButton type="submit" busy={accept.isPending && 'Joining'}>
                Join
              </BigButton>
            </form>
          </>
        ) : (
          <ProblemNotice
            error={invitation.error}
            actions={
              <BigButton look="outline" onClick={() => void invitation.refetch()}>
                Try again
              </BigButton>
            }
          />
        )}
      </Body>
    </PatientPage>
  )
}
