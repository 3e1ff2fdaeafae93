/** What a pharmacy's word means for a prescription, whatever was heard before it. */
import type { PrescriptionStatus } from '@countersign/contract'
import type { PharmacyNews } from '../../adapters/pharmacy/port.ts'
import { move, type PrescriptionAction } from './prescription.ts'

/** What hearing from the pharmacy means for a prescription. */
export type Heard =
  | {
      kind: 'moved'
      action: PrescriptionAction
      status: PrescriptionStatus
      code: string | null
      text: string | null
    }
  /** Known already, or overtaken by later news. */
  | { kind: 'nothing_new' }
  /** The pharmacy did something with a prescription it should not have: a person must look. */
  | { kind: 'alarm'; text: string }

/** @param aboutCancel whether the news answers our CancelRx and not the prescription itself. */
export function hear(status: PrescriptionStatus, news: PharmacyNews, aboutCancel: boolean): Heard {
  const heard = (action: PrescriptionAction, code: string | null, text: string | null): Heard => {
    const moved = move(status, action)
    return moved.ok ? { kind: 'moved', action, status: moved.status, code, text } : { kind: 'nothing_new' }
  }
  switch (news.kind) {
    case 'verify':
      return heard('verify', null, null)
    case 'status':
      return aboutCancel ? { kind: 'nothing_new' } : heard('accept', null, null)
    case 'error':
      return heard(aboutCancel ? 'deny_cancel' : 'reject', news.code, news.text)
    case 'cancel_response':
      return heard(news.approved ? 'confirm_cancel' : 'deny_cancel', null, news.text)
    case 'fill':
      return heardFill(status, news, heard)
    case 'renewal_request':
    case 'change_request':
    case 'unsupported':
      return { kind: 'nothing_new' }
  }
}

const NOT_FILLED = 'not_filled'

function heardFill(
  status: PrescriptionStatus,
  { outcome, text }: PharmacyNews & { kind: 'fill' },
  heard: (action: PrescriptionAction, code: string | null, text: string | null) => Heard,
): Heard {
  if (outcome === 'transferred') return { kind: 'nothing_new' }
  if (outcome === 'not_filled') {
    return heard(
      'reject',
      NOT_FILLED,
      text ?? 'The pharmacy did not fill the prescription and gave no reason.',
    )
  }
  // These were taken back, replaced or never sent: a medicine handed out on them is one too many.
  if (['draft', 'signed', 'cancelled', 'rerouted', 'expired'].includes(status)) {
    return { kind: 'alarm', text: `The pharmacy reports a fill of a prescription that is ${status}.` }
  }
  return heard(outcome === 'filled' ? 'fill' : 'fill_partly', null, text)
}
