/** What is done with an order and needs words: hold, let go on, cancel, compare, write to the patient. */
import { CancelReason, HoldOrder, type OrderDetail } from '@countersign/contract'
import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { FormDialog } from '../workspace/form-dialog.tsx'
import styles from './order-dialogs.module.css'
import { cancelNames } from './order-words.ts'
import { useOrderWork } from './use-orders.ts'

type Props = { detail: OrderDetail; onClose: () => void }

const enough = (text: string) => (text.trim().length < 5 ? 'Say why in a few words.' : null)
const Why = ({ text, onText, label }: { text: string; onText: (text: string) => void; label: string }) => (
  <Textarea
    label={label}
    value={text}
    autosize
    minRows={2}
    maxRows={6}
    maxLength={500}
    onChange={(event) => onText(event.currentTarget.value)}
  />
)

const holdNames = {
  safety: 'Safety: a provider has to release it',
  insurance: 'Insurance',
  pharmacy: 'Pharmacy',
} as const
const holdReasons = HoldOrder.shape.reason.options

export function HoldDialog({ detail, onClose }: Props) {
  const [reason, setReason] = useState<HoldOrder['reason']>('safety')
  const [text, setText] = useState('')
  const hold = useOrderWork('holdOrder', detail, onClose)
  return (
    <FormDialog
      title={`Hold the order of ${detail.patient.name}`}
      act="Hold"
      note="Nothing more of it leaves until a person lets it go on."
      problem={enough(text)}
      pending={hold.isPending}
      error={hold.error}
      onClose={onClose}
      onSubmit={() => hold.mutate({ reason, text: text.trim() })}
    >
      <NativeSelect
        data-autofocus
        label="Because of"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as HoldOrder['reason'])}
        data={holdReasons.toReversed().map((value) => ({ value, label: holdNames[value] }))}
      />
      <Why label="What it waits for" text={text} onText={setText} />
    </FormDialog>
  )
}

export function ReleaseDialog({ detail, onClose }: Props) {
  const [text, setText] = useState('')
  const release = useOrderWork('releaseOrder', detail, onClose)
  return (
    <FormDialog
      title={`Let the order of ${detail.patient.name} go on`}
      act="Let it go on"
      note="What has not left is sent now."
      problem={enough(text)}
      pending={release.isPending}
      error={release.error}
      onClose={onClose}
      onSubmit={() => release.mutate({ text: text.trim() })}
    >
      {detail.holdText && (
        <p className={styles.held}>
          {detail.holdBy ? `${detail.holdBy} holds it: ` : 'It is held: '}
          {detail.holdText}
        </p>
      )}
      <Why label="What was found out" text={text} onText={setText} />
    </FormDialog>
  )
}

const withPharmacy = ['sent', 'verified', 'partially_filled', 'cancel_denied', 'cancel_requested']

export function CancelDialog({ detail, onClose }: Props) {
  const [reason, setReason] = useState<CancelReason>('patient_request')
  const [text, setText] = useState('')
  const cancel = useOrderWork('cancelOrder', detail, onClose)
  const out = detail.prescriptions.find(({ status }) => withPharmacy.includes(status))
  return (
    <FormDialog
      title={`Cancel the order of ${detail.patient.name}`}
      act="Cancel the order"
      danger
      note={
        out
          ? `${out.pharmacy.name} is asked to cancel it; the order ends when they agree.`
          : 'Nothing has reached a pharmacy: it ends at once, and what was not charged is not charged.'
      }
      problem={enough(text)}
      pending={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onSubmit={() => cancel.mutate({ reason, text: text.trim() })}
    >
      <NativeSelect
        data-autofocus
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as CancelReason)}
        data={CancelReason.options.map((value) => ({ value, label: cancelNames[value] }))}
      />
      <Why label="For the record" text={text} onText={setText} />
    </FormDialog>
  )
}

/** Each part is looked at by itself; an NDC is chosen only while the prescription is here. */
export function VerifyDialog({ detail, onClose }: Props) {
  const rx = detail.prescriptions.find(({ status }) => status !== 'draft' && status !== 'cancelled')
  const [checked, setChecked] = useState<readonly string[]>([])
  const [ndc, setNdc] = useState(rx?.ndc ?? '')
  const [note, setNote] = useState('')
  const verify = useOrderWork('verifyMedication', detail, onClose)
  if (!rx) return null
  const parts = [
    ['drug', 'Drug', rx.drugDescription],
    ['strength', 'Strength', rx.strength],
    ['form', 'Form', rx.form],
    ['rxcui', 'RxCUI', rx.rxcui ?? 'none stated'],
  ] as const
  const left = parts.length - checked.length
  const codes = detail.products.flatMap((product) =>
    product.ndc ? [{ value: product.ndc, label: `${product.ndc}, ${product.description}` }] : [],
  )
  return (
    <FormDialog
      title={`Compare the medication of ${detail.patient.name}`}
      act="Record it"
      note="Your name and the time are kept with it."
      problem={left > 0 ? `${left} of ${parts.length} left to compare.` : null}
      pending={verify.isPending}
      error={verify.error}
      onClose={onClose}
      onSubmit={() =>
        verify.mutate({
          prescriptionId: rx.id,
          drug: rx.drugDescription,
          strength: rx.strength,
          form: rx.form,
          rxcui: rx.rxcui,
          ndc: ndc === '' ? null : ndc,
          note: note.trim() === '' ? null : note.trim(),
        })
      }
    >
      <p className={styles.held}>
        {rx.sig} {rx.quantity} for {rx.daysSupply} days.
      </p>
      <fieldset className={styles.parts}>
        <legend>Is this what is meant?</legend>
        {parts.map(([key, label, value]) => (
          <Checkbox
            key={key}
            label={
              <>
                {label}: <b>{value}</b>
              </>
            }
            checked={checked.includes(key)}
            onChange={(event) =>
              setChecked(
                event.currentTarget.checked ? [...checked, key] : checked.filter((one) => one !== key),
              )
            }
          />
        ))}
      </fieldset>
      {codes.length > 0 && (
        <NativeSelect
          label="NDC"
          disabled={rx.status !== 'signed'}
          description={
            rx.status === 'signed' ? 'Travels with the prescription' : 'It has left as it was written'
          }
          value={ndc}
          onChange={(event) => setNdc(event.currentTarget.value)}
          data={[{ value: rx.ndc ?? '', label: rx.ndc ?? 'Any of this product' }, ...codes].filter(
            (one, index, all) => all.findIndex(({ value }) => value === one.value) === index,
          )}
        />
      )}
      <Textarea
        label="Note"
        description="If there is something to say"
        value={note}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={500}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

export function WriteDialog({ detail, onClose }: Props) {
  const [body, setBody] = useState('')
  const client = useQueryClient()
  const first = detail.patient.name.split(' ')[0]
  const send = useMutation({
    mutationFn: () =>
      api('sendMessage', { params: { id: detail.consultationId }, body: { body: body.trim() } }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ['orders'] })
      onClose()
    },
  })
  return (
    <FormDialog
      title={`Write to ${detail.patient.name}`}
      act={`Send to ${first}`}
      note={`${first} reads it in the portal; the mail says only that a message waits.`}
      problem={body.trim() === '' ? `Write what ${first} is to know.` : null}
      pending={send.isPending}
      error={send.error}
      onClose={onClose}
      onSubmit={() => send.mutate()}
    >
      <Textarea
        data-autofocus
        label="Message"
        value={body}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={4000}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
