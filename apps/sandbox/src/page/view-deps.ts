/** What the pages read. */
import type { Processor } from '../card-processor/processor.ts'
import type { Deliveries } from '../delivery.ts'
import type { PharmacyNetwork } from '../pharmacy-network/pharmacy-network.ts'
import type { Store } from '../store.ts'

export type ViewDeps = {
  store: Store
  deliveries: Deliveries
  network: PharmacyNetwork
  processor: Processor
}
