/** The keys of a review, and the same acts for the palette: one list of what each does. */
import { useCommands } from '../workspace/commands.ts'
import { useKeys } from '../workspace/keys.ts'
import { focusField } from './focus-field.ts'
import type { Tab } from './packet-tabs.tsx'

const tabs: readonly Tab[] = ['packet', 'answers', 'messages', 'documents']

export function useReviewKeys(input: {
  /** Whether the case is held here; what decides is offered only then. */
  mine: boolean
  /** Wraps an act that decides, so that no double press decides the next patient. */
  guarded: (act: () => void) => (event: KeyboardEvent) => void
  approve: () => void
  ask: () => void
  deny: () => void
  escalate: () => void
  release: () => void
  nextOption: () => void
  readings: () => void
  toggleNormal: () => void
  leave: () => void
  setTab: (tab: Tab) => void
}): void {
  const { guarded, approve, ask, deny, escalate, release, nextOption } = input
  const editDose = () => focusField('dose-field')
  const writeNote = () => focusField('note-field')
  const writeMessage = () => {
    input.setTab('messages')
    focusField('message-field')
  }
  useKeys({
    a: guarded(approve),
    i: guarded(ask),
    d: guarded(deny),
    x: guarded(escalate),
    r: release,
    t: nextOption,
    v: input.readings,
    e: editDose,
    o: writeNote,
    m: writeMessage,
    '.': input.toggleNormal,
    escape: input.leave,
    ...Object.fromEntries(tabs.map((tab, index) => [String(index + 1), () => input.setTab(tab)])),
  })
  useCommands(
    'This case',
    input.mine
      ? [
          { id: 'approve', label: 'Approve and sign', key: 'a', run: approve },
          { id: 'ask', label: 'Ask the patient', key: 'i', run: ask },
          { id: 'deny', label: 'Deny', key: 'd', run: deny },
          { id: 'escalate', label: 'Escalate to a visit', key: 'x', run: escalate },
          { id: 'release', label: 'Release to the queue', key: 'r', run: release },
          { id: 'option', label: 'Next treatment option', key: 't', run: nextOption },
          { id: 'dose', label: 'Edit the dose', key: 'e', run: editDose },
          { id: 'note', label: 'Write the note', key: 'o', run: writeNote },
          { id: 'message', label: 'Message the patient', key: 'm', run: writeMessage },
          { id: 'readings', label: 'Readings over time', key: 'v', run: input.readings },
        ]
      : [
          { id: 'readings', label: 'Readings over time', key: 'v', run: input.readings },
          { id: 'message', label: 'Message the patient', key: 'm', run: writeMessage },
        ],
  )
}
