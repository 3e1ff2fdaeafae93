/** How a pharmacy is named to people who work here. */
import type { PharmacyKind, PharmacyView } from '@countersign/contract'

export const kindNames: Record<PharmacyKind, string> = {
  retail: 'Pick up',
  mail_order: 'By mail',
  compounding: 'Compounding',
}

const inPlace = { retail: '', mail_order: 'by mail', compounding: 'compounding' } as const

export function pharmacyPlace(pharmacy: PharmacyView): string {
  return [`${pharmacy.city}, ${pharmacy.state}`, inPlace[pharmacy.kind]].filter(Boolean).join(', ')
}

/** Miles as people say them; empty where it is not known how far. */
export function milesWords(miles: number | null): string {
  if (miles === null) return ''
  if (miles < 1) return 'under a mile'
  return `${miles < 10 ? miles : Math.round(miles)} mi`
}
