/** Around every clinician's page: the rail, the keys that work anywhere, and the overlays they open. */
import { Outlet, useMatchRoute, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { UndoSlot } from '../consultations/undo-slot.tsx'
import { useAppliedPreferences } from '../preferences/use-preferences.ts'
import { useKeys } from './keys.ts'
import { show, useOverlay } from './overlays.ts'
import { usePlaces } from './places.ts'
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
  const places = usePlaces()
  useAppliedPreferences()
  useRealtimeConsultations()
  useKeys({
    '?': () => show('keys'),
    'mod+k': () => show('palette'),
    ...Object.fromEntries(places.map(({ key, to }) => [key, () => navigate({ to })])),
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
