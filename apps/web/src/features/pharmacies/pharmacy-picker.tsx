/** Where the prescription goes: the patient's choice, or another of the network, with what speaks for it. */
import type { PharmacyView } from '@countersign/contract'
import { Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useKeys } from '../workspace/keys.ts'
import styles from './pharmacies.module.css'
import { PharmacyFinder, type PharmacyFinderProps } from './pharmacy-finder.tsx'
import { pharmacyPlace } from './pharmacy-words.ts'

const nobody = { title: 'Not chosen', text: 'The patient has chosen none' }

export function PharmacyPicker(
  props: Omit<PharmacyFinderProps, 'chosen'> & {
    value: PharmacyView | null
    readOnly: boolean
    className?: string | undefined
    /** What is chosen here, and what stands there while nothing is. */
    label?: string
    none?: { title: string; text: string }
  },
) {
  const { value, readOnly, className, onChoose, label: name = 'Pharmacy', none = nobody, ...finder } = props
  const [open, setOpen] = useState(false)
  const label = useId()
  return (
    <div className={className}>
      <span id={label} className={styles.label}>
        {name}
      </span>
      <Popover
        opened={open}
        onChange={setOpen}
        width={380}
        position="bottom-end"
        trapFocus
        returnFocus
        shadow="md"
      >
        <Popover.Target>
          <button
            type="button"
            className={styles.pharmacy}
            aria-labelledby={`${label} ${label}-value`}
            aria-haspopup="dialog"
            aria-expanded={open}
            disabled={readOnly}
            onClick={() => setOpen(!open)}
          >
            <span id={`${label}-value`}>
              <b>{value?.name ?? none.title}</b>
              {value ? pharmacyPlace(value) : none.text}
            </span>
            <IconChevronDown size={15} stroke={1.75} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown p={12} aria-label="Choose a pharmacy">
          {open && (
            <>
              <CloseKey onClose={() => setOpen(false)} />
              <PharmacyFinder
                {...finder}
                chosen={value?.ncpdpId ?? null}
                onChoose={(pharmacy) => {
                  onChoose(pharmacy)
                  setOpen(false)
                }}
              />
            </>
          )}
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

/** While the popover is open, Escape closes it and no key of the page behind acts. */
function CloseKey({ onClose }: { onClose: () => void }) {
  useKeys({ escape: onClose }, { exclusive: true })
  return null
}
