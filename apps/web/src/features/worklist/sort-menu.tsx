/** The order of the list, chosen at its head. */
import type { QueueSort } from '@countersign/contract'
import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { sorts } from './queue-search.ts'
import { sortNames } from './sort-words.ts'
import styles from './worklist.module.css'

export function SortMenu({ sort, onSort }: { sort: QueueSort; onSort: (sort: QueueSort) => void }) {
  return (
    <Menu position="bottom-start" shadow="none" width={190}>
      <Menu.Target>
        <button type="button" className={styles.sort}>
          <span className="visually-hidden">Order of the list: </span>
          {sortNames[sort]}
          <IconChevronDown size={13} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {sorts.map((one) => (
          <Menu.Item
            key={one}
            role="menuitemradio"
            aria-checked={one === sort}
            onClick={() => onSort(one)}
            rightSection={one === sort ? <IconCheck size={14} stroke={2} aria-hidden /> : undefined}
          >
            {sortNames[one].charAt(0).toUpperCase() + sortNames[one].slice(1)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
