/**
 * Every address of the app. Each page is a chunk of its own, so that a patient never downloads the provider
 * workspace nor the other way round. The address carries ids and filters, never names or free text.
 */
import type { Action } from '@countersign/contract'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { homeOf, meQuery } from '../features/session/use-me.ts'
import { readQueueSearch } from '../features/worklist/queue-search.ts'
import { Crash } from './crash.tsx'
import { NotFound } from './not-found.tsx'
import { queryClient } from './query-client.ts'
import { RootLayout } from './root-layout.tsx'

type Context = { queryClient: QueryClient }
type Address = { context: Context; location: { href: string } }

/** Only for people signed in; with an action, only for those who may do it. */
async function signedIn({ context, location }: Address): Promise<void> {
  const me = await context.queryClient.ensureQueryData(meQuery)
  if (me === null) throw redirect({ to: '/sign-in', search: { next: location.href } })
  if (me.secondFactorRequired) throw redirect({ to: '/set-up-two-factor' })
}
const permitted = (action: Action) => async (address: Address) => {
  await signedIn(address)
  const me = await address.context.queryClient.ensureQueryData(meQuery)
  if (me && !me.permissions.includes(action)) throw redirect({ to: homeOf(me) })
}
/** For staff whatever their role: the page itself says what they may not see. */
const forStaff = async (address: Address) => {
  await signedIn(address)
  const me = await address.context.queryClient.ensureQueryData(meQuery)
  if (me?.role === 'patient') throw redirect({ to: homeOf(me) })
}
/** Keeps these text parameters of the address, drops the rest. */
const textSearch =
  <const K extends string>(...keys: K[]) =>
  (search: Record<string, unknown>): { [P in K]?: string | undefined } =>
    Object.fromEntries(
      keys.map((key) => [key, typeof search[key] === 'string' ? search[key] : undefined]),
    ) as {
      [P in K]?: string | undefined
    }

const root = createRootRouteWithContext<Context>()({ component: RootLayout, notFoundComponent: NotFound })
const at = <const P extends string>(path: P) => ({ getParentRoute: () => root, path })

// Patients
const landing = createRoute({
  ...at('/'),
  component: lazyRouteComponent(
    () => import('../features/intake/clinic-landing-page.tsx'),
    'ClinicLandingPage',
  ),
})
const start = createRoute({
  ...at('/start/$clinicSlug'),
  component: lazyRouteComponent(
    () => import('../features/intake/clinic-landing-page.tsx'),
    'ClinicLandingPage',
  ),
})
const startCategory = createRoute({
  ...at('/start/$clinicSlug/$category'),
  component: lazyRouteComponent(
    () => import('../features/intake/category-start-page.tsx'),
    'CategoryStartPage',
  ),
})
const intake = createRoute({
  ...at('/intake/$id'),
  validateSearch: textSearch('step'),
  component: lazyRouteComponent(() => import('../features/intake/intake-page.tsx'), 'IntakePage'),
})
const cardReturn = createRoute({
  ...at('/card/return'),
  component: lazyRouteComponent(() => import('../features/portal/card-return-page.tsx'), 'CardReturnPage'),
})
const portal = createRoute({
  ...at('/portal'),
  beforeLoad: permitted('portal:read'),
  component: lazyRouteComponent(() => import('../features/portal/portal-home-page.tsx'), 'PortalHomePage'),
})
const portalVisit = createRoute({
  ...at('/portal/visits/$id'),
  beforeLoad: permitted('portal:read'),
  component: lazyRouteComponent(() => import('../features/portal/portal-visit-page.tsx'), 'PortalVisitPage'),
})
const portalMessages = createRoute({
  ...at('/portal/messages'),
  beforeLoad: permitted('portal:read'),
  component: lazyRouteComponent(() => import('../features/portal/messages-page.tsx'), 'MessagesPage'),
})
const portalMedicines = createRoute({
  ...at('/portal/medicines'),
  beforeLoad: permitted('portal:read'),
  component: lazyRouteComponent(() => import('../features/portal/medicines-page.tsx'), 'MedicinesPage'),
})
const portalBills = createRoute({
  ...at('/portal/bills'),
  beforeLoad: permitted('portal:read'),
  component: lazyRouteComponent(() => import('../features/portal/bills-page.tsx'), 'BillsPage'),
})
const portalAccount = createRoute({
  ...at('/portal/account'),
  beforeLoad: permitted('portal:read'),
  component: lazyRouteComponent(() => import('../features/portal/account-page.tsx'), 'AccountPage'),
})
const visitQuestions = createRoute({
  ...at('/portal/visits/$id/questions'),
  beforeLoad: permitted('portal:write'),
  component: lazyRouteComponent(() => import('../features/portal/questions-page.tsx'), 'QuestionsPage'),
})
const visitMessages = createRoute({
  ...at('/portal/visits/$id/messages'),
  beforeLoad: permitted('portal:read'),
  component: lazyRouteComponent(() => import('../features/portal/messages-page.tsx'), 'VisitMessagesPage'),
})
const visitMedicine = createRoute({
  ...at('/portal/visits/$id/medicines/$prescriptionId'),
  beforeLoad: permitted('portal:read'),
  component: lazyRouteComponent(() => import('../features/portal/medicines-page.tsx'), 'MedicinePage'),
})
const visitPharmacy = createRoute({
  ...at('/portal/visits/$id/pharmacy'),
  beforeLoad: permitted('portal:write'),
  component: lazyRouteComponent(() => import('../features/portal/pharmacy-page.tsx'), 'PharmacyPage'),
})
const visitBill = createRoute({
  ...at('/portal/visits/$id/bill'),
  beforeLoad: permitted('portal:read'),
  component: lazyRouteComponent(() => import('../features/portal/bills-page.tsx'), 'BillPage'),
})

