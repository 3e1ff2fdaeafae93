/** The pages one goes to by `g` and a letter, by the palette, and what each needs. */
import type { Action } from '@countersign/contract'
import { IconAdjustments, IconInbox, IconPackage, IconRefresh, type TablerIcon } from '@tabler/icons-react'
import { useMe } from '../session/use-me.ts'

export type Place = {
  to: '/queue' | '/orders' | '/refills' | '/preferences'
  label: string
  key: string
  needs: Action
  icon: TablerIcon
}

const places: readonly Place[] = [
  { to: '/queue', label: 'Go to the queue', key: 'g q', needs: 'queue:read', icon: IconInbox },
  { to: '/orders', label: 'Go to orders', key: 'g o', needs: 'order:read', icon: IconPackage },
  { to: '/refills', label: 'Go to refills', key: 'g r', needs: 'refill:read', icon: IconRefresh },
  {
    to: '/preferences',
    label: 'Go to preferences',
    key: 'g p',
    needs: 'preferences:write',
    icon: IconAdjustments,
  },
]

/** Those the person signed in may open. */
export function usePlaces(): readonly Place[] {
  const may = useMe()?.permissions
  return places.filter((place) => may?.includes(place.needs))
}
