/** All filters on a phone, from below. */
import { Button, Drawer } from '@mantine/core'
import { FilterGroups, type FilterProps, SearchField } from './consultation-filters.tsx'
import styles from './worklist.module.css'

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
        <FilterGroups {...props} />
        <Button size="xl" fullWidth onClick={props.onClose}>
          Show the list
        </Button>
      </div>
    </Drawer>
  )
}
