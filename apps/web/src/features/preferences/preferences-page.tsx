/** A provider's settings, saved as they are changed. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Chip } from '../../ui/chips.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { longDate, stateName } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Delayed, SkeletonLine } from '../../ui/skeletons.tsx'
import { useMe } from '../session/use-me.ts'
import shell from '../workspace/workspace.module.css'
import { DefaultFilters } from './default-filters.tsx'
import { Group } from './group.tsx'
import { LayoutSettings } from './layout-settings.tsx'
import { NoteWords } from './note-words.tsx'
import { NotificationSettings } from './notification-settings.tsx'
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
        {preferences && (
          <>
            <NotificationSettings
              settings={preferences.notificationSettings}
              onChange={(notificationSettings) => save.mutate({ ...preferences, notificationSettings })}
            />
            <LayoutSettings
              layout={preferences.dashboardLayout}
              onChange={(dashboardLayout) => save.mutate({ ...preferences, dashboardLayout })}
            />
            <DefaultFilters
              saved={preferences.defaultFilters}
              onChange={(defaultFilters) => save.mutate({ ...preferences, defaultFilters })}
            />
            <NoteWords />
          </>
        )}
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
