/**
 * One intake from the first question to the card page. The address names the step, so the browser's own back
 * and reload work; what was answered is on the server, and nothing of it is in the address.
 */
import type {
  Answer,
  ClinicPublic,
  EmergencyGuidance,
  IntakeView,
  QuestionnaireItem,
} from '@countersign/contract'
import { chosenEmergency } from '@countersign/contract/emergencies'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { accountQuery } from '../identity/account.ts'
import { BigButton, BigLink } from '../portal/patient-ui/buttons.tsx'
import { ProblemNotice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, PatientPage } from '../portal/patient-ui/patient-page.tsx'
import { Skeletons } from '../portal/patient-ui/skeleton.tsx'
import { meQuery, useSignOut } from '../session/use-me.ts'
import { AboutScreen } from './about-screen.tsx'
import { AccountScreen } from './account-screen.tsx'
import { draftStore } from './draft-store.ts'
import { EmergencyScreen } from './emergency-screen.tsx'
import { IntakeBar } from './intake-bar.tsx'
import { ElsewhereScreen, MessageScreen, SentScreen } from './intake-messages.tsx'
import { firstMissingKey, firstOpenKey, keyOf, stepBeside, stepsOf } from './intake-steps.ts'
import { knownPerson, readPerson } from './person.ts'
import { PharmacyScreen } from './pharmacy-screen.tsx'
import { QuestionScreen } from './question-screen.tsx'
import { ReviewScreen } from './review-screen.tsx'
import { SendScreen } from './send-screen.tsx'
import { clinicQuery, intakeQuery, useAnswerSender } from './use-intake.ts'

declare module '@tanstack/history' {
  interface HistoryState {
    /** The step this one was reached from, so that "back" can be the browser's own. */
    intakeFrom?: string
    /** Reached from the review to change one answer: go back there afterwards. */
    intakeReturn?: boolean
  }
}

/** A link to go on elsewhere carries the token behind the #, which no server sees; it is taken out at once. */
function adoptToken(id: string): void {
  const match = /^#t=([\w.~-]{16,200})$/.exec(window.location.hash)
  if (match?.[1] === undefined) return
  draftStore.keepToken(id, match[1])
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
}

export function IntakePage() {
  const { id } = useParams({ from: '/intake/$id' })
  const [token] = useState(() => {
    adoptToken(id)
    return draftStore.token(id)
  })
  if (token === null) return <ElsewhereScreen />
  return <OpenIntake key={id} id={id} token={token} />
}

function OpenIntake({ id, token }: { id: string; token: string }) {
  const intake = useQuery(intakeQuery(id, token))
  const clinic = useQuery({
    ...clinicQuery(intake.data?.clinicSlug ?? ''),
    enabled: intake.data !== undefined,
  })
  const failed = intake.error ?? clinic.error
  if (isProblem(failed, 'not-found', 'not-permitted', 'bad-request', 'validation-failed'))
    return <ElsewhereScreen />
  if (failed) {
    return (
      <MessageScreen title="Your visit could not be opened">
        <ProblemNotice
          error={failed}
          saved="Your saved answers are safe."
          actions={
            <BigButton look="outline" onClick={() => void (intake.isError ? intake : clinic).refetch()}>
              Try again
            </BigButton>
          }
        />
      </MessageScreen>
    )
  }
  if (!intake.data || !clinic.data) {
    return (
      <PatientPage title="Your visit" top={<div className={ui.top} />}>
        <div className={ui.progress} />
        <Body>
          <Skeletons heights={[68, 24, 52, 52]} />
        </Body>
      </PatientPage>
    )
  }
  if (intake.data.status === 'submitted') return <SentScreen consultationId={intake.data.consultationId} />
  if (intake.data.status === 'abandoned') {
    return (
      <MessageScreen title="This visit was closed">
        <p className={ui.help}>It was open for 14 days. Starting again takes a few minutes.</p>
        <div className={ui.tight} style={{ marginTop: 24 }}>
          <BigLink href={`/start/${intake.data.clinicSlug}/${intake.data.category}`}>Start again</BigLink>
        </div>
      </MessageScreen>
    )
  }
  return <IntakeSteps id={id} token={token} view={intake.data} clinic={clinic.data} />
}

