/** An address that leads nowhere. */
import { Button } from '@mantine/core'
import { IconMapPinOff } from '@tabler/icons-react'
import { EmptyState } from '../ui/empty-state.tsx'

export function NotFound() {
  return (
    <EmptyState
      page
      icon={<IconMapPinOff size={26} stroke={1.6} />}
      title="There is nothing at this address"
      text="It may have been moved, closed, or mistyped."
    >
      <Button component="a" href="/">
        Go to the start page
      </Button>
    </EmptyState>
  )
}
