/** Who changed the protocol, when, why, and what. */
import { Chip } from '../../ui/chips.tsx'
import { moment } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { changeWords } from './protocol-draft.ts'
import styles from './protocols.module.css'
import { useProtocolVersions } from './use-protocol.ts'

export function VersionHistory({ current }: { current: number | null }) {
  const versions = useProtocolVersions()
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">
        Versions{' '}
        {versions.data && versions.data.items.length > 0 && <span>{versions.data.items.length}</span>}
      </h2>
      {versions.isError && <ProblemAlert error={versions.error} onRetry={() => versions.refetch()} />}
      {versions.data?.items.length === 0 && (
        <p className={styles.none}>None yet: everything is as the platform has it.</p>
      )}
      <ol className={styles.versions}>
        {versions.data?.items.map((version) => (
          <li key={version.version}>
            <h3>
              Version {version.version}
              {version.version === current && <Chip tone="done">In force</Chip>}
            </h3>
            <p className={styles.meta}>
              <span>
                {version.author}, {moment(version.createdAt)}
              </span>
              {version.effectiveFrom !== version.createdAt && (
                <span>in force from {moment(version.effectiveFrom)}</span>
              )}
            </p>
            <p className={styles.reason}>{version.reason}</p>
            <ul>
              {version.changes.map((change) => (
                <li key={change.what}>{changeWords(change)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  )
}
