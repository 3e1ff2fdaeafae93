/** Around every page somebody signed in sees: the warning before a sign-out, and the cover while it happens. */
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useIdleSignOut } from './use-idle-sign-out.ts'
import { meQuery } from './use-me.ts'

const IdleDialog = lazy(() => import('./idle-dialog.tsx').then((m) => ({ default: m.IdleDialog })))

export function IdleSignOut() {
  // Whoever is signed in was asked for by the page: pages for everybody are not made to ask.
  const me = useQuery({ ...meQuery, enabled: false }).data
  const { screen, stay } = useIdleSignOut(me?.idleMinutes ?? null)
  if (screen.kind === 'active') return null
  return (
    <Suspense fallback={null}>
      <IdleDialog screen={screen} onStay={stay} />
    </Suspense>
  )
}
