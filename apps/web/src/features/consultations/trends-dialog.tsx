/** Every reading over time, one series at a time, with the figures below the line. */
import type { ConsultationSummary } from '@countersign/contract'
import { Modal } from '@mantine/core'
import { useState } from 'react'
import { longDate } from '../../ui/format.ts'
import { TrendChart } from '../../ui/trend-chart.tsx'
import { useKeys } from '../workspace/keys.ts'
import { usualRange } from './reading-ranges.ts'
import { reading, readingSources } from './readings.ts'
import styles from './trends-dialog.module.css'

type Observation = ConsultationSummary['facts']['observations'][number]

export function TrendsDialog(props: {
  name: string
  observations: Observation[]
  first: string
  onClose: () => void
}) {
  const { observations } = props
  const [code, setCode] = useState(props.first)
  const shown = observations.find((one) => one.code === code) ?? observations[0]
  const step = (by: number) => {
    const index = observations.findIndex((one) => one.code === shown?.code)
    const next = observations[(index + by + observations.length) % observations.length]
    if (next) setCode(next.code)
  }
  useKeys(
    { escape: props.onClose, v: props.onClose, j: () => step(1), k: () => step(-1) },
    { exclusive: true },
  )
  if (!shown) return null
  const points = shown.points.map((point) => ({
    at: Date.parse(point.at),
    value: point.value,
    value2: point.value2,
    label: reading(point.value, point.value2, shown.unit),
    source: readingSources[point.source],
  }))
  const normal = usualRange(shown.label)
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={760}
      title={`Readings of ${props.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <fieldset className={styles.series} aria-label="Reading">
        {observations.map((one) => (
          <button
            key={one.code}
            type="button"
            aria-pressed={one.code === shown.code}
            onClick={() => setCode(one.code)}
          >
            {one.label} <span className="num">{one.points.length}</span>
          </button>
        ))}
      </fieldset>
      {points.length > 1 ? (
        <TrendChart points={points} normal={normal} label={`${shown.label}, ${points.length} readings`} />
      ) : (
        <p className={styles.single}>
          One reading: no trend yet.{normal && ` Usual: ${normal[0]} to ${normal[1]}.`}
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">{shown.label}</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.at}>
              <td>{longDate(new Date(point.at))}</td>
              <td>{point.label}</td>
              <td>{point.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  )
}
