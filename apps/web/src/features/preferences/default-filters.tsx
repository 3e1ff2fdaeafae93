/** The filters and the order the queue opens with. */
import type { Preferences } from '@countersign/contract'
import { Button, Chip, NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { categoryNames, stateName } from '../../ui/format.ts'
import { useMe } from '../session/use-me.ts'
import { priorityNames, viewFaces, waitingNames } from '../worklist/filter-words.ts'
import {
  categories,
  filtersOf,
  leavesOut,
  priorities,
  type QueueFilters,
  sorts,
  views,
  waitingBands,
} from '../worklist/queue-search.ts'
import { sortNames } from '../worklist/sort-words.ts'
import { Group } from './group.tsx'
import styles from './preferences.module.css'

type Saved = Preferences['defaultFilters']
const filtersFrom = (saved: Saved): QueueFilters => ({
  ...filtersOf({}),
  ...Object.fromEntries(Object.entries(saved).filter(([, value]) => value !== undefined)),
})

export function DefaultFilters({ saved, onChange }: { saved: Saved; onChange: (saved: Saved) => void }) {
  const filters = filtersFrom(saved)
  const licensed =
    useMe()
      ?.provider?.licences.filter((one) => one.active)
      .map((one) => one.state) ?? []
  const states = [...new Set([...licensed, ...filters.state])].sort()
  const change = (part: Partial<QueueFilters>) => onChange({ ...filters, ...part })
  const chips = <T extends string>(
    label: string,
    values: readonly T[],
    chosen: readonly T[],
    nameOf: (value: T) => string,
    onChosen: (chosen: T[]) => void,
  ) => (
    <fieldset className={styles.chips}>
      <legend>{label}</legend>
      <Chip.Group
        multiple
        value={[...chosen]}
        onChange={(next) => onChosen(values.filter((value) => next.includes(value)))}
      >
        {values.map((value) => (
          <Chip key={value} value={value} size="xs" radius="sm" variant="outline">
            {nameOf(value)}
          </Chip>
        ))}
      </Chip.Group>
    </fieldset>
  )
  const plain = !leavesOut(filters) && filters.sort === 'deadline'
  return (
    <Group title="Default filters" text="The queue opens with these. None chosen in a line: all of them.">
      <div className={styles.row}>
        <NativeSelect
          label="View"
          value={filters.view}
          onChange={({ currentTarget }) =>
            change({ view: views.find((one) => one === currentTarget.value) ?? 'all' })
          }
          data={views.map((value) => ({ value, label: viewFaces[value].label }))}
        />
        <NativeSelect
          label="Order"
          value={filters.sort}
          onChange={({ currentTarget }) =>
            change({ sort: sorts.find((one) => one === currentTarget.value) ?? 'deadline' })
          }
          data={sorts.map((value) => ({ value, label: sortNames[value] }))}
        />
      </div>
      {chips(
        'Category',
        categories,
        filters.category,
        (one) => categoryNames[one],
        (category) => change({ category }),
      )}
      {chips(
        'Priority',
        priorities,
        filters.priority,
        (one) => priorityNames[one],
        (priority) => change({ priority }),
      )}
      {states.length > 0 &&
        chips('Patient’s state', states, filters.state, stateName, (state) => change({ state }))}
      {chips(
        'Waiting',
        waitingBands,
        filters.waiting,
        (one) => waitingNames[one],
        (waiting) => change({ waiting }),
      )}
      <div className={styles.row}>
        <Button variant="default" renderRoot={(props) => <Link to="/queue" {...props} />}>
          Go to the queue
        </Button>
        {!plain && (
          <Button variant="subtle" color="gray" onClick={() => onChange({})}>
            Clear
          </Button>
        )}
      </div>
    </Group>
  )
}