const requestRefill = createRoute({
  ...at('/portal/refills/new/$prescriptionId'),
  beforeLoad: permitted('portal:write'),
  component: lazyRouteComponent(() => import('../features/portal/refill-pages.tsx'), 'RequestRefillPage'),
})
const refillCheckIn = createRoute({
  ...at('/portal/refills/$id'),
  beforeLoad: permitted('portal:write'),
  component: lazyRouteComponent(() => import('../features/portal/refill-pages.tsx'), 'RefillCheckInPage'),
})

const titrationCheckIn = createRoute({
  ...at('/portal/titrations/$id'),
  beforeLoad: permitted('portal:write'),
  component: lazyRouteComponent(
    () => import('../features/portal/titration-pages.tsx'),
    'TitrationCheckInPage',
  ),
})
const titrationStop = createRoute({
  ...at('/portal/titrations/$id/stop'),
  beforeLoad: permitted('portal:write'),
  component: lazyRouteComponent(() => import('../features/portal/titration-pages.tsx'), 'StopTitrationPage'),
})

// Everyone who signs in
const signIn = createRoute({
  ...at('/sign-in'),
  validateSearch: textSearch('next', 'idle'),
  component: lazyRouteComponent(() => import('../features/identity/sign-in-page.tsx'), 'SignInPage'),
})
const twoFactor = createRoute({
  ...at('/two-factor'),
  validateSearch: textSearch('next'),
  component: lazyRouteComponent(() => import('../features/identity/two-factor-page.tsx'), 'TwoFactorPage'),
})
const forgotPassword = createRoute({
  ...at('/forgot-password'),
  component: lazyRouteComponent(
    () => import('../features/identity/forgot-password-page.tsx'),
    'ForgotPasswordPage',
  ),
})
const resetPassword = createRoute({
  ...at('/reset-password'),
  validateSearch: textSearch('token'),
  component: lazyRouteComponent(
    () => import('../features/identity/reset-password-page.tsx'),
    'ResetPasswordPage',
  ),
})
const setUpTwoFactor = createRoute({
  ...at('/set-up-two-factor'),
  component: lazyRouteComponent(
    () => import('../features/identity/set-up-two-factor-page.tsx'),
    'SetUpTwoFactorPage',
  ),
})
const invitation = createRoute({
  ...at('/invitations/$token'),
  component: lazyRouteComponent(() => import('../features/identity/invitation-page.tsx'), 'InvitationPage'),
})

