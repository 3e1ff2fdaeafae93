/** The countdown in which a decision has not left the building. It covers nothing and names what would leave. */
import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { wordsFor } from '../../api/problem-words.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { CountdownRing } from '../../ui/meters.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useCommands } from '../workspace/commands.ts'
import { useKeys } from '../workspace/keys.ts'
import styles from './undo-slot.module.css'
import { type Undoable, useUndoable, withdrawUndo } from './undo-store.ts'
import { consultationKey } from './use-consultation.ts'

/** Takes the newest decision back and opens its case again. */
function useUndo() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (one: Undoable) =>
      api('undoDecision', { params: { id: one.consultationId }, body: { decisionId: one.decisionId } }),
    onSuccess: async (_, one) => {
      withdrawUndo(one.decisionId)
      await client.invalidateQueries({ queryKey: consultationKey(one.consultationId) })
      client.invalidateQueries({ queryKey: ['queue'] })
      client.invalidateQueries({ queryKey: ['shift'] })
      await navigate({ to: '/consultations/$id', params: { id: one.consultationId } })
    },
  })
}

export function UndoSlot({ floating }: { floating?: boolean }) {
  const told = useUndoable()
  const open = told.filter((one) => one.total > 0)
  const newest = open.at(-1)
  const made = told.findLast((one) => one.total === 0)
  if (newest)
    return <Slot key={newest.decisionId} one={newest} others={open.length - 1} floating={floating} />
  if (made) return <Made one={made} floating={floating} />
  return null
}

/** Said and done: nothing to take back. */
function Made({ one, floating }: { one: Undoable; floating?: boolean | undefined }) {
  return (
    <div className={styles.slot} role="status" data-floating={floating ? '' : undefined}>
      <IconCheck size={20} stroke={1.9} aria-hidden />
      <div className={styles.words}>
        <b>{one.title}</b>
        <span>{one.line}</span>
      </div>
    </div>
  )
}

function Slot({ one, others, floating }: { one: Undoable; others: number; floating?: boolean }) {
  const now = useNow(200)
  const undo = useUndo()
  const left = Math.max(0, one.effectiveAt - now)
  const take = () => {
    if (!undo.isPending) undo.mutate(one)
  }
  useKeys({ z: take })
  useCommands('Just decided', [{ id: 'undo', label: `Undo: ${one.title}`, key: 'z', run: take }])
  const problem = problemOf(undo.error)
  return (
    <div className={styles.slot} role="status" data-floating={floating ? '' : undefined}>
      <CountdownRing left={left} total={one.total} />
      <div className={styles.words}>
        <b>{one.title}</b>
        <span>
          {problem ? wordsFor(problem).title : `${one.line} Nothing has left yet.`}
          {others > 0 && ` ${others} more can be undone.`}
        </span>
      </div>
      <Button
        variant="inverse-solid"
        onClick={take}
        loading={undo.isPending}
        leftSection={<IconArrowBackUp size={15} />}
        rightSection={<KeyCap onFill>z</KeyCap>}
      >
        Undo
      </Button>
    </div>
  )
}
