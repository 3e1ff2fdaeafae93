/** Who the order is for, as far as it must be known to judge it. What nobody went through is said to be unknown. */
import type { OrderContext, OrderDetail } from '@countersign/contract'
import { longDate, phoneWords, shortDate } from '../../ui/format.ts'
import { latestOf } from '../consultations/readings.ts'
import styles from './order-timeline.module.css'

export function PatientContext({ detail }: { detail: OrderDetail }) {
  const { context, patient } = detail
  if (context === null) return null
  const readings = latestOf(context.readings)
  return (
    <section className={styles.context}>
      <h3 className={styles.head}>
        {patient.name.split(' ')[0]}{' '}
        <span>
          born {longDate(context.birthDate)}, record {patient.mrn}
        </span>
      </h3>
      <dl>
        <Facts
          name="Takes"
          reviewed={context.reviewed.medications}
          facts={context.medications.map(({ text, dose }) => (dose ? `${text}, ${dose}` : text))}
        />
        <Facts
          name="Allergies"
          reviewed={context.reviewed.allergies}
          facts={context.allergies.map(({ text }) => text)}
        />
        <Facts
          name="Conditions"
          reviewed={context.reviewed.conditions}
          facts={context.conditions.map(({ text }) => text)}
        />
        <div>
          <dt>Readings</dt>
          <dd>
            {readings.length === 0
              ? 'unknown'
              : readings.map(({ label, value, at }) => (
                  <span key={label}>
                    {label} <b className="num">{value}</b> {shortDate(at)}
                  </span>
                ))}
          </dd>
        </div>
        <div>
          <dt>Phone</dt>
          <dd>
            <a href={`tel:${context.phone}`}>{phoneWords(context.phone)}</a>
          </dd>
        </div>
      </dl>
    </section>
  )
}

function Facts({
  name,
  facts,
  reviewed,
}: {
  name: string
  facts: string[]
  reviewed: OrderContext['reviewed']['allergies']
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-ask={facts.length === 0 && !reviewed ? '' : undefined}>
        {facts.length > 0 ? facts.join('; ') : reviewed ? 'none' : 'unknown, never gone through'}
      </dd>
    </div>
  )
}
