/**
 * Where an order could go: the best by the clinic's rules first, each with what speaks for and against it, or what
 * is found by name, ZIP code or kind. What cannot be chosen stays in the list and says why.
 */
import type { PharmacyKind, PharmacyRouteQuery, PharmacyRoutes, PharmacyView } from '@countersign/contract'
import { SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconCheck, IconLock, IconMinus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { SkeletonLine } from '../../ui/skeletons.tsx'
import styles from './pharmacies.module.css'
import { kindNames, milesWords, pharmacyPlace } from './pharmacy-words.ts'

type Route = PharmacyRoutes['items'][number]

export type PharmacyFinderProps = {
  orderId: string
  patientState: string
  /** The drug on the form, while nothing is signed yet. */
  drugId?: string | undefined
  chosen: string | null
  onChoose: (pharmacy: PharmacyView) => void
}

export function PharmacyFinder({ orderId, patientState, drugId, chosen, onChoose }: PharmacyFinderProps) {
  const [text, setText] = useState('')
  const [kind, setKind] = useState<PharmacyKind | 'any'>('any')
  const [search] = useDebouncedValue(text.trim(), 200)
  const query: PharmacyRouteQuery = {
    ...(/^\d{5}$/.test(search) ? { postalCode: search } : search === '' ? {} : { search }),
    ...(kind === 'any' ? {} : { kind }),
    ...(drugId === undefined ? {} : { drugId }),
  }
  const found = useQuery({
    queryKey: ['pharmacies', 'routes', orderId, query],
    queryFn: ({ signal }) => api('getPharmacyRoutes', { params: { id: orderId }, query }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const items = found.data?.items ?? []
  return (
    <div className={styles.finder}>
      <TextInput
        size="sm"
        data-autofocus
        label={`Pharmacies that serve ${patientState}`}
        placeholder="Name, city or ZIP code"
        value={text}
        maxLength={80}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Kind of pharmacy"
        value={kind}
        onChange={setKind}
        data={[
          { value: 'any', label: 'Any kind' },
          ...Object.entries(kindNames).map(([value, label]) => ({ value: value as PharmacyKind, label })),
        ]}
      />
      <ProblemAlert error={found.error} />
      <p className="visually-hidden" aria-live="polite">
        {found.isSuccess ? `${items.length} pharmacies` : ''}
      </p>
      {found.isPending ? (
        <div className={styles.waiting}>
          <SkeletonLine width="60%" />
          <SkeletonLine width="80%" />
        </div>
      ) : (
        <ul className={styles.found}>
          {items.map((route) => (
            <RouteRow
              key={route.pharmacy.ncpdpId}
              route={route}
              chosen={route.pharmacy.ncpdpId === chosen}
              onChoose={onChoose}
            />
          ))}
          {found.isSuccess && items.length === 0 && (
            <li className={styles.nothing}>None like that in the network</li>
          )}
        </ul>
      )}
    </div>
  )
}

function RouteRow(props: { route: Route; chosen: boolean; onChoose: (pharmacy: PharmacyView) => void }) {
  const { pharmacy, reasons, excluded } = props.route
  const { statesServed: _, capabilities: __, distanceMiles, ...view } = pharmacy
  return (
    <li>
      <button
        type="button"
        disabled={excluded !== null}
        aria-pressed={props.chosen}
        onClick={() => props.onChoose(view)}
      >
        <b>
          {pharmacy.name}
          {distanceMiles !== null && pharmacy.kind === 'retail' && <span>{milesWords(distanceMiles)}</span>}
        </b>
        {pharmacy.addressLine}, {pharmacyPlace(pharmacy)}
        {excluded === null ? (
          reasons
            .filter(({ text }) => !/away\.$/.test(text))
            .map((reason) => (
              <span key={reason.text} className={styles.reason} data-for={reason.for ? '' : undefined}>
                {reason.for ? (
                  <IconCheck size={13} stroke={2} aria-label="For it:" />
                ) : (
                  <IconMinus size={13} stroke={2} aria-label="Against it:" />
                )}
                {reason.text}
              </span>
            ))
        ) : (
          <span className={styles.reason} data-excluded>
            <IconLock size={13} stroke={2} aria-label="Cannot be chosen:" />
            {excluded}
          </span>
        )}
      </button>
    </li>
  )
}
