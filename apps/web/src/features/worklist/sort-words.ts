/** What each order of the list is called. */
import type { QueueSort } from '@countersign/contract'

/** After "14 waiting": how they are ordered. */
export const sortNames: Record<QueueSort, string> = {
  deadline: 'by deadline',
  priority: 'by priority',
  waiting: 'longest wait first',
  newest: 'newest first',
}
