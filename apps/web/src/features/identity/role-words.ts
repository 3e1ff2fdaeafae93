/** The roles of the staff in words. */
import type { StaffRole } from '@countersign/contract'

export const roleWords: Record<StaffRole, { title: string; article: string; does: string }> = {
  provider: { title: 'Provider', article: 'a provider', does: 'Reviews cases, decides, prescribes' },
  coordinator: {
    title: 'Care coordinator',
    article: 'a care coordinator',
    does: 'Insurance, pharmacy trouble, messages; never decides',
  },
  biller: { title: 'Biller', article: 'a biller', does: 'Invoices, payments, claims' },
  admin: { title: 'Clinic admin', article: 'a clinic admin', does: 'Staff, licenses, settings, audit log' },
  supervisor: { title: 'Supervisor', article: 'a supervising provider', does: 'Reviews and co-signs' },
}
