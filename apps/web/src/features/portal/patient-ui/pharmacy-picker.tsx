/** Finds a pharmacy of the network by name, city or ZIP and by how the medicine comes, within the patient's state. */
import type { PharmacyKind } from '@countersign/contract'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { api } from '../../../api/client.ts'
import { phoneWords, stateName } from '../../../ui/format.ts'
import { milesWords } from '../../pharmacies/pharmacy-words.ts'
import { BigButton } from './buttons.tsx'
import { ChoiceList } from './choice-list.tsx'
import { FieldError } from './fields.tsx'
import { Notice, ProblemNotice } from './notice.tsx'
import styles from './patient.module.css'
import pharmacy from './pharmacy.module.css'
import { Skeletons } from './skeleton.tsx'

const kindWords = {
  retail: 'Pick it up',
  mail_order: 'Delivered to your home',
  compounding: 'Made for you, then delivered',
} as const
const ways: readonly { value: PharmacyKind | ''; label: string }[] = [
  { value: '', label: 'Any way' },
  { value: 'retail', label: 'I pick it up' },
  { value: 'mail_order', label: 'By mail' },
  { value: 'compounding', label: 'Made for me' },
]
const PAUSE_MS = 250

export function PharmacyPicker(props: {
  state: string | null
  chosen: string | null
  error?: string | undefined
  onChoose: (ncpdpId: string, name: string) => void
}) {
  const id = useId()
  const [text, setText] = useState('')
  const [search, setSearch] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  const [kind, setKind] = useState<PharmacyKind | ''>('')
  const byZip = /^\d{5}$/.test(search)
  const query = {
    ...(byZip ? { postalCode: search } : search === '' ? {} : { search }),
    ...(props.state === null ? {} : { state: props.state }),
    ...(kind === '' ? {} : { kind }),
  }
  const found = useQuery({
    queryKey: ['pharmacies', query],
    queryFn: ({ signal }) => api('searchPharmacies', { query }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  })
  const items = found.data?.items ?? []
  return (
    <div className={styles.stack}>
      <div className={styles.field}>
        <label className={styles.label} htmlFor={id}>
          Find a pharmacy
        </label>
        <div className={pharmacy.box}>
          <IconSearch size={20} stroke={1.75} aria-hidden />
          <input
            id={id}
            className={styles.input}
            type="search"
            placeholder="Name, city, or ZIP code"
            autoComplete="off"
            maxLength={80}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.preventDefault()
            }}
          />
        </div>
      </div>
      <fieldset className={pharmacy.ways}>
        <legend className="visually-hidden">How the medicine comes</legend>
        {ways.map((way) => (
          <label key={way.value}>
            <input
              type="radio"
              name={`${id}-way`}
              checked={kind === way.value}
              onChange={() => setKind(way.value)}
            />
            {way.label}
          </label>
        ))}
      </fieldset>
      {found.data?.origin && !found.data.origin.exact && (
        <p className={styles.small}>{found.data.origin.text}</p>
      )}
      {props.error && (
        <div role="alert">
          <FieldError>{props.error}</FieldError>
        </div>
      )}
      <p className="visually-hidden" aria-live="polite">
        {found.isSuccess ? `${items.length} pharmacies` : ''}
      </p>
      {found.isPending ? (
        <Skeletons heights={[76, 76, 76]} />
      ) : found.isError ? (
        <ProblemNotice
          error={found.error}
          actions={
            <BigButton look="outline" onClick={() => void found.refetch()}>
              Try again
            </BigButton>
          }
        />
      ) : items.length === 0 ? (
        <Notice tone="info" title={search === '' ? 'No pharmacy to show' : `Nothing found for “${search}”`}>
          {props.state === null
            ? 'Try another name or the ZIP code alone.'
            : `We look in ${stateName(props.state)}. Try another name, the city, or clear the box to see all.`}
        </Notice>
      ) : (
        <ChoiceList
          several={false}
          label="Pharmacy"
          choices={items.map((each) => ({
            value: each.ncpdpId,
            label: each.name,
            detail: (
              <>
                {kindWords[each.kind]}
                {each.kind === 'retail' && each.distanceMiles !== null
                  ? `, ${milesWords(each.distanceMiles)} away`
                  : ''}
                . {each.addressLine}, {each.city}, {each.state} {each.postalCode}. {phoneWords(each.phone)}
              </>
            ),
          }))}
          chosen={props.chosen === null ? [] : [props.chosen]}
          onChoose={(value) => {
            const chosen = items.find((each) => each.ncpdpId === value)
            if (chosen) props.onChoose(chosen.ncpdpId, chosen.name)
          }}
        />
      )}
    </div>
  )
}
