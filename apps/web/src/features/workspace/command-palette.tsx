/** Search or run: acts of the open screen, screens, waiting cases and patients, behind Ctrl K. */
import type { QueuePage } from '@countersign/contract'
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
  spotlight,
} from '@mantine/spotlight'
import '@mantine/spotlight/styles.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import {
  IconArrowRight,
  IconHelpCircle,
  IconHistory,
  IconPlayerTrackNext,
  IconSearch,
  IconUser,
} from '@tabler/icons-react'
import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { categoryNames, roughDate, sexLetters } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useTakeNext } from '../consultations/decide.ts'
import { statusWords } from '../consultations/summary-words.ts'
import { useMay } from '../session/use-me.ts'
import { useOfferedCommands } from './commands.ts'
import { useKeys } from './keys.ts'
import styles from './overlays.module.css'
import { show } from './overlays.ts'
import { type Case, holdsWords, visitsOf, waitingCases } from './palette-search.ts'
import { usePlaces } from './places.ts'

const mostWaiting = 8
const mostVisitsEach = 3
const icon = { size: 18, stroke: 1.6 }

const caps = (keys: string): ReactNode => (
  <span className={styles.caps}>
    {keys.split(' ').map((key) => (
      <KeyCap key={key}>{key}</KeyCap>
    ))}
  </span>
)

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const takeNext = useTakeNext()
  const mayTake = useMay('queue:take')
  const places = usePlaces()
  const offered = useOfferedCommands()
  const [query, setQuery] = useState('')
  const cases = useCases(query.trim())
  useEffect(() => spotlight.open(), [])
  useKeys({ escape: onClose }, { exclusive: true })

  const commands: SpotlightActionData[] = [
    ...(mayTake
      ? [
          {
            id: 'next',
            label: 'Take next',
            description: 'The next case by deadline',
            leftSection: <IconPlayerTrackNext {...icon} />,
            rightSection: caps('n'),
            onClick: () => takeNext.mutate(),
          },
        ]
      : []),
    ...places.map(({ to, label, key, icon: Icon }) => ({
      id: to,
      label,
      leftSection: <Icon {...icon} />,
      rightSection: caps(key),
      onClick: () => navigate({ to }),
    })),
    {
      id: 'keys',
      label: 'All keys',
      leftSection: <IconHelpCircle {...icon} />,
      rightSection: caps('?'),
      onClick: () => setTimeout(() => show('keys'), 0),
    },
  ]
  const open = (one: Case) => () => navigate({ to: '/consultations/$id', params: { id: one.id } })
  const who = (one: Case) => `${one.age} ${sexLetters[one.sex]}, ${one.state}, ${one.mrn}`
  const fits = ({ label }: { label: string }) => holdsWords(label, query)
  const groups: SpotlightActionGroupData[] = [
    ...offered.map(({ title, commands }) => ({
      group: title,
      actions: commands.filter(fits).map((command) => ({
        id: command.id,
        label: command.label,
        leftSection: <IconArrowRight {...icon} />,
        ...(command.key && { rightSection: caps(command.key) }),
        // The palette lets go of the focus first: an act may put it into a field.
        onClick: () => setTimeout(command.run, 0),
      })),
    })),
    {
      group: 'Go to or run',
      actions: commands.filter((one) => fits({ label: one.label ?? '' })),
    },
    {
      group: 'Waiting cases',
      actions: cases.waiting.map((one) => ({
        id: one.id,
        label: one.name,
        description: `${who(one)}. ${categoryNames[one.category]}: ${one.reason}`,
        leftSection: <IconUser {...icon} />,
        onClick: open(one),
      })),
    },
    {
      group: 'Patients',
      actions: cases.visits.map((one) => ({
        id: one.id,
        label: one.name,
        description: `${who(one)}. ${categoryNames[one.category]}, ${roughDate(one.submittedAt)}: ${statusWords[one.status].toLowerCase()}`,
        leftSection: <IconHistory {...icon} />,
        onClick: open(one),
      })),
    },
  ].filter(({ actions }) => actions.length > 0)
  return (
    <Spotlight
      actions={groups}
      // What is offered here fits already: a patient may be found by what no word on the screen says.
      filter={(_, actions) => actions}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      limit={60}
      scrollable
      maxHeight={440}
      size={620}
      radius="lg"
      attributes={{ content: { 'aria-label': 'Search or run a command' } }}
      overlayProps={{ blur: 0, color: '#14181A', backgroundOpacity: 0.32 }}
      classNames={{ actionsGroup: styles.group, search: styles.search }}
      nothingFound={cases.searching ? 'Searching' : 'No patient, case or command of that name'}
      searchProps={{
        placeholder: 'Patient, record number or command',
        leftSection: <IconSearch size={18} stroke={1.6} />,
        'aria-label': 'Search or run a command',
      }}
    />
  )
}

/** Cases and patients by what was typed. The words travel in a body: addresses are logged on the way. */
function useCases(typed: string): { waiting: Case[]; visits: Case[]; searching: boolean } {
  const client = useQueryClient()
  const mayQueue = useMay('queue:read')
  const mayChart = useMay('chart:read')
  const [search] = useDebouncedValue(typed, 150)
  const asked = search.length > 1
  const queue = useQuery({
    queryKey: ['palette', 'queue', search],
    queryFn: ({ signal }) => api('searchQueue', { body: { search, limit: mostWaiting } }, { signal }),
    enabled: mayQueue && asked,
  })
  const patients = useQuery({
    queryKey: ['palette', 'patients', search],
    queryFn: ({ signal }) => api('findPatients', { body: { search } }, { signal }),
    enabled: mayChart && asked,
    gcTime: 0,
  })
  const onScreen = client
    .getQueriesData<InfiniteData<QueuePage>>({ queryKey: ['queue'] })
    .flatMap(([, lists]) => lists?.pages.flatMap((page) => page.items) ?? [])
  const waiting = waitingCases(
    asked && search === typed ? (queue.data?.items ?? []) : [],
    onScreen,
    typed,
    mostWaiting,
  )
  const visits =
    asked && search === typed ? visitsOf(patients.data?.items ?? [], waiting, mostVisitsEach) : []
  return { waiting, visits, searching: search !== typed || queue.isFetching || patients.isFetching }
}
