/** What to see of the queue, each with how many there are. The choice stands in the address. */
import type { QueueCounts } from '@countersign/contract'
import { TextInput } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconFilter, IconSearch } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { categoryNames, stateName } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { usePreferences, useSavePreferences } from '../preferences/use-preferences.ts'
import styles from './consultation-filters.module.css'
import { priorityNames, viewFaces, waitingNames } from './filter-words.ts'
import { categories, priorities, type QueueFilters, toggled, views, waitingBands } from './queue-search.ts'

export type FilterProps = {
  filters: QueueFilters
  counts: QueueCounts | undefined
  onChange: (filters: QueueFilters) => void
  text: string
  onText: (text: string) => void
  searchField: RefObject<HTMLInputElement | null>
}

export function ConsultationFilters(props: FilterProps) {
  return (
    <aside className={styles.filters} aria-label="Filters">
      <SearchField {...props} />
      <div>
        {views.map((view) => {
          const { label, icon: Icon } = viewFaces[view]
          const on = props.filters.view === view
          return (
            <button
              key={view}
              type="button"
              className={styles.view}
              aria-pressed={on}
              onClick={() => props.onChange({ ...props.filters, view })}
            >
              <Icon size={15} stroke={1.75} aria-hidden />
              {label}
              <Count of={props.counts?.views[view]} />
            </button>
          )
        })}
      </div>
      <FilterGroups {...props} />
      <SaveDefault filters={props.filters} />
    </aside>
  )
}

export function SearchField({ text, onText, searchField }: FilterProps) {
  return (
    <TextInput
      ref={searchField}
      size="sm"
      type="search"
      aria-label="Search the queue by name or record number"
      placeholder="Name, record no."
      value={text}
      maxLength={80}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          onText('')
          event.currentTarget.blur()
        } else if (event.key === 'Enter') event.currentTarget.blur()
      }}
      leftSection={<IconSearch size={15} stroke={1.75} aria-hidden />}
      rightSection={text === '' ? <KeyCap>/</KeyCap> : undefined}
      className={styles.search}
    />
  )
}

function Count({ of }: { of: number | undefined }) {
  return of === undefined ? null : <span className={styles.count}>{of.toLocaleString('en-US')}</span>
}

export function FilterGroups({ filters, counts, onChange }: FilterProps) {
  const box = <K extends 'category' | 'priority' | 'state' | 'waiting'>(
    key: K,
    value: QueueFilters[K][number],
    label: string,
    count: number | undefined,
    checked: boolean,
  ) => (
    <label key={value} className={styles.box} data-on={checked ? '' : undefined}>
      <input type="checkbox" checked={checked} onChange={() => onChange(toggled(filters, key, value))} />
      {label}
      <Count of={count} />
    </label>
  )
  // A state someone filters by stays in the list when its last case has gone.
  const states = [
    ...(counts?.state ?? []),
    ...filters.state
      .filter((s) => !counts?.state.some((one) => one.state === s))
      .map((state) => ({ state, count: 0 })),
  ]
  return (
    <>
      <fieldset className={styles.group}>
        <legend>Category</legend>
        {categories.map((value) =>
          box(
            'category',
            value,
            categoryNames[value],
            counts?.category[value],
            filters.category.length === 0 || filters.category.includes(value),
          ),
        )}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>Priority</legend>
        {priorities.map((value) =>
          box(
            'priority',
            value,
            priorityNames[value],
            counts?.priority[value],
            filters.priority.includes(value),
          ),
        )}
      </fieldset>
      {states.length > 0 && (
        <fieldset className={styles.group}>
          <legend>Patient’s state</legend>
          {states.map(({ state, count }) =>
            box('state', state, stateName(state), count, filters.state.includes(state)),
          )}
        </fieldset>
      )}
      <fieldset className={styles.group}>
        <legend>Waiting</legend>
        {waitingBands.map((value) =>
          box('waiting', value, waitingNames[value], counts?.waiting[value], filters.waiting.includes(value)),
        )}
      </fieldset>
    </>
  )
}

function SaveDefault({ filters }: { filters: QueueFilters }) {
  const preferences = usePreferences()
  const save = useSavePreferences()
  if (preferences === undefined) return null
  const saved = save.isSuccess && JSON.stringify(save.variables.defaultFilters) === JSON.stringify(filters)
  return (
    <button
      type="button"
      className={styles.view}
      onClick={() => save.mutate({ ...preferences, defaultFilters: filters })}
    >
      <IconAdjustmentsHorizontal size={15} stroke={1.75} aria-hidden />
      <span role="status">
        {saved ? 'Saved as my default' : save.isError ? 'Not saved, try again' : 'Save as my default'}
      </span>
    </button>
  )
}

/** On a phone: the views in a row, the rest behind one button. */
export function PhoneViews(props: FilterProps & { onOpen: () => void }) {
  return (
    <div className={styles.phoneViews}>
      {views.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={props.filters.view === view}
          onClick={() => props.onChange({ ...props.filters, view })}
        >
          {viewFaces[view].short}&nbsp;<span className="num">{props.counts?.views[view] ?? ''}</span>
        </button>
      ))}
      <button type="button" aria-label="Search and filters" onClick={props.onOpen}>
        <IconFilter size={18} stroke={1.75} aria-hidden />
      </button>
    </div>
  )
}
