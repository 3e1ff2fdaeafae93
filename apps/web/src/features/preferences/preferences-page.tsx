/** A provider's settings, saved as they are changed. */
import type { Preferences } from '@countersign/contract'
import { Button, Checkbox, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Chip } from '../../ui/chips.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { categoryNames, longDate, stateName } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Delayed, SkeletonLine } from '../../ui/skeletons.tsx'
import { useMe } from '../session/use-me.ts'
import { playChime } from '../workspace/chime.ts'
import { show } from '../workspace/overlays.ts'
import shell from '../workspace/workspace.module.css'
import styles from './preferences.module.css'
import { preferencesQuery, useSavePreferences } from './use-preferences.ts'

export function PreferencesPage() {
  const answer = useQuery(preferencesQuery)
  const save = useSavePreferences()
  const me = useMe()
  const preferences = answer.data
  return (
    <main className={shell.main}>
      <header className={shell.topbar}>
        <h1>Preferences</h1>
        <span className={styles.saved} role="status">
          {save.isPending ? 'Saving' : save.isSuccess ? 'Saved' : ''}
        </span>
      </header>
      <div className={styles.page}>
        <ProblemAlert error={save.error} />
        {answer.error !== null && !preferences && (
          <EmptyState title="Your preferences could not be read" text="Nothing was changed.">
            <Button onClick={() => answer.refetch()}>Try again</Button>
          </EmptyState>
        )}
        {answer.isPending && (
          <Delayed>
            <SkeletonLine width={240} />
            <SkeletonLine width={320} />
            <SkeletonLine width={280} />
          </Delayed>
        )}
        {preferences && <Form preferences={preferences} onSave={(next) => save.mutate(next)} />}
        {me?.provider && (
          <Group
            title="Licenses"
            text="Cases are offered to you only where a license is active. Your administrator keeps this list."
          >
            <ul className={styles.licences}>
              {me.provider.licences.map((licence) => (
                <li key={licence.state + licence.number}>
                  <span>{stateName(licence.state)}</span>
                  <span className="num">{licence.number}</span>
                  <span>until {longDate(licence.expiresOn)}</span>
                  <Chip tone={licence.active ? 'done' : 'danger'}>
                    {licence.active ? 'Active' : 'Not active'}
                  </Chip>
                </li>
              ))}
              {me.provider.licences.length === 0 && <li>None on record. No case can be offered to you.</li>}
            </ul>
          </Group>
        )}
      </div>
    </main>
  )
}

function Form({
  preferences,
  onSave,
}: {
  preferences: Preferences
  onSave: (preferences: Preferences) => void
}) {
  const { notificationSettings: notify, dashboardLayout: layout, defaultFilters: filters } = preferences
  const [desktop, setDesktop] = useState<string | null>(null)
  const setNotify = (change: Partial<Preferences['notificationSettings']>) =>
    onSave({ ...preferences, notificationSettings: { ...notify, ...change } })
  const setLayout = (change: Partial<Preferences['dashboardLayout']>) =>
    onSave({ ...preferences, dashboardLayout: { ...layout, ...change } })
  const turnDesktop = async (on: boolean) => {
    if (on) {
      const answer = 'Notification' in window ? await Notification.requestPermission() : 'denied'
      if (answer !== 'granted') {
        setDesktop(
          'This browser does not allow them. Allow notifications for this site in its settings, then try again.',
        )
        return
      }
    }
    setDesktop(null)
    setNotify({ desktop: on })
  }
  const chosen = [
    ...(filters.view && filters.view !== 'all' ? [filters.view] : []),
    ...(filters.category ?? []).map((one) => categoryNames[one]),
    ...(filters.priority ?? []),
    ...(filters.state ?? []).map(stateName),
    ...(filters.waiting ?? []).map((one) => one.replaceAll('_', ' ')),
  ]
  return (
    <>
      <Group title="When a case arrives" text="What is shown or heard never names a patient.">
        <Checkbox
          label="Play a soft sound"
          checked={notify.sound}
          onChange={(event) => {
            setNotify({ sound: event.currentTarget.checked })
            if (event.currentTarget.checked) playChime()
          }}
        />
        <Checkbox
          label="Show a desktop notification"
          description={desktop}
          checked={notify.desktop}
          onChange={(event) => turnDesktop(event.currentTarget.checked)}
        />
        <Checkbox
          label="Count waiting cases in the tab’s title"
          checked={notify.titleCount}
          onChange={(event) => setNotify({ titleCount: event.currentTarget.checked })}
        />
      </Group>
      <Group title="Density" text="How much fits on the screen.">
        <Radio.Group
          value={layout.density}
          onChange={(value) => setLayout({ density: value === 'comfortable' ? 'comfortable' : 'compact' })}
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
            setLayout({ colorScheme: value === 'light' || value === 'dark' ? value : 'auto' })
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
      <Group title="Keys" text="Every act has a key, shown inside its button.">
        <Checkbox
          label="Show key hints"
          checked={layout.keyHints}
          onChange={(event) => setLayout({ keyHints: event.currentTarget.checked })}
        />
        <div>
          <Button variant="default" onClick={() => show('keys')}>
            All keys
          </Button>
        </div>
      </Group>
      <Group title="Default filters" text="The queue opens with these. Save them from the queue itself.">
        <p className={styles.filters}>
          {chosen.length > 0 ? chosen.join(', ') : 'None: all that waits for you'}
        </p>
        <div className={styles.row}>
          <Button variant="default" renderRoot={(props) => <Link to="/queue" {...props} />}>
            Go to the queue
          </Button>
          {chosen.length > 0 && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => onSave({ ...preferences, defaultFilters: {} })}
            >
              Clear
            </Button>
          )}
        </div>
      </Group>
    </>
  )
}

function Group({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className={styles.group}>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      <div className={styles.fields}>{children}</div>
    </section>
  )
}
