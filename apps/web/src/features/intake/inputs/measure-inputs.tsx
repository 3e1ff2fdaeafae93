/** Height, weight, blood pressure and other numbers, in large figures. */
import { type ReactNode, useState } from 'react'
import { TextField } from '../../portal/patient-ui/fields.tsx'
import ui from '../../portal/patient-ui/patient.module.css'
import {
  cmFromFeet,
  feetFromCm,
  heightInWords,
  kgFromLb,
  lbFromKg,
  numberFrom,
  type UnitSystem,
  weightInWords,
} from '../units.ts'
import { BigNumber, Units } from './big-number.tsx'
import { answered, type Draft, type InputProps, nothing, unreadable } from './draft.ts'
import styles from './inputs.module.css'
import { useUnits } from './use-units.ts'

const Same = ({ children }: { children: ReactNode }) => (
  <p className={`${ui.small} ${styles.same}`} aria-live="polite">
    {children}
  </p>
)

function weightDraft(text: string, system: UnitSystem): Draft {
  if (text.trim() === '') return nothing
  const value = numberFrom(text)
  if (value === null || value <= 0) return unreadable('Please use a number, like 180.')
  return answered({ kind: 'weight', kg: system === 'us' ? kgFromLb(value) : value })
}

export function WeightInput({ saved, onDraft, describedBy, invalid }: InputProps<'weight'>) {
  const [system, chooseSystem] = useUnits()
  const shown = (kg: number, to: UnitSystem) => String(to === 'us' ? lbFromKg(kg) : Number(kg.toFixed(1)))
  const [text, setText] = useState(saved ? shown(saved.kg, system) : '')
  const draft = weightDraft(text, system)
  const kg = draft.answer?.kind === 'weight' ? draft.answer.kg : null
  return (
    <div className={ui.stack}>
      <Units
        us="Pounds"
        metric="Kilograms"
        value={system}
        onChange={(next) => {
          chooseSystem(next)
          const converted = kg === null ? text : shown(kg, next)
          setText(converted)
          onDraft(weightDraft(converted, next))
        }}
      />
      <BigNumber
        label={system === 'us' ? 'Weight in pounds' : 'Weight in kilograms'}
        unit={system === 'us' ? 'lb' : 'kg'}
        decimal
        value={text}
        describedBy={describedBy}
        invalid={invalid}
        onValue={(next) => {
          setText(next)
          onDraft(weightDraft(next, system))
        }}
      />
      <Same>
        {kg === null ? '' : `That is the same as ${weightInWords(kg, system === 'us' ? 'metric' : 'us')}.`}
      </Same>
    </div>
  )
}

type HeightText = { feet: string; inches: string; cm: string }

function heightDraft(text: HeightText, system: UnitSystem): Draft {
  if (system === 'metric') {
    if (text.cm.trim() === '') return nothing
    const cm = numberFrom(text.cm)
    return cm === null ? unreadable('Please use a number, like 175.') : answered({ kind: 'height', cm })
  }
  if (text.feet.trim() === '' && text.inches.trim() === '') return nothing
  const feet = numberFrom(text.feet)
  const inches = text.inches.trim() === '' ? 0 : numberFrom(text.inches)
  if (feet === null || inches === null) return unreadable('Please use numbers, like 5 feet 9 inches.')
  if (inches < 0 || inches >= 12) return unreadable('Inches go from 0 to 11.')
  return answered({ kind: 'height', cm: cmFromFeet(feet, inches) })
}

const heightText = (cm: number): HeightText => {
  const { feet, inches } = feetFromCm(cm)
  return { feet: String(feet), inches: String(inches), cm: String(Number(cm.toFixed(1))) }
}

