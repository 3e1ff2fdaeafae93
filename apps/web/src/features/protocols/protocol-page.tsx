/** The clinic's protocol: what it tunes of the platform's own rows, how it came to that, and what a change would do. */
import type { ProtocolPolicy, ProtocolView } from '@countersign/contract'
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Chip } from '../../ui/chips.tsx'
import { count, moment } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Delayed, SkeletonLine } from '../../ui/skeletons.tsx'
import { useMay } from '../session/use-me.ts'
import { draftChanges, platform } from './protocol-draft.ts'
import { ProtocolRows } from './protocol-rows.tsx'
import { ProtocolSupply } from './protocol-supply.tsx'
import styles from './protocols.module.css'
import { SaveProtocolDialog } from './save-protocol-dialog.tsx'
import { useProtocol } from './use-protocol.ts'
import { VersionHistory } from './version-history.tsx'

export function ProtocolPage() {
  const protocol = useProtocol()
  useEffect(() => {
    document.title = 'Protocol · Countersign'
  }, [])
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>Protocol</h1>
        {protocol.data && <InForce view={protocol.data} />}
      </header>
      {protocol.isError && !protocol.data && (
        <div className={styles.body}>
          <ProblemAlert error={protocol.error} onRetry={() => protocol.refetch()} />
        </div>
      )}
      {protocol.isPending && (
        <Delayed>
          <div className={styles.body} role="status" aria-label="Loading">
            {[1, 2, 3, 4, 5].map((line) => (
              <SkeletonLine key={line} width="100%" height={44} />
            ))}
          </div>
        </Delayed>
      )}
      {protocol.data && <Editor key={protocol.data.newestVersion} view={protocol.data} />}
    </main>
  )
}

function InForce({ view: { current, planned } }: { view: ProtocolView }) {
  return (
    <span className={styles.inForce} role="status">
      {current ? `Version ${current.version}, since ${moment(current.effectiveFrom)}` : 'The platform’s own'}
      {planned && (
        <Chip tone="ask">
          Version {planned.version} begins {moment(planned.effectiveFrom)}
        </Chip>
      )}
    </span>
  )
}

/** Edits begin from the newest version: what is planned is what the next one follows. */
function Editor({ view }: { view: ProtocolView }) {
  const saved = view.planned?.policy ?? view.current?.policy ?? platform
  const [draft, setDraft] = useState<ProtocolPolicy>(saved)
  const [saving, setSaving] = useState(false)
  const mayManage = useMay('protocol:manage')
  const changes = draftChanges(saved, draft, view)
  return (
    <>
      <div className={styles.body}>
        <p className={styles.lead}>
          Every case, the live check, the gate and other record systems are judged by this. Rows that are the
          platform’s own policy can be weighed differently here. Labels, laws and emergencies cannot, and what
          guards against the unknown can only be made stricter.
        </p>
        <ProtocolRows rows={view.rows} policy={draft} onChange={mayManage ? setDraft : null} />
        <ProtocolSupply drugs={view.drugs} policy={draft} onChange={mayManage ? setDraft : null} />
        <VersionHistory current={view.current?.version ?? null} />
      </div>
      {changes.length > 0 && (
        <div className={styles.bar}>
          <b>{count(changes.length, 'change')} not saved</b>
          <Button variant="default" onClick={() => setDraft(saved)}>
            Discard
          </Button>
          <Button onClick={() => setSaving(true)}>Review and save</Button>
        </div>
      )}
      {saving && (
        <SaveProtocolDialog
          view={view}
          draft={draft}
          changes={changes}
          onClose={() => setSaving(false)}
          onSaved={() => setSaving(false)}
        />
      )}
    </>
  )
}
