/** What each filter is called on the screen. */
import type { Priority, QueueView, WaitingBand } from '@countersign/contract'
import {
  IconCircleCheck,
  IconInbox,
  IconMessageQuestion,
  IconUserCheck,
  type TablerIcon,
} from '@tabler/icons-react'

export const viewFaces: Record<QueueView, { label: string; short: string; icon: TablerIcon }> = {
  all: { label: 'All waiting', short: 'All', icon: IconInbox },
  mine: { label: 'Mine', short: 'Mine', icon: IconUserCheck },
  answered: { label: 'Answered', short: 'Answered', icon: IconMessageQuestion },
  ready: { label: 'Ready to approve', short: 'Ready', icon: IconCircleCheck },
}
export const priorityNames: Record<Priority, string> = { urgent: 'Urgent', high: 'High', normal: 'Normal' }
export const waitingNames: Record<WaitingBand, string> = {
  over_4h: 'Over 4 h',
  '2_to_4h': '2 to 4 h',
  '1_to_2h': '1 to 2 h',
  under_1h: 'Under 1 h',
}
