/** Around every page: the offline banner, and where focus goes when the page changes. */
import { Outlet } from '@tanstack/react-router'
import { OfflineBanner } from '../ui/banner.tsx'

export function RootLayout() {
  return (
    <>
      <OfflineBanner />
      <Outlet />
    </>
  )
}
