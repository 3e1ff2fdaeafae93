/** Search or run: screens, acts and the cases that wait, behind Ctrl K. */
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
  IconAdjustments,
  IconHelpCircle,
  IconInbox,
  IconPackage,
  IconPlayerTrackNext,
  IconSearch,
  IconUser,
} from '@tabler/icons-react'
import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { categoryNames, sexLetters } from '../../ui/format.ts'
import { useTakeNext } from '../consultations/decide.ts'
import { useMay } from '../session/use-me.ts'
import { useKeys } from './keys.ts'
import styles from './overlays.module.css'
import { show } from './overlays.ts'

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const takeNext = useTakeNext()
  const mayQueue = useMay('queue:read')
  const mayTake = useMay('queue:take')
  const mayPrefer = useMay('preferences:write')
  const [query, setQuery] = useState('')
  const [asked] = useDebouncedValue(query.trim(), 150)
  useEffect(() => spotlight.open(), [])
  useKeys({ escape: onClose }, { exclusive: true })

  const found = useQuery({
    queryKey: ['palette', asked],
    queryFn: ({ signal }) => api('searchQueue', { body: { search: asked, limit: 8 } }, { signal }),
    enabled: mayQueue && asked.length > 1,
  })
  const known = client
    .getQueriesData<InfiniteData<QueuePage>>({ queryKey: ['queue'] })
    .flatMap(([, lists]) => lists?.pages.flatMap((page) => page.items) ?? [])
  const cards = [
    ...new Map([...(found.data?.items ?? []), ...known].map((card) => [card.consultationId, card])).values(),
  ]

  const icon = { size: 18, stroke: 1.6 }
  const commands: SpotlightActionData[] = [
    mayTake && {
      id: 'next',
      label: 'Take next',
      description: 'The next case by deadline',
      leftSection: <IconPlayerTrackNext {...icon} />,
      onClick: () => takeNext.mutate(),
    },
    mayQueue && {
      id: 'queue',
      label: 'Queue',
      leftSection: <IconInbox {...icon} />,
      onClick: () => navigate({ to: '/queue' }),
    },
    {
      id: 'orders',
      label: 'Orders',
      leftSection: <IconPackage {...icon} />,
      onClick: () => navigate({ to: '/orders' }),
    },
    mayPrefer && {
      id: 'preferences',
      label: 'Preferences',
      leftSection: <IconAdjustments {...icon} />,
      onClick: () => navigate({ to: '/preferences' }),
    },
    {
      id: 'keys',
      label: 'All keys',
      leftSection: <IconHelpCircle {...icon} />,
      onClick: () => setTimeout(() => show('keys'), 0),
    },
  ].filter((command) => command !== false)
  const actions: (SpotlightActionData | SpotlightActionGroupData)[] = [
    { group: 'Go to or run', actions: commands },
    {
      group: 'Waiting cases',
      actions: cards.slice(0, 200).map((card) => ({
        id: card.consultationId,
        label: card.patient.name,
        description: `${card.patient.age} ${sexLetters[card.patient.sex]}, ${card.patient.state}, ${categoryNames[card.category]}. ${card.reason}`,
        keywords: [card.patient.mrn],
        leftSection: <IconUser {...icon} />,
        onClick: () => navigate({ to: '/consultations/$id', params: { id: card.consultationId } }),
      })),
    },
  ]
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      limit={12}
      scrollable
      maxHeight={440}
      size={620}
      radius="lg"
      attributes={{ content: { 'aria-label': 'Search or run a command' } }}
      overlayProps={{ blur: 0, color: '#14181A', backgroundOpacity: 0.32 }}
      classNames={{ actionsGroup: styles.group, search: styles.search }}
      nothingFound={found.isFetching ? 'Searching' : 'No case or command of that name'}
      searchProps={{
        placeholder: 'Patient, record number or command',
        leftSection: <IconSearch size={18} stroke={1.6} />,
        'aria-label': 'Search or run a command',
      }}
    />
  )
}
