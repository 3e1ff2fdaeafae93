/** Pharmacies: the network's directory, kept here so that a search needs no outside call. */
export { findPharmacy, requirePharmacyFor } from './find-pharmacy.ts'
export { pharmacyHandlers } from './routes.ts'
export { suggestPharmacies } from './search-pharmacies.ts'
export {
  ensurePharmacies,
  ensurePharmaciesCron,
  syncPharmacies,
  syncPharmaciesCron,
} from './sync-pharmacies.job.ts'
