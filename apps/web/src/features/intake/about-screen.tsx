/** Who the patient is and where they live: the clinic may treat only where its providers are licensed. */
import type { ClinicPublic } from '@countersign/contract'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { stateName } from '../../ui/format.ts'
import { BigButton } from '../portal/patient-ui/buttons.tsx'
import { ChoiceList } from '../portal/patient-ui/choice-list.tsx'
import { FieldError, SelectField, TextField } from '../portal/patient-ui/fields.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { dateInWords } from './answer-words.ts'
import styles from './intake.module.css'
import { type KnownPerson, type PersonDraft, type PersonErrors, readPerson, statesInWords } from './person.ts'

export function AboutScreen(props: {
  clinic: ClinicPublic
  draft: PersonDraft
  known: KnownPerson
  today: string
  top: ReactNode
  pageTitle: string
  onDraft: (draft: PersonDraft) => void
  onContinue: () => void
}) {
  const id = useId()
  const [draft, setDraft] = useState(props.draft)
  const [errors, setErrors] = useState<PersonErrors>({})
  const [tries, setTries] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const set = (part: Partial<PersonDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    props.onDraft(next)
    // Once refused, a field is judged again as it is mended, and not before.
    if (tries > 0) {
      const read = readPerson(next, props.clinic.statesServed, props.today, props.known)
      setErrors(read.ok ? {} : read.errors)
    }
  }
  useEffect(() => {
    if (tries === 0) return
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')
    const field = wrong?.matches('input, select') ? wrong : wrong?.querySelector<HTMLElement>('input')
    field?.focus()
  }, [tries])

  const states = [...props.clinic.statesServed].sort((a, b) => stateName(a).localeCompare(stateName(b)))
  return (
    <PatientPage title={props.pageTitle} top={props.top}>
      <form
        ref={form}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const read = readPerson(draft, props.clinic.statesServed, props.today, props.known)
          if (read.ok) return props.onContinue()
          setErrors(read.errors)
          setTries(tries + 1)
        }}
      >
        <Body>
          <ScreenHeading focusKey="about">About you</ScreenHeading>
          <p className={ui.help}>
            Use the name on your ID. {props.clinic.name} treats people who live in {statesInWords(states)}.
          </p>
          <div className={styles.fields}>
            <div className={ui.row}>
              <TextField
                label="First name"
                autoComplete="given-name"
                maxLength={60}
                value={draft.givenName}
                error={errors.givenName}
                onValue={(givenName) => set({ givenName })}
              />
              <TextField
                label="Last name"
                autoComplete="family-name"
                maxLength={60}
                value={draft.familyName}
                error={errors.familyName}
                onValue={(familyName) => set({ familyName })}
              />
            </div>
            {props.known.birthDate === null ? (
              <fieldset>
                <legend className={ui.label}>Birth date</legend>
                <div className={styles.date}>
                  {(
                    [
                      ['birthMonth', 'Month', 'bday-month', 2],
                      ['birthDay', 'Day', 'bday-day', 2],
                      ['birthYear', 'Year', 'bday-year', 4],
                    ] as const
                  ).map(([field, label, autoComplete, length]) => (
                    <label key={field}>
                      {label}
                      <input
                        className={ui.input}
                        inputMode="numeric"
                        autoComplete={autoComplete}
                        maxLength={length}
                        value={draft[field]}
                        aria-invalid={errors.birthDate ? true : undefined}
                        aria-describedby={errors.birthDate ? `${id}-birth` : undefined}
                        onChange={(event) => set({ [field]: event.currentTarget.value })}
                      />
                    </label>
                  ))}
                </div>
                {errors.birthDate && <FieldError id={`${id}-birth`}>{errors.birthDate}</FieldError>}
              </fieldset>
            ) : (
              <p>
                <span className={ui.label}>Birth date</span>
                <br />
                {dateInWords(props.known.birthDate)}, as you answered
              </p>
            )}
            {props.known.sex === null && (
              <fieldset>
                <legend className={ui.label} id={`${id}-sex`}>
                  Sex at birth
                </legend>
                <p className={ui.hint} id={`${id}-sex-hint`}>
                  Doses and safety checks depend on it.
                </p>
                <ChoiceList
                  several={false}
                  invalid={errors.sex !== undefined}
                  labelledBy={`${id}-sex`}
                  describedBy={[`${id}-sex-hint`, errors.sex ? `${id}-sex-error` : ''].join(' ').trim()}
                  choices={[
                    { value: 'female', label: 'Female' },
                    { value: 'male', label: 'Male' },
                  ]}
                  chosen={draft.sex === '' ? [] : [draft.sex]}
                  onChoose={(value) => set({ sex: value === 'female' ? 'female' : 'male' })}
                />
                {errors.sex && <FieldError id={`${id}-sex-error`}>{errors.sex}</FieldError>}
              </fieldset>
            )}
            <TextField
              label="Mobile phone"
              hint="The pharmacy may call it. We never write about your health by text."
              type="tel"
              autoComplete="tel-national"
              placeholder="(512) 555-0123"
              maxLength={20}
              value={draft.phone}
              error={errors.phone}
              onValue={(phone) => set({ phone })}
            />
            <TextField
              label="Home address"
              hint="Street, number, and apartment"
              autoComplete="street-address"
              maxLength={120}
              value={draft.line}
              error={errors.line}
              onValue={(line) => set({ line })}
            />
            <TextField
              label="City"
              autoComplete="address-level2"
              maxLength={60}
              value={draft.city}
              error={errors.city}
              onValue={(city) => set({ city })}
            />
            <div className={ui.row}>
              <SelectField
                label="State you live in"
                autoComplete="address-level1"
                value={draft.state}
                error={errors.state}
                onValue={(state) => set({ state })}
              >
                <option value="">Choose a state</option>
                {states.map((code) => (
                  <option key={code} value={code}>
                    {stateName(code)}
                  </option>
                ))}
              </SelectField>
              <TextField
                label="ZIP code"
                inputMode="numeric"
                autoComplete="postal-code"
                maxLength={10}
                value={draft.postalCode}
                error={errors.postalCode}
                onValue={(postalCode) => set({ postalCode })}
              />
            </div>
            <p className={ui.smaller}>
              Your state is not in the list? The law lets our providers treat you only where they hold a
              license. A doctor near you can help, or call us at{' '}
              <a href={`tel:${props.clinic.phone}`}>the clinic</a> to ask when we start there.
            </p>
          </div>
        </Body>
        <footer className={ui.foot} data-line>
          <BigButton type="submit">Continue</BigButton>
        </footer>
      </form>
    </PatientPage>
  )
}
