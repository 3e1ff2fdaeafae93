/** The prescription, prefilled from the plan: drug, dose, rhythm, amount, directions, pharmacy, and the steps ahead. */
import type { ConsultationSummary, FormularyEntry } from '@countersign/contract'
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { KeyCap } from '../../ui/key-cap.tsx'
import { PharmacyPicker } from '../pharmacies/pharmacy-picker.tsx'
import styles from './prescription-form.module.css'
import section from './section-head.module.css'
import { doseWords, productWords, unitOf, weekWords } from './summary-words.ts'
import { keyOfProduct, type Prescription } from './use-prescription.ts'

/** Letters that its column has room for. */
const LONG_NAME = 36

export function PrescriptionForm(props: {
  summary: ConsultationSummary
  prescription: Prescription
  readOnly: boolean
  /** The pharmacy that asks is the one that is answered. */
  samePharmacy?: boolean
  /** Where the later steps may be signed with the first. */
  mayBeSeries?: boolean
}) {
  const { summary, prescription, readOnly } = props
  const { draft } = prescription
  if (draft === null) return null
  const entry = summary.formulary.find((one) => one.drugId === draft.drugId)
  const product = entry?.products.find((one) => keyOfProduct(one) === draft.productKey)
  const doses = dosesOf(entry, draft.doseMg)
  const rhythms = rhythmsOf(entry, draft.doseMg, draft.frequency)
  const drug = product ? productWords(product.description) : draft.drug
  return (
    <section>
      <div className={section.headRow}>
        <h2 className={section.head}>
          Prescription <span>{prescription.edited ? 'edited' : 'prefilled'}</span>
        </h2>
        {!readOnly && (
          <span className={section.hint}>
            <KeyCap>e</KeyCap> edit dose
          </span>
        )}
      </div>
      <div className={styles.form} data-long={drug.length > LONG_NAME ? '' : undefined}>
        <NativeSelect
          rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
          rightSectionWidth={22}
          className={styles.drug}
          size="sm"
          label="Drug and form"
          title={product?.description ?? draft.drug}
          disabled={readOnly}
          value={draft.productKey}
          onChange={(event) => {
            const next = entry?.products.find((one) => keyOfProduct(one) === event.currentTarget.value)
            if (next)
              prescription.changeRegimen({
                productRxcui: next.rxcui,
                productKey: keyOfProduct(next),
                doseMg: doseFitting(entry, next.doseMg, draft.doseMg),
              })
          }}
          data={withCurrent(
            (entry?.products ?? []).map((one) => ({
              value: keyOfProduct(one),
              label: productWords(one.description),
            })),
            { value: draft.productKey, label: drug },
          )}
        />
        <NativeSelect
          rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
          rightSectionWidth={22}
          id="dose-field"
          size="sm"
          label="Dose"
          disabled={readOnly}
          value={String(draft.doseMg)}
          onChange={(event) => {
            const doseMg = Number(event.currentTarget.value)
            const fitting = entry?.products.find((one) => one.doseMg === doseMg)
            const frequency = rhythmsOf(entry, doseMg, draft.frequency)[0]
            prescription.changeRegimen({
              doseMg,
              ...(fitting ? { productRxcui: fitting.rxcui, productKey: keyOfProduct(fitting) } : {}),
              ...(frequency ? { frequency } : {}),
            })
          }}
          data={doses.map((dose) => ({ value: String(dose), label: doseWords(dose) }))}
        />
        <NativeSelect
          rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
          rightSectionWidth={22}
          className={styles.rhythm}
          size="sm"
          label="How often"
          title={draft.frequency}
          disabled={readOnly}
          value={draft.frequency}
          onChange={(event) => prescription.changeRegimen({ frequency: event.currentTarget.value })}
          data={rhythms}
        />
        <NumberField
          label="Quantity"
          value={draft.quantity}
          max={1000}
          decimals
          readOnly={readOnly}
          unit={product ? unitOf(product.form) : undefined}
          onChange={(quantity) => prescription.change({ quantity })}
        />
        <NumberField
          label="Days"
          value={draft.daysSupply}
          max={365}
          readOnly={readOnly}
          onChange={(daysSupply) => prescription.change({ daysSupply })}
        />
        <NumberField
          label="Refills"
          value={draft.refills}
          max={11}
          readOnly={readOnly}
          onChange={(refills) => prescription.change({ refills })}
        />
        <Textarea
          className={styles.directions}
          size="sm"
          label="Directions the patient reads"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={1000}
          disabled={readOnly}
          value={draft.sig}
          onChange={(event) => prescription.change({ sig: event.currentTarget.value })}
          onKeyDown={leaveOnEscape}
        />
        <PharmacyPicker
          className={styles.pharmacyBox}
          value={prescription.pharmacy}
          orderId={summary.order.id}
          patientState={summary.patient.state}
          drugId={draft.drugId}
          readOnly={readOnly || props.samePharmacy === true}
          onChoose={prescription.setPharmacy}
        />
      </div>
      <Titration prescription={prescription} />
      {props.mayBeSeries && !readOnly && <SeriesBox prescription={prescription} />}
    </section>
  )
}