export function HeightInput({ saved, onDraft, describedBy, invalid }: InputProps<'height'>) {
  const [system, chooseSystem] = useUnits()
  const [text, setText] = useState<HeightText>(
    saved ? heightText(saved.cm) : { feet: '', inches: '', cm: '' },
  )
  const draft = heightDraft(text, system)
  const cm = draft.answer?.kind === 'height' ? draft.answer.cm : null
  const change = (part: Partial<HeightText>) => {
    const next = { ...text, ...part }
    setText(next)
    onDraft(heightDraft(next, system))
  }
  const shared = { describedBy, invalid, maxLength: 5 }
  return (
    <div className={ui.stack}>
      <Units
        us="Feet"
        metric="Centimeters"
        value={system}
        onChange={(next) => {
          chooseSystem(next)
          const converted = cm === null ? text : heightText(cm)
          setText(converted)
          onDraft(heightDraft(converted, next))
        }}
      />
      <div className={styles.bigRow}>
        {system === 'us' ? (
          <>
            <BigNumber
              {...shared}
              label="Feet"
              unit="ft"
              value={text.feet}
              onValue={(feet) => change({ feet })}
            />
            <BigNumber
              {...shared}
              label="Inches"
              unit="in"
              value={text.inches}
              onValue={(inches) => change({ inches })}
            />
          </>
        ) : (
          <BigNumber
            {...shared}
            decimal
            label="Height in centimeters"
            unit="cm"
            value={text.cm}
            onValue={(value) => change({ cm: value })}
          />
        )}
      </div>
      <Same>
        {cm === null ? '' : `That is the same as ${heightInWords(cm, system === 'us' ? 'metric' : 'us')}.`}
      </Same>
    </div>
  )
}

type PressureText = { systolic: string; diastolic: string; measuredOn: string }

function pressureDraft(text: PressureText): Draft {
  if (text.systolic.trim() === '' && text.diastolic.trim() === '') return nothing
  const systolic = numberFrom(text.systolic)
  const diastolic = numberFrom(text.diastolic)
  if (systolic === null || diastolic === null || !Number.isInteger(systolic) || !Number.isInteger(diastolic))
    return unreadable('Please enter both numbers, like 120 over 80.')
  return answered({
    kind: 'blood-pressure',
    systolic,
    diastolic,
    ...(text.measuredOn === '' ? {} : { measuredOn: text.measuredOn }),
  })
}

export function BloodPressureInput(props: InputProps<'blood-pressure'> & { today: string; dated?: boolean }) {
  const { saved, onDraft, describedBy, invalid, dated = true } = props
  const [text, setText] = useState<PressureText>({
    systolic: saved ? String(saved.systolic) : '',
    diastolic: saved ? String(saved.diastolic) : '',
    measuredOn: saved?.measuredOn ?? '',
  })
  const change = (part: Partial<PressureText>) => {
    const next = { ...text, ...part }
    setText(next)
    onDraft(pressureDraft(next))
  }
  const shared = { describedBy, invalid, maxLength: 3 }
  return (
    <div className={ui.stack}>
      <div className={`${styles.bigRow} ${styles.pressure}`}>
        <BigNumber
          {...shared}
          label="Top number (systolic)"
          above="Top number"
          value={text.systolic}
          onValue={(systolic) => change({ systolic })}
        />
        <span className={styles.over} aria-hidden>
          /
        </span>
        <BigNumber
          {...shared}
          label="Bottom number (diastolic)"
          above="Bottom number"
          value={text.diastolic}
          onValue={(diastolic) => change({ diastolic })}
        />
      </div>
      {dated && (
        <TextField
          label="When was it taken?"
          hint="Leave this empty if you do not remember."
          type="date"
          max={props.today}
          value={text.measuredOn}
          onValue={(measuredOn) => change({ measuredOn })}
        />
      )}
    </div>
  )
}

function numberDraft(text: string): Draft {
  if (text.trim() === '') return nothing
  const value = numberFrom(text)
  return value === null ? unreadable('Please use a number.') : answered({ kind: 'number', value })
}

export function NumberInput(
  props: InputProps<'number'> & { label: string; unit: string | null; whole: boolean },
) {
  const [text, setText] = useState(props.saved ? String(props.saved.value) : '')
  return (
    <BigNumber
      label={props.unit === null ? props.label : `${props.label} (${props.unit})`}
      unit={props.unit ?? undefined}
      decimal={!props.whole}
      value={text}
      maxLength={9}
      describedBy={props.describedBy}
      invalid={props.invalid}
      onValue={(next) => {
        setText(next)
        props.onDraft(numberDraft(next))
      }}
    />
  )
}
