/** The rows a clinic may weigh: what each says, how the platform has it, and how the clinic does. */
import type { Category, ProtocolPolicy, ProtocolRow, RuleSetting } from '@countersign/contract'
import { Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Chip, SourceChip, Tag } from '../../ui/chips.tsx'
import { categoryNames, moment } from '../../ui/format.ts'
import { rowsShown, settingWords, withSetting } from './protocol-draft.ts'
import styles from './protocols.module.css'

type Change = ((policy: ProtocolPolicy) => void) | null

export function ProtocolRows(props: {
  rows: readonly ProtocolRow[]
  policy: ProtocolPolicy
  onChange: Change
}) {
  const [text, setText] = useState('')
  const [category, setCategory] = useState<Category | 'all'>('all')
  const [changed, setChanged] = useState(false)
  const shown = rowsShown(props.rows, props.policy, { text, category, changed })
  return (
    <section aria-labelledby="rows">
      <h2 id="rows">
        Rules{' '}
        <span>
          {shown.length === props.rows.length ? shown.length : `${shown.length} of ${props.rows.length}`}
        </span>
      </h2>
      <div className={styles.filters}>
        <TextInput
          aria-label="Search the rules"
          placeholder="Search"
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          className={styles.search}
        />
        <SegmentedControl
          aria-label="Category"
          value={category}
          onChange={(value) => setCategory(value as Category | 'all')}
          data={[
            { value: 'all', label: 'All' },
            ...(Object.keys(categoryNames) as Category[]).map((value) => ({
              value,
              label: categoryNames[value],
            })),
          ]}
        />
        <Checkbox
          label="Only what differs"
          checked={changed}
          onChange={(event) => setChanged(event.currentTarget.checked)}
        />
      </div>
      {shown.length === 0 ? (
        <p className={styles.none}>
          {changed && text === '' && category === 'all'
            ? 'Every rule is as the platform has it.'
            : 'No rule is like that.'}
        </p>
      ) : (
        <ul className={styles.rows}>
          {shown.map((row) => (
            <Row key={row.rule} row={row} policy={props.policy} onChange={props.onChange} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ row, policy, onChange }: { row: ProtocolRow; policy: ProtocolPolicy; onChange: Change }) {
  const setting = policy.rules[row.rule] ?? null
  const severities = [...new Set(row.cases.map(({ severity }) => severity))]
  const asPlatform = severities.map((severity) =>
    severity in settingWords ? short(severity as RuleSetting) : severity,
  )
  return (
    <li data-changed={setting === null ? undefined : ''}>
      <div className={styles.what}>
        <h3>
          <span className={styles.rule}>{row.rule}</span> {row.title}
          {setting !== null && <Chip tone="accent">Clinic</Chip>}
        </h3>
        <details className={styles.cases}>
          <summary>{row.cases[0]?.text}</summary>
          <ul>
            {row.cases.map((one) => (
              <li key={one.text}>
                {one.text} <SourceChip>{one.source}</SourceChip>
              </li>
            ))}
          </ul>
        </details>
        <p className={styles.meta}>
          {row.categories.map((one) => (
            <Tag key={one} soft>
              {categoryNames[one]}
            </Tag>
          ))}
          <span>Platform: {asPlatform.join(', ')}</span>
          {row.changed && (
            <span>
              Set by {row.changed.by}, version {row.changed.version}, {moment(row.changed.at)}
            </span>
          )}
        </p>
      </div>
      {onChange ? (
        <NativeSelect
          aria-label={`${row.rule} ${row.title}`}
          value={setting ?? ''}
          onChange={(event) =>
            onChange(withSetting(policy, row.rule, (event.currentTarget.value || null) as RuleSetting | null))
          }
          data={[
            { value: '', label: 'As the platform has it' },
            ...row.allowed.map((value) => ({ value, label: settingWords[value] })),
          ]}
          className={styles.setting}
        />
      ) : (
        <span className={styles.setting}>
          {setting === null ? 'As the platform has it' : settingWords[setting]}
        </span>
      )}
    </li>
  )
}

const short = (severity: RuleSetting): string => (settingWords[severity].split(':')[0] ?? '').toLowerCase()
