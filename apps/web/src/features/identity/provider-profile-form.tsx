/** Who a provider is to a pharmacy and where they are licensed: without it they see no case and sign nothing. */
import type { ProviderProfile, SaveProviderProfile, StaffList } from '@countersign/contract'
import { ActionIcon, Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { stateCodes, stateName } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import {
  type DraftErrors,
  draftOf,
  errorsByRow,
  type LicenceDraft,
  newLicence,
  type ProviderDraft,
  pointerOf,
  readDraft,
} from './provider-draft.ts'
import styles from './provider-profile-form.module.css'
import { staffKey } from './staff-key.ts'

type Member = StaffList['members'][number]
type Sent = { body: SaveProviderProfile; keys: string[] }

const credentials: SaveProviderProfile['credential'][] = ['MD', 'DO', 'NP', 'PA']
const MOST_LICENCES = 60

export function ProviderProfileForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const queryClient = useQueryClient()
  const phone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false }) ?? false
  const [draft, setDraft] = useState<ProviderDraft>(() => draftOf(member.provider, member.name))
  const [errors, setErrors] = useState<DraftErrors>({})
  const form = useRef<HTMLFormElement>(null)
  const added = useRef(0)
  const save = useMutation({
    mutationFn: ({ body }: Sent): Promise<ProviderProfile> =>
      api('saveProviderProfile', { params: { id: member.id }, body }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: staffKey })
      onClose()
    },
    onError: (error, { keys }) => setErrors(errorsByRow(problemOf(error)?.body.errors ?? [], keys)),
  })
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])

  const change = (part: Partial<ProviderDraft>) => setDraft((before) => ({ ...before, ...part }))
  const changeLicence = (key: string, part: Partial<LicenceDraft>) =>
    change({ licences: draft.licences.map((each) => (each.key === key ? { ...each, ...part } : each)) })
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (save.isPending) return
    const read = readDraft(draft)
    setErrors(read.ok ? {} : read.errors)
    if (read.ok) save.mutate({ body: read.body, keys: read.keys })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={820}
      fullScreen={phone}
      title={`Profile and licenses of ${member.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form ref={form} className={styles.form} noValidate onSubmit={submit}>
        <div className={styles.person}>
          <TextInput
            label="Given name"
            autoComplete="off"
            maxLength={35}
            data-autofocus
            value={draft.givenName}
            error={errors['/givenName']}
            onChange={(event) => change({ givenName: event.currentTarget.value })}
          />
          <TextInput
            label="Family name"
            autoComplete="off"
            maxLength={35}
            value={draft.familyName}
            error={errors['/familyName']}
            onChange={(event) => change({ familyName: event.currentTarget.value })}
          />
          <NativeSelect
            label="Credential"
            data={credentials}
            value={draft.credential}
            onChange={(event) =>
              change({ credential: event.currentTarget.value as ProviderDraft['credential'] })
            }
          />
          <TextInput
            label="NPI"
            inputMode="numeric"
            autoComplete="off"
            maxLength={14}
            value={draft.npi}
            error={errors['/npi']}
            onChange={(event) => change({ npi: event.currentTarget.value })}
          />
          <TextInput
            label="Phone for pharmacies"
            type="tel"
            autoComplete="off"
            maxLength={24}
            value={draft.phone}
            error={errors['/phone']}
            onChange={(event) => change({ phone: event.currentTarget.value })}
          />
        </div>
        <fieldset className={styles.licences}>
          <legend>Licenses</legend>
          <p>Cases of a state show to this provider while the license there is active and not expired.</p>
          <ul>
            {draft.licences.map((licence, at) => (
              <LicenceRow
                key={licence.key}
                licence={licence}
                place={at + 1}
                errors={errors}
                onChange={(part) => changeLicence(licence.key, part)}
                onRemove={() =>
                  change({ licences: draft.licences.filter((each) => each.key !== licence.key) })
                }
              />
            ))}
          </ul>
          <Button
            variant="default"
            leftSection={<IconPlus size={15} stroke={1.8} aria-hidden />}
            disabled={draft.licences.length >= MOST_LICENCES}
            onClick={() => {
              added.current += 1
              change({ licences: [...draft.licences, newLicence(`new-${added.current}`)] })
            }}
          >
            Add a license
          </Button>
        </fieldset>
        {save.isError && <ProblemAlert error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

const states = [
  { value: '', label: 'Choose' },
  ...stateCodes.map((value) => ({ value, label: stateName(value) })),
]

function LicenceRow(props: {
  licence: LicenceDraft
  place: number
  errors: DraftErrors
  onChange: (part: Partial<LicenceDraft>) => void
  onRemove: () => void
}) {
  const { licence, onChange } = props
  const { key, onRecord } = licence
  const errorOf = (field: string) => props.errors[pointerOf(key, field)]
  const name = licence.state === '' ? `license ${props.place}` : `the license in ${stateName(licence.state)}`
  return (
    <li>
      <fieldset className={styles.licence}>
        <legend className="visually-hidden">{name}</legend>
        <NativeSelect
          label="State"
          data={states}
          // The state is what a license is of: another state is another license.
          disabled={onRecord}
          value={licence.state}
          error={errorOf('state')}
          onChange={(event) => onChange({ state: event.currentTarget.value })}
        />
        <TextInput
          label="Number"
          autoComplete="off"
          maxLength={35}
          value={licence.number}
          error={errorOf('number')}
          onChange={(event) => onChange({ number: event.currentTarget.value })}
        />
        <TextInput
          label="Expires on"
          type="date"
          value={licence.expiresOn}
          error={errorOf('expiresOn')}
          onChange={(event) => onChange({ expiresOn: event.currentTarget.value })}
        />
        <NativeSelect
          label="Status"
          value={licence.status}
          data={[
            { value: 'active', label: 'Active' },
            ...(licence.status === 'revoked'
              ? [{ value: 'revoked', label: 'Revoked' }]
              : [{ value: 'suspended', label: 'Suspended' }]),
          ]}
          error={errorOf('status')}
          onChange={(event) => onChange({ status: event.currentTarget.value as LicenceDraft['status'] })}
        />
        {!onRecord && (
          <ActionIcon className={styles.remove} aria-label={`Remove ${name}`} onClick={props.onRemove}>
            <IconX size={16} stroke={1.8} aria-hidden />
          </ActionIcon>
        )}
      </fieldset>
    </li>
  )
}
