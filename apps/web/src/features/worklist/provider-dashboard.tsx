/** The queue: what waits, in deadline order, with the shift's figures above and a preview beside it. */
import { ActionIcon, Button } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { clockLength } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useTakeNext } from '../consultations/decide.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { useMay } from '../session/use-me.ts'
import { useKeys } from '../workspace/keys.ts'
import { LiveIndicator, PausedBanner } from '../workspace/live-state.tsx'
import { show } from '../workspace/overlays.ts'
import shell from '../workspace/workspace.module.css'
import { ConsultationFilters, PhoneViews } from './consultation-filters.tsx'
import { PendingConsultationsQueue } from './pending-consultations-queue.tsx'
import { PreviewPane } from './preview-pane.tsx'
import { filtersOf, leavesOut, type QueueFilters, writeQueueSearch } from './queue-search.ts'
import { SoundSwitch } from './sound-switch.tsx'
import { useDefaultFilters } from './use-default-filters.ts'
import { useQueue, useShift } from './use-queue.ts'
import styles from './worklist.module.css'

const FilterSheet = lazy(() => import('./filter-sheet.tsx').then((m) => ({ default: m.FilterSheet })))

export function ProviderDashboard() {
  const navigate = useNavigate()
  const filters = filtersOf(useSearch({ from: '/workspace/queue' }))
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 200)
  const queue = useQueue(filters, search)
  const [rested, setRested] = useState<string | null>(null)
  const wide = useMediaQuery('(min-width: 80em)', true, { getInitialValueInEffect: false })
  const phone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false })
  const [sheet, setSheet] = useState(false)
  const searchField = useRef<HTMLInputElement>(null)
  const approveSelected = useRef<() => void>(() => undefined)
  const takeNext = useTakeNext()
  const mayTake = useMay('queue:take')
  const shift = useShift()
  const layout = usePreferences()?.dashboardLayout
  const [withFilters, withPreview] = [layout?.filters !== false, layout?.preview !== false]

  const setFilters = (next: QueueFilters) =>
    navigate({ to: '/queue', search: writeQueueSearch(next), replace: true })
  useDefaultFilters(setFilters)
  const take = () => {
    if (mayTake && !takeNext.isPending) takeNext.mutate()
  }
  useKeys({ n: take, '/': () => searchField.current?.focus() })

  const filterProps = {
    filters,
    counts: queue.counts,
    onChange: setFilters,
    text,
    onText: setText,
    searchField,
  }
  const list = (
    <PendingConsultationsQueue
      queue={queue}
      sort={filters.sort}
      onSort={(sort) => setFilters({ ...filters, sort })}
      filtered={leavesOut(filters) || search !== ''}
      onClearFilters={() => {
        setText('')
        navigate({ to: '/queue', search: {}, replace: true })
      }}
      onRest={setRested}
      approveSelected={approveSelected}
      phone={phone}
    />
  )
  const takeButton = mayTake && (
    <Button
      size={phone ? 'xl' : 'md'}
      onClick={take}
      loading={takeNext.isPending}
      fullWidth={phone}
      rightSection={phone ? undefined : <KeyCap onFill>n</KeyCap>}
    >
      Take next
    </Button>
  )
  const card = queue.items.find((item) => item.consultationId === rested)

  if (phone)
    return (
      <main className={shell.main}>
        <header className={styles.phoneHead}>
          <h1>Queue</h1>
          {shift && (
            <span>
              {shift.overdue > 0 && <b className={styles.late}>{shift.overdue} overdue, </b>}
              <span className="num">
                {shift.doneToday} done
                {shift.overdue === 0 &&
                  shift.averageActiveSeconds !== null &&
                  `, avg ${clockLength(shift.averageActiveSeconds)}`}
              </span>
            </span>
          )}
          <span className={shell.gap} />
          <ActionIcon size={44} aria-label="Search and filters" onClick={() => setSheet(true)}>
            <IconSearch size={20} stroke={1.6} aria-hidden />
          </ActionIcon>
          <SoundSwitch size={44} />
        </header>
        <PhoneViews {...filterProps} onOpen={() => setSheet(true)} />
        {sheet && (
          <Suspense fallback={null}>
            <FilterSheet {...filterProps} onClose={() => setSheet(false)} />
          </Suspense>
        )}
        <PausedBanner />
        {list}
        <div className={styles.phoneTake}>{takeButton}</div>
      </main>
    )
  return (
    <main className={shell.main}>
      <header className={shell.topbar}>
        <h1>Queue</h1>
        {layout?.shift !== false && <ShiftFigures />}
        <span className={shell.gap} />
        <LiveIndicator />
        <SoundSwitch />
        <button type="button" className={shell.searchButton} onClick={() => show('palette')}>
          <IconSearch size={15} stroke={1.75} aria-hidden />
          <span>
            Search or run<span className="visually-hidden"> a command</span>
          </span>
          <KeyCap>Ctrl</KeyCap>
          <KeyCap>K</KeyCap>
        </button>
        {takeButton}
      </header>
      <PausedBanner />
      <div
        className={styles.grid}
        data-no-filters={withFilters ? undefined : ''}
        data-no-preview={withPreview ? undefined : ''}
      >
        {withFilters && <ConsultationFilters {...filterProps} />}
        {list}
        {wide && withPreview && <PreviewPane card={card} onApprove={() => approveSelected.current()} />}
      </div>
      <Hints />
    </main>
  )
}

function ShiftFigures() {
  const shift = useShift()
  if (shift === undefined) return null
  return (
    <ul className={styles.shift} aria-label="My shift">
      <li className={styles.shiftWord}>My shift</li>
      <li>
        <b>{shift.doneToday}</b> done today
      </li>
      <li>
        {shift.averageActiveSeconds === null ? (
          'no average yet, '
        ) : (
          <>
            <b>{clockLength(shift.averageActiveSeconds)}</b> average,{' '}
          </>
        )}
        target {clockLength(shift.targetActiveSeconds)}
      </li>
      <li>
        <b>{shift.waiting}</b> waiting
      </li>
      {shift.overdue > 0 && (
        <li>
          <b className={styles.late}>{shift.overdue}</b> overdue
        </li>
      )}
    </ul>
  )
}

function Hints() {
  const hints: readonly (readonly [string[], string])[] = [
    [['j', 'k'], 'move'],
    [['Enter'], 'open'],
    [['n'], 'take next'],
    [['a'], 'approve'],
    [['i'], 'ask'],
    [['d'], 'deny'],
    [['z'], 'undo'],
    [['/'], 'search'],
  ]
  return (
    <footer className={shell.hints} data-hint-row>
      {hints.map(([keys, does]) => (
        <span key={does}>
          {keys.map((key) => (
            <KeyCap key={key}>{key}</KeyCap>
          ))}
          {does}
        </span>
      ))}
      <span>
        <KeyCap>g</KeyCap>then<KeyCap>q</KeyCap>
        <KeyCap>o</KeyCap>
        <KeyCap>p</KeyCap>go to
      </span>
      <button type="button" onClick={() => show('keys')}>
        <KeyCap>?</KeyCap>all keys
      </button>
    </footer>
  )
}
