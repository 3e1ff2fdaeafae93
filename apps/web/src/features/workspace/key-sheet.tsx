/** All keys on one sheet, behind `?`. */
import { Modal } from '@mantine/core'
import { KeyCap } from '../../ui/key-cap.tsx'
import { keyGroups } from './key-list.ts'
import { useKeys } from './keys.ts'
import styles from './overlays.module.css'

export function KeySheet({ onClose }: { onClose: () => void }) {
  useKeys({ '?': onClose, escape: onClose }, { exclusive: true })
  return (
    <Modal opened onClose={onClose} title="Keys" size={720} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={styles.sheet}>
        {keyGroups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, does]) => (
                <div key={keys}>
                  <dt>
                    {keys.split(' ').map((key) =>
                      key === '…' ? (
                        ' … '
                      ) : (
                        <KeyCap key={key} always>
                          {key === 'Escape' ? 'Esc' : key}
                        </KeyCap>
                      ),
                    )}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.foot}>Letters do nothing while you type. A held key does not repeat a decision.</p>
    </Modal>
  )
}
