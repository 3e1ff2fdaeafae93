/** How the workspace looks: density, colors, key hints, and which parts of the queue's screen are there. */
import type { Preferences } from '@countersign/contract'
import { Button, Checkbox, Radio } from '@mantine/core'
import { show } from '../workspace/overlays.ts'
import { Group } from './group.tsx'
import styles from './preferences.module.css'

type Layout = Preferences['dashboardLayout']
const parts = [
  ['filters', 'Filters, at the left'],
  ['preview', 'Preview of the selected case, at the right'],
  ['shift', 'My shift’s figures, at the top'],
] as const

export function LayoutSettings({ layout, onChange }: { layout: Layout; onChange: (layout: Layout) => void }) {
  return (
    <>
      <Group title="Density" text="How much fits on the screen.">
        <Radio.Group
          value={layout.density}
          onChange={(value) =>
            onChange({ ...layout, density: value === 'comfortable' ? 'comfortable' : 'compact' })
          }
          aria-label="Density"
        >
          <div className={styles.row}>
            <Radio value="compact" label="Compact" />
            <Radio value="comfortable" label="Comfortable" />
          </div>
        </Radio.Group>
      </Group>
      <Group title="Colors" text="Auto follows your device.">
        <Radio.Group
          value={layout.colorScheme}
          onChange={(value) =>
            onChange({ ...layout, colorScheme: value === 'light' || value === 'dark' ? value : 'auto' })
          }
          aria-label="Colors"
        >
          <div className={styles.row}>
            <Radio value="auto" label="Auto" />
            <Radio value="light" label="Light" />
            <Radio value="dark" label="Dark" />
          </div>
        </Radio.Group>
      </Group>
      <Group title="The queue’s screen" text="Left out, a part gives its room to the list.">
        {parts.map(([part, label]) => (
          <Checkbox
            key={part}
            label={label}
            checked={layout[part]}
            onChange={(event) => onChange({ ...layout, [part]: event.currentTarget.checked })}
          />
        ))}
      </Group>
      <Group title="Keys" text="Every act has a key, shown inside its button.">
        <Checkbox
          label="Show key hints"
          checked={layout.keyHints}
          onChange={(event) => onChange({ ...layout, keyHints: event.currentTarget.checked })}
        />
        <div>
          <Button variant="default" onClick={() => show('keys')}>
            All keys
          </Button>
        </div>
      </Group>
    </>
  )
}
