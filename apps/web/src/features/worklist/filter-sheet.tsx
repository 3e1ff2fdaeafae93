/** All filters on a phone, from below. */
import { Button, Drawer, NativeSelect } from '@mantine/core'
import styles from './consultation-filters.module.css'
import { FilterGroups, type FilterProps, SearchField } from './consultation-filters.tsx'
import { sorts } from './queue-search.ts'
import { sortNames } from './sort-words.ts'

export function FilterSheet(props: FilterProps & { onClose: () => void }) {
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="bottom"
      size="85%"
      title="Search and filters"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.phoneSheet}>
        <SearchField {...props} />
        <NativeSelect
          label="Order of the list"
          size="md"
          value={props.filters.sort}
          onChange={(event) => {
            const sort = sorts.find((one) => one === event.currentTarget.value)
            if (sort) props.onChange({ ...props.filters, sort })
          }}
          data={sorts.map((value) => ({ value, label: sortNames[value] }))}
        />
        <FilterGroups {...props} />
        <Button size="xl" fullWidth onClick={props.onClose}>
          Show the list
        </Button>
      </div>
    </Drawer>
  )
}
