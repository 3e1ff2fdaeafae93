/** Around every clinician's page: the rail, the keys that work anywhere, and the overlays they open. */
import { Outlet, useMatchRoute, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { UndoSlot } from '../consultations/undo-slot.tsx'
import { useAppliedPreferences } from '../preferences/use-preferences.ts'
import { useMay } from '../session/use-me.ts'
import { useKeys } from './keys.ts'
import { show, useOverlay } from './overlays.ts'
import { Rail } from './rail.tsx'
import { useRealtimeConsultations } from './use-realtime-consultations.ts'
import styles from './workspace.module.css'

const KeySheet = lazy(() => import('./key-sheet.tsx').then((m) => ({ default: m.KeySheet })))
const CommandPalette = lazy(() =>
  import('./command-palette.tsx').then((m) => ({ default: m.CommandPalette })),
)

export function WorkspaceLayout() {
  const navigate = useNavigate()
  const overlay = useOverlay()
  const reviewing = useMatchRoute()({ to: '/consultations/$id' }) !== false
  const mayQueue = useMay('queue:read')
  const mayPrefer = useMay('preferences:write')
  const mayRefill = useMay('refill:read')
  useAppliedPreferences()
  useRealtimeConsultations()
  useKeys({
    '?': () => show('keys'),
    'mod+k': () => show('palette'),
    'g o': () => navigate({ to: '/orders' }),
    ...(mayRefill ? { 'g r': () => navigate({ to: '/refills' }) } : {}),
    ...(mayQueue ? { 'g q': () => navigate({ to: '/queue' }) } : {}),
    ...(mayPrefer ? { 'g p': () => navigate({ to: '/preferences' }) } : {}),
  })
  return (
    <div className={styles.shell} data-bare={reviewing ? '' : undefined}>
      {!reviewing && <Rail />}
      <Outlet />
      {/* The review has a place of its own for it. */}
      {!reviewing && <UndoSlot floating />}
      <Suspense fallback={null}>
        {overlay === 'keys' && <KeySheet onClose={() => show(null)} />}
        {overlay === 'palette' && <CommandPalette onClose={() => show(null)} />}
      </Suspense>
    </div>
  )
}
