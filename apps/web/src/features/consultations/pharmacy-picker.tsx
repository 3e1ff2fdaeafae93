/** Where the prescription goes: the patient's choice, or another of the network found by name. */
import type { PharmacyView } from '@countersign/contract'
import { Popover, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api } from '../../api/client.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useKeys } from '../workspace/keys.ts'
import styles from './treatment.module.css'

const kindWords = { retail: '', mail_order: 'by mail', compounding: 'compounding' } as const

export function pharmacyPlace(pharmacy: PharmacyView): string {
  return [`${pharmacy.city}, ${pharmacy.state}`, kindWords[pharmacy.kind]].filter(Boolean).join(', ')
}

export function PharmacyPicker(props: {
  value: PharmacyView | null
  patientState: string
  readOnly: boolean
  onChange: (pharmacy: PharmacyView) => void
  className?: string
}) {
  const [open, setOpen] = useState(false)
  const label = useId()
  return (
    <div className={props.className}>
      <span id={label} className={styles.label}>
        Pharmacy
      </span>
      <Popover
        opened={open}
        onChange={setOpen}
        width={340}
        position="bottom-end"
        trapFocus
        returnFocus
        shadow="md"
      >
        <Popover.Target>
          <button
            type="button"
            className={styles.pharmacy}
            aria-labelledby={`${label} ${label}-value`}
            aria-haspopup="dialog"
            aria-expanded={open}
            disabled={props.readOnly}
            onClick={() => setOpen(!open)}
          >
            <span id={`${label}-value`}>
              <b>{props.value?.name ?? 'Not chosen'}</b>
              {props.value ? pharmacyPlace(props.value) : 'The patient has chosen none'}
            </span>
            <IconChevronDown size={15} stroke={1.75} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown p={12}>
          {open && (
            <Finder
              patientState={props.patientState}
              onClose={() => setOpen(false)}
              onChoose={(pharmacy) => {
                props.onChange(pharmacy)
                setOpen(false)
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

function Finder(props: {
  patientState: string
  onClose: () => void
  onChoose: (pharmacy: PharmacyView) => void
}) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 200)
  useKeys({ escape: props.onClose }, { exclusive: true })
  const found = useQuery({
    queryKey: ['pharmacies', props.patientState, search],
    queryFn: ({ signal }) =>
      api(
        'searchPharmacies',
        { query: { search: search === '' ? undefined : search, state: props.patientState } },
        { signal },
      ),
    staleTime: 300_000,
  })
  return (
    <div className={styles.finder}>
      <TextInput
        size="sm"
        data-autofocus
        label={`Pharmacies that serve ${props.patientState}`}
        placeholder="Name or city"
        value={text}
        maxLength={80}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ProblemAlert error={found.error} />
      <ul>
        {found.data?.items.map((pharmacy) => (
          <li key={pharmacy.ncpdpId}>
            <button type="button" onClick={() => props.onChoose(pharmacy)}>
              <b>{pharmacy.name}</b>
              {pharmacy.addressLine}, {pharmacyPlace(pharmacy)}
            </button>
          </li>
        ))}
        {found.data?.items.length === 0 && (
          <li className={styles.nothing}>None of that name in the network</li>
        )}
      </ul>
    </div>
  )
}
