/** Everything that comes back after a prescription: refills, pharmacies' questions, steps of a titration. */
import { useSearch } from '@tanstack/react-router'
import { ChangeRequestList } from './change-request-list.tsx'
import { RefillList } from './refill-list.tsx'
import { TitrationList } from './titration-list.tsx'
import { refillLanes } from './use-refills.ts'

export function RefillsPage() {
  const { lane: asked } = useSearch({ strict: false })
  const lane = refillLanes.find((one) => one === asked) ?? 'requested'
  if (lane === 'questions') return <ChangeRequestList />
  if (lane === 'titrations') return <TitrationList />
  return <RefillList key={lane} lane={lane} />
}
