/** "Are you still there?" for a minute, then nothing that could be read by whoever comes by. */
import { Button, Group, Modal } from '@mantine/core'
import { useKeys } from '../workspace/keys.ts'
import styles from './idle-dialog.module.css'
import type { IdleScreen } from './use-idle-sign-out.ts'

export function IdleDialog(props: { screen: Exclude<IdleScreen, { kind: 'active' }>; onStay: () => void }) {
  const { screen, onStay } = props
  useKeys({}, { exclusive: true })
  if (screen.kind === 'leaving')
    return (
      <Modal
        opened
        fullScreen
        onClose={() => {}}
        withCloseButton={false}
        zIndex={1000}
        title="Signing you out"
        transitionProps={{ duration: 0 }}
      >
        <p className={styles.leaving} role="status">
          Nobody has been active here for a while.
        </p>
      </Modal>
    )
  return (
    <Modal
      opened
      centered
      onClose={onStay}
      closeOnClickOutside={false}
      withCloseButton={false}
      zIndex={1000}
      title="Are you still there?"
    >
      <p className={styles.words}>
        Nobody has been active here for a while. To keep patients' information private, you are signed out in{' '}
        <span className="visually-hidden">less than a minute.</span>
        <b aria-hidden="true" className="num">
          {screen.secondsLeft} s.
        </b>
      </p>
      <Group justify="flex-end" mt="lg">
        <Button className={styles.stay} data-autofocus onClick={onStay}>
          Stay signed in
        </Button>
      </Group>
    </Modal>
  )
}
