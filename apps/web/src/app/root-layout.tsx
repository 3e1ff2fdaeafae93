/** Around every page: the offline banner, and the sign-out of a screen nobody works at. */
import { Outlet } from '@tanstack/react-router'
import { IdleSignOut } from '../features/session/idle-sign-out.tsx'
import { OfflineBanner } from '../ui/banner.tsx'

export function RootLayout() {
  return (
    <>
      <OfflineBanner />
      <Outlet />
      <IdleSignOut />
    </>
  )
}