// The provider workspace
const workspace = createRoute({
  getParentRoute: () => root,
  id: 'workspace',
  beforeLoad: signedIn,
  component: lazyRouteComponent(
    () => import('../features/workspace/workspace-layout.tsx'),
    'WorkspaceLayout',
  ),
})
const inWorkspace = <const P extends string>(path: P) => ({ getParentRoute: () => workspace, path })
const queue = createRoute({
  ...inWorkspace('/queue'),
  beforeLoad: permitted('queue:read'),
  validateSearch: readQueueSearch,
  component: lazyRouteComponent(
    () => import('../features/worklist/provider-dashboard.tsx'),
    'ProviderDashboard',
  ),
})
const consultation = createRoute({
  ...inWorkspace('/consultations/$id'),
  beforeLoad: forStaff,
  validateSearch: textSearch('do'),
  component: lazyRouteComponent(
    () => import('../features/consultations/initial-consultation-notes.tsx'),
    'ConsultationPage',
  ),
})
const orders = createRoute({
  ...inWorkspace('/orders'),
  beforeLoad: permitted('order:read'),
  validateSearch: textSearch('lane'),
  component: lazyRouteComponent(() => import('../features/orders/orders-page.tsx'), 'OrdersPage'),
})
const order = createRoute({
  ...inWorkspace('/orders/$id'),
  beforeLoad: permitted('order:read'),
  validateSearch: textSearch('lane'),
  component: lazyRouteComponent(() => import('../features/orders/orders-page.tsx'), 'OrdersPage'),
})
const refills = createRoute({
  ...inWorkspace('/refills'),
  beforeLoad: permitted('refill:read'),
  validateSearch: textSearch('lane'),
  component: lazyRouteComponent(() => import('../features/refills/refills-page.tsx'), 'RefillsPage'),
})
const pharmacyQuestion = createRoute({
  ...inWorkspace('/refills/questions/$id'),
  beforeLoad: permitted('refill:read'),
  component: lazyRouteComponent(
    () => import('../features/refills/change-request-page.tsx'),
    'ChangeRequestPage',
  ),
})
const titration = createRoute({
  ...inWorkspace('/refills/titrations/$id'),
  beforeLoad: permitted('refill:read'),
  component: lazyRouteComponent(() => import('../features/refills/titration-page.tsx'), 'TitrationPage'),
})
const preferences = createRoute({
  ...inWorkspace('/preferences'),
  beforeLoad: permitted('preferences:write'),
  component: lazyRouteComponent(
    () => import('../features/preferences/preferences-page.tsx'),
    'PreferencesPage',
  ),
})
const staff = createRoute({
  ...inWorkspace('/admin/staff'),
  beforeLoad: permitted('staff:manage'),
  component: lazyRouteComponent(() => import('../features/identity/staff-page.tsx'), 'StaffPage'),
})
const protocol = createRoute({
  ...inWorkspace('/admin/protocol'),
  beforeLoad: permitted('protocol:read'),
  component: lazyRouteComponent(() => import('../features/protocols/protocol-page.tsx'), 'ProtocolPage'),
})
const systems = createRoute({
  ...inWorkspace('/admin/systems'),
  beforeLoad: permitted('cds-client:manage'),
  component: lazyRouteComponent(() => import('../features/cds-clients/systems-page.tsx'), 'SystemsPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    landing,
    start,
    startCategory,
    intake,
    cardReturn,
    portal,
    portalVisit,
    portalMessages,
    portalMedicines,
    portalBills,
    portalAccount,
    visitQuestions,
    visitMessages,
    visitMedicine,
    visitPharmacy,
    visitBill,
    requestRefill,
    refillCheckIn,
    titrationCheckIn,
    titrationStop,
    signIn,
    twoFactor,
    forgotPassword,
    resetPassword,
    setUpTwoFactor,
    invitation,
    workspace.addChildren([
      queue,
      consultation,
      orders,
      order,
      refills,
      pharmacyQuestion,
      titration,
      preferences,
      staff,
      protocol,
      systems,
    ]),
  ]),
  context: { queryClient },
  defaultErrorComponent: Crash,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Plain texts in the address: nothing is parsed into numbers or JSON behind a page's back.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
    const text = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString()
    return text === '' ? '' : `?${text.replaceAll('%2C', ',')}`
  },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
