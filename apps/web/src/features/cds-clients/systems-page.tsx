/** Record systems that may ask the clinic's engine by CDS Hooks: which are trusted, adding one, trusting it no longer. */
import type { CdsClient } from '@countersign/contract'
import { Button, Group, Modal } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { count, longDate, moment } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Delayed, SkeletonLine } from '../../ui/skeletons.tsx'
import { AddSystemForm } from './add-system-form.tsx'
import styles from './systems.module.css'
import { systemsKey } from './systems-key.ts'

export function SystemsPage() {
  const systems = useQuery({
    queryKey: systemsKey,
    queryFn: ({ signal }) => api('listCdsClients', {}, { signal }),
  })
  const [revoking, setRevoking] = useState<CdsClient | null>(null)
  useEffect(() => {
    document.title = 'Connected systems · Countersign'
  }, [])
  const items = systems.data?.items
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>Connected systems</h1>
        {items && <span>{count(items.length, 'system')}</span>}
      </header>
      <div className={styles.body}>
        <p className={styles.lead}>
          Another record system may ask the same engine, under this clinic’s protocol, while its clinicians
          open a chart or sign an order (CDS Hooks 2.0). It sends the chart along; nothing of it is kept here.
        </p>
        <AddSystemForm />
        {systems.isError && <ProblemAlert error={systems.error} onRetry={() => systems.refetch()} />}
        {systems.isPending && (
          <Delayed>
            <div role="status" aria-label="Loading">
              <SkeletonLine width="100%" height={36} />
            </div>
          </Delayed>
        )}
        {items && <Systems items={items} onRevoke={setRevoking} />}
      </div>
      {revoking && <Revoke system={revoking} onClose={() => setRevoking(null)} />}
    </main>
  )
}

function Systems({ items, onRevoke }: { items: CdsClient[]; onRevoke: (system: CdsClient) => void }) {
  if (items.length === 0)
    return (
      <EmptyState
        title="No system is trusted"
        text="Nobody but this clinic’s own people can ask the engine."
      />
    )
  return (
    <section aria-labelledby="trusted">
      <h2 id="trusted">Trusted</h2>
      <ul className={styles.list}>
        {items.map((system) => (
          <li key={system.id}>
            <div>
              <b>{system.name}</b>
              <span>{system.issuer}</span>
            </div>
            <span className={styles.facts}>
              {count(system.keyIds.length, 'key')}: {system.keyIds.join(', ')}
              <br />
              Since {longDate(system.createdAt)},{' '}
              {system.lastUsedAt ? `last card ${moment(system.lastUsedAt)}` : 'no card yet'}
            </span>
            <Button variant="default" aria-label={`Revoke ${system.name}`} onClick={() => onRevoke(system)}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Asked, because it cannot be taken back: the system has to be added again with its keys. */
function Revoke({ system, onClose }: { system: CdsClient; onClose: () => void }) {
  const queryClient = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => api('revokeCdsClient', { params: { id: system.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: systemsKey })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} withCloseButton={false} title={`Trust ${system.name} no longer?`}>
      <p className={styles.question}>
        It is refused from now on, also with what it has already signed. Its clinicians then work without
        these checks.
      </p>
      {revoke.isError && <ProblemAlert error={revoke.error} />}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate()}>
          Revoke
        </Button>
      </Group>
    </Modal>
  )
}