/** One signature for all steps; each still leaves alone. */
function SeriesBox({ prescription }: { prescription: Prescription }) {
  const { later } = prescription
  if (later.length === 0) return null
  return (
    <Checkbox
      mt={8}
      size="xs"
      checked={prescription.series}
      onChange={(event) => prescription.setSeries(event.currentTarget.checked)}
      label={
        <>
          Sign {later.length === 1 ? 'the later step' : `the ${later.length} later steps`} too{' '}
          <span className={styles.series}>each on its day, after a good check-in and a new safety check</span>
        </>
      }
    />
  )
}

export function leaveOnEscape(event: KeyboardEvent<HTMLElement>): void {
  if (event.key === 'Escape') event.currentTarget.blur()
}

function dosesOf(entry: FormularyEntry | undefined, current: number): number[] {
  return [...new Set([...(entry?.doses.map((dose) => dose.doseMg) ?? []), current])].sort((a, b) => a - b)
}

function rhythmsOf(entry: FormularyEntry | undefined, doseMg: number, current: string): string[] {
  const known = [
    ...new Set(entry?.doses.filter((dose) => dose.doseMg === doseMg).map((dose) => dose.frequency) ?? []),
  ]
  if (known.includes(current)) return [current, ...known.filter((one) => one !== current)]
  return known.length > 0 ? known : [current]
}

function doseFitting(entry: FormularyEntry | undefined, productDose: number, current: number): number {
  return entry?.doses.some((dose) => dose.doseMg === productDose) ? productDose : current
}

function withCurrent<T extends { value: string }>(options: T[], current: T): T[] {
  return options.some((option) => option.value === current.value) ? options : [current, ...options]
}

/** A number that may be empty while it is typed; empty is told upwards as 0, which no check lets pass. */
function NumberField(props: {
  label: string
  value: number
  max: number
  decimals?: boolean
  unit?: string
  readOnly: boolean
  onChange: (value: number) => void
}) {
  const [text, setText] = useState(String(props.value))
  const id = useId()
  const { value } = props
  useEffect(() => {
    setText((now) =>
      now !== '' && Number(now) === value ? now : value === 0 && now === '' ? now : String(value),
    )
  }, [value])
  return (
    <TextInput
      id={id}
      size="sm"
      label={props.label}
      inputMode={props.decimals ? 'decimal' : 'numeric'}
      disabled={props.readOnly}
      value={text}
      maxLength={6}
      title={props.unit ? `Counted in ${props.unit}s` : undefined}
      onChange={(event) => {
        const next = event.currentTarget.value.replace(props.decimals ? /[^\d.]/g : /\D/g, '')
        setText(next)
        const number = Number(next)
        props.onChange(next === '' || Number.isNaN(number) || number > props.max ? 0 : number)
      }}
      onKeyDown={leaveOnEscape}
      classNames={{ input: styles.number }}
    />
  )
}

/** The steps ahead, each in its weeks; each needs its own review. */
export function Titration({ prescription }: { prescription: Prescription }) {
  const { plan, draft } = prescription
  const [flash, setFlash] = useState(false)
  const dose = draft?.doseMg
  useEffect(() => {
    if (!prescription.edited || dose === undefined) return
    setFlash(true)
    const timer = setTimeout(() => setFlash(false), 600)
    return () => clearTimeout(timer)
  }, [dose, prescription.edited])
  if (plan === null || draft === null || plan.titration.length < 2) return null
  const now = plan.titration.findIndex((step) => step.doseMg === draft.doseMg)
  return (
    <ol className={styles.steps} aria-label="Dose steps" data-flash={flash ? '' : undefined}>
      {plan.titration.map((step, index) => (
        <li
          key={step.fromWeek}
          aria-current={index === now ? 'step' : undefined}
          data-past={index < now ? '' : undefined}
        >
          <b>{doseWords(step.doseMg)}</b>
          {weekWords(step, index === 0)}
        </li>
      ))}
    </ol>
  )
}