function IntakeSteps(props: { id: string; token: string; view: IntakeView; clinic: ClinicPublic }) {
  const { id, token, view, clinic } = props
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const { step: wanted } = useSearch({ from: '/intake/$id' })
  const { sender, state: sending } = useAnswerSender(id, token, queryClient)
  const me = useQuery(meQuery)
  const signOut = useSignOut()
  const [person, setPerson] = useState(() => draftStore.person(id))
  const [pharmacy, setPharmacy] = useState(() => draftStore.pharmacy(id))
  const [emergencies, setEmergencies] = useState(() => draftStore.emergencies(id))
  const [stop, setStop] = useState<EmergencyGuidance | null>(null)
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())

  const { questionnaire } = view
  // What was given here counts at once: the page it leads to must not wait for the cache to tell this one.
  const [given, setGiven] = useState<IntakeView['answers']>({})
  const answers = { ...view.answers, ...given }
  const steps = stepsOf(questionnaire, answers)
  const today = new Date().toLocaleDateString('en-CA')
  const known = knownPerson(answers)
  const read = readPerson(person, clinic.statesServed, today, known)
  // A new account belongs to no clinic until its first visit is sent, so `me` does not know it yet.
  const account = useQuery(accountQuery)
  const staff = me.data !== undefined && me.data !== null && me.data.role !== 'patient'
  const signedIn = !staff && account.data !== undefined && account.data !== null
  const deciding = me.isPending || account.isPending
  const key = openKey()
  const current = steps.find((step) => step.key === key)

  /** The wanted step, or the last one that what we know so far allows. */
  function openKey(): string {
    const resume = firstOpenKey(questionnaire, answers)
    if (wanted === undefined || !steps.some((step) => step.key === wanted)) return resume
    if (wanted.startsWith('q') || wanted === 'review') return wanted
    if (firstMissingKey(questionnaire, answers) !== null) return 'review'
    if (wanted === 'about') return wanted
    if (!read.ok) return 'about'
    if (wanted === 'account' || (!signedIn && !deciding)) return 'account'
    if (wanted === 'send' && pharmacy === null) return 'pharmacy'
    return wanted
  }

  const go = (to: string, options: { replace?: boolean; returning?: boolean } = {}) =>
    navigate({
      to: '/intake/$id',
      params: { id },
      search: { step: to },
      replace: options.replace ?? false,
      state: { intakeFrom: key, ...(options.returning ? { intakeReturn: true } : {}) },
    })
  const forward = (to: string | null) => {
    if (to === null) return
    void go(to === 'account' && signedIn ? 'pharmacy' : to)
  }
  const returning = router.state.location.state.intakeReturn === true
  const before = key === 'pharmacy' && signedIn ? 'about' : stepBeside(steps, key, -1)
  const back = () => {
    const from = router.state.location.state.intakeFrom
    if (from !== undefined && (from === before || returning)) router.history.back()
    else if (before !== null) void go(before, { replace: true })
    else window.location.assign(`/start/${view.clinicSlug}/${view.category}`)
  }
  const changeAnswer = (linkId: string) => void go(keyOf(questionnaire, linkId), { returning: true })

  // The address always names the step that is shown; a reload or a shared link comes back to it.
  useEffect(() => {
    if (wanted === key) return
    void navigate({ to: '/intake/$id', params: { id }, search: { step: key }, replace: true, state: true })
  }, [wanted, key, id, navigate])
  // Signed in by now: there is no account to make.
  useEffect(() => {
    if (key === 'account' && signedIn)
      void navigate({ to: '/intake/$id', params: { id }, search: { step: 'pharmacy' }, replace: true })
  }, [key, signedIn, id, navigate])

  async function save(item: QuestionnaireItem, answer: Answer): Promise<void> {
    const { linkId } = item
    // Nobody waits for a connection to be told to call 911.
    draftStore.keepEmergency(id, linkId, chosenEmergency(item, answer))
    setEmergencies(draftStore.emergencies(id))
    setSettled((earlier) => new Set([...earlier].filter((each) => each !== linkId)))
    const saved = await sender.send(linkId, answer)
    setGiven((earlier) => ({ ...earlier, [linkId]: answer }))
    setEmergencies(draftStore.emergencies(id))
    if (saved.emergency !== null) return
    goOn(linkId, { ...answers, [linkId]: answer })
  }
  function goOn(linkId: string, nextAnswers: IntakeView['answers']): void {
    const from = keyOf(questionnaire, linkId)
    if (returning) void go(firstOpenKey(questionnaire, nextAnswers))
    else forward(stepBeside(stepsOf(questionnaire, nextAnswers), from, 1))
  }

  const questions = steps.filter((step) => step.kind === 'question')
  const position = questions.findIndex((step) => step.key === key)
  const offer = clinic.categories.find((each) => each.category === view.category)
  const pageTitle = `${offer?.title ?? 'Your visit'} · ${clinic.name}`
  const top = (
    <IntakeBar
      onBack={back}
      words={position < 0 ? closingWords[key] : `Question ${position + 1} of ${questions.length}`}
      share={(steps.findIndex((step) => step.key === key) + 1) / steps.length}
      sending={sending}
      onRetry={() => sender.retry()}
      intakeId={id}
      token={token}
      clinicName={clinic.name}
    />
  )

  if (stop !== null) {
    return (
      <EmergencyScreen
        guidance={stop}
        category={view.category}
        clinicName={clinic.name}
        onChangeAnswer={() => {
          setStop(null)
          void go('review')
        }}
      />
    )
  }
  if (current?.kind === 'question') {
    const { linkId } = current.question.item
    const guidance = emergencies[linkId]
    if (guidance && !settled.has(linkId)) {
      const close = () => setSettled((earlier) => new Set([...earlier, linkId]))
      return (
        <EmergencyScreen
          guidance={guidance}
          category={view.category}
          clinicName={clinic.name}
          onChangeAnswer={close}
          {...(guidance.stops
            ? {}
            : {
                onGoOn: () => {
                  close()
                  goOn(linkId, answers)
                },
              })}
        />
      )
    }
    return (
      <QuestionScreen
        key={linkId}
        step={current.question}
        saved={answers[linkId] ?? null}
        top={top}
        pageTitle={pageTitle}
        intakeId={id}
        token={token}
        today={today}
        sending={sending}
        onRetry={() => sender.retry()}
        onAnswer={(answer) => save(current.question.item, answer)}
        onSkip={() => goOn(linkId, answers)}
      />
    )
  }
  if (key === 'about') {
    return (
      <AboutScreen
        clinic={clinic}
        draft={person}
        known={known}
        today={today}
        top={top}
        pageTitle={pageTitle}
        onDraft={(draft) => {
          setPerson(draft)
          draftStore.keepPerson(id, draft)
        }}
        onContinue={() => forward('account')}
      />
    )
  }
  if (key === 'account') {
    if (staff) {
      return (
        <MessageScreen title="You are signed in as clinic staff">
          <p className={ui.help}>
            A visit belongs to a patient's own account. Sign out, or use a private window.
          </p>
          <div className={ui.tight} style={{ marginTop: 24 }}>
            <BigButton onClick={() => void signOut()}>Sign out</BigButton>
          </div>
        </MessageScreen>
      )
    }
    return (
      <AccountScreen
        patientName={`${person.givenName} ${person.familyName}`.trim()}
        top={top}
        pageTitle={pageTitle}
        onSignedIn={async () => {
          await Promise.all([
            queryClient.fetchQuery({ ...meQuery, staleTime: 0 }),
            queryClient.fetchQuery({ ...accountQuery, staleTime: 0 }),
          ])
        }}
      />
    )
  }
  if (key === 'pharmacy') {
    return (
      <PharmacyScreen
        state={person.state}
        chosen={pharmacy?.id ?? null}
        top={top}
        pageTitle={pageTitle}
        onChoose={(ncpdpId, name) => {
          setPharmacy({ id: ncpdpId, name })
          draftStore.keepPharmacy(id, { id: ncpdpId, name })
        }}
        onContinue={() => forward('send')}
      />
    )
  }
  if (key === 'send' && read.ok && pharmacy) {
    return (
      <SendScreen
        view={view}
        token={token}
        clinic={clinic}
        person={read.person}
        pharmacy={pharmacy}
        top={top}
        pageTitle={pageTitle}
        onStep={(to) => void go(to)}
        onEmergency={(text) =>
          setStop({ code: 'stop', title: 'Please get care in person now', text, call: '911', stops: true })
        }
        onSent={(sent) => {
          draftStore.forget(id, view.clinicSlug, view.category)
          window.location.replace(sent.checkoutUrl ?? `/portal/visits/${sent.consultationId}`)
        }}
      />
    )
  }
  return (
    <ReviewScreen
      view={view}
      top={top}
      pageTitle={pageTitle}
      onChange={changeAnswer}
      onContinue={() => forward('about')}
    />
  )
}

const closingWords: Record<string, string> = {
  review: 'Check your answers',
  about: 'About you',
  account: 'Your account',
  pharmacy: 'Your pharmacy',
  send: 'Last step',
}
