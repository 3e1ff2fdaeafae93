/** The order of the list, chosen at its head. The browser's own menu: nothing to load, and right on every device. */
import type { QueueSort } from '@countersign/contract'
import { IconChevronDown } from '@tabler/icons-react'
import styles from './pending-consultations-queue.module.css'
import { sorts } from './queue-search.ts'
import { sortNames } from './sort-words.ts'

export function SortMenu({ sort, onSort }: { sort: QueueSort; onSort: (sort: QueueSort) => void }) {
  return (
    <span className={styles.sort}>
      <select
        aria-label="Order of the list"
        value={sort}
        onChange={({ currentTarget }) => {
          const chosen = sorts.find((one) => one === currentTarget.value)
          if (chosen) onSort(chosen)
        }}
      >
        {sorts.map((one) => (
          <option key={one} value={one}>
            {sortNames[one]}
          </option>
        ))}
      </select>
      <IconChevronDown size={13} stroke={1.75} aria-hidden />
    </span>
  )
}
