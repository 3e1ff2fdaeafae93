/** How soon a refill may come, and which medicines this clinic offers at all. */
import type { Category, ProtocolPolicy, ProtocolView } from '@countersign/contract'
import { Checkbox, NumberInput } from '@mantine/core'
import { categoryNames } from '../../ui/format.ts'
import { type FractionName, withDrug, withFraction } from './protocol-draft.ts'
import styles from './protocols.module.css'

/** The contract's bounds, in percent of the days' supply. */
const fractions: { name: FractionName; label: string; least: number; usual: number }[] = [
  { name: 'refillFraction', label: 'A refill, no sooner than', least: 50, usual: 75 },
  { name: 'controlledRefillFraction', label: 'A controlled medicine, no sooner than', least: 90, usual: 90 },
]

export function ProtocolSupply(props: {
  drugs: ProtocolView['drugs']
  policy: ProtocolPolicy
  onChange: ((policy: ProtocolPolicy) => void) | null
}) {
  const { drugs, policy, onChange } = props
  return (
    <>
      <section aria-labelledby="refills">
        <h2 id="refills">Refills</h2>
        <div className={styles.fractions}>
          {fractions.map(({ name, label, least, usual }) => (
            <NumberInput
              key={name}
              label={label}
              description={`Percent of the days’ supply, ${least} to 100. The platform: ${usual}.`}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              min={least}
              max={100}
              clampBehavior="blur"
              allowDecimal={false}
              suffix=" %"
              placeholder={`${usual} %`}
              disabled={onChange === null}
              value={policy[name] === undefined ? '' : Math.round(policy[name] * 100)}
              onChange={(value) =>
                onChange?.(withFraction(policy, name, typeof value === 'number' ? value : null))
              }
            />
          ))}
        </div>
      </section>
      <section aria-labelledby="offered">
        <h2 id="offered">Medicines offered</h2>
        <div className={styles.drugs}>
          {(Object.keys(categoryNames) as Category[]).map((category) => (
            <fieldset key={category}>
              <legend>{categoryNames[category]}</legend>
              {drugs
                .filter((drug) => drug.category === category)
                .map(({ drugId, name }) => (
                  <Checkbox
                    key={drugId}
                    label={name}
                    disabled={onChange === null}
                    checked={!policy.excludedDrugs.includes(drugId)}
                    onChange={(event) => onChange?.(withDrug(policy, drugId, event.currentTarget.checked))}
                  />
                ))}
            </fieldset>
          ))}
        </div>
      </section>
    </>
  )
}
