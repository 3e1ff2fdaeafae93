/** Where the parts of a review stand: three panes, two with the patient in a tab, or one column on a phone. */
import type { ConsultationSummary } from '@countersign/contract'
import { type Tab, TabList } from './packet-tabs.tsx'
import { type PhoneParts, PhoneReview } from './phone-review.tsx'
import styles from './review.module.css'

export function ReviewPanes(props: {
  summary: ConsultationSummary
  shape: 'phone' | 'narrow' | 'wide'
  /** A refill shows what changed in the packet's place, and gives it the patient's pane. */
  refill: boolean
  tab: Tab
  onTab: (tab: Tab) => void
  asking: boolean
  needsReasons: boolean
  parts: PhoneParts
}) {
  const { summary, shape, refill, tab, parts } = props
  if (shape === 'phone')
    return (
      <PhoneReview
        summary={summary}
        asking={props.asking}
        needsReasons={props.needsReasons}
        refill={refill}
        parts={parts}
      />
    )
  const { packet, patient, answers, messages, documents } = parts
  const inTab = shape === 'narrow' || refill
  return (
    <div
      className={styles.panes}
      data-narrow={shape === 'narrow' ? '' : undefined}
      data-refill={refill ? '' : undefined}
    >
      {!inTab && (
        <aside className={styles.left} aria-label="Patient">
          {patient}
        </aside>
      )}
      <div className={styles.middle}>
        <TabList
          tab={tab}
          onTab={props.onTab}
          summary={summary}
          withPatient={inTab}
          first={refill ? 'What changed' : 'Packet'}
        />
        <div
          className={styles.middleBody}
          id="case-panel"
          role="tabpanel"
          aria-labelledby={`tab-${tab}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus
          tabIndex={0}
        >
          {{ packet, patient, answers, messages, documents }[tab]}
        </div>
      </div>
      <section className={styles.right} aria-label="Treatment">
        {parts.alerts}
        {parts.treatment}
        {parts.ask}
        {parts.prescription}
        {parts.findings}
        {parts.note}
      </section>
    </div>
  )
}
