/** Asked before somebody is kept out, and before they are let in again. */
import type { StaffList } from '@countersign/contract'
import { Button, Group, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import styles from './staff.module.css'
import { staffKey } from './staff-key.ts'

type Member = StaffList['members'][number]

export function SuspendDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const queryClient = useQueryClient()
  const suspending = member.status === 'active'
  const change = useMutation({
    mutationFn: () =>
      api('setStaffStatus', {
        params: { id: member.id },
        body: { status: suspending ? 'suspended' : 'active' },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: staffKey })
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      title={suspending ? `Suspend ${member.name}?` : `Reactivate ${member.name}?`}
    >
      <p className={styles.question}>
        {suspending
          ? 'They are signed out everywhere at once and cannot work here until you reactivate them. A case they hold goes back to the queue within minutes.'
          : 'They can sign in and work here again, in the same role.'}
      </p>
      {change.isError && <ProblemAlert error={change.error} />}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {suspending ? 'Keep them working' : 'Leave it'}
        </Button>
        <Button
          color={suspending ? 'red' : undefined}
          loading={change.isPending}
          onClick={() => change.mutate()}
        >
          {suspending ? 'Suspend' : 'Reactivate'}
        </Button>
      </Group>
    </Modal>
  )
}
