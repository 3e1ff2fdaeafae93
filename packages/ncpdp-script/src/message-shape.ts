// The body: exactly one message, told by its element name.
import type { ScriptBody } from './message.ts'
import {
  cancelRxResponseShape,
  cancelRxShape,
  errorShape,
  newRxShape,
  rxChangeRequestShape,
  rxChangeResponseShape,
  rxFillShape,
  rxRenewalRequestShape,
  rxRenewalResponseShape,
  statusShape,
  verifyShape,
} from './prescribing-shapes.ts'
import {
  paAppealRequestShape,
  paAppealResponseShape,
  paCancelRequestShape,
  paCancelResponseShape,
  paInitiationRequestShape,
  paInitiationResponseShape,
  paRequestShape,
  paResponseShape,
} from './prior-authorization-shapes.ts'
import { oneOf } from './shape.ts'

export const bodyShape = oneOf<ScriptBody, 'type'>('type', {
  NewRx: { tag: 'NewRx', shape: newRxShape },
  CancelRx: { tag: 'CancelRx', shape: cancelRxShape },
  CancelRxResponse: { tag: 'CancelRxResponse', shape: cancelRxResponseShape },
  RxRenewalRequest: { tag: 'RxRenewalRequest', shape: rxRenewalRequestShape },
  RxRenewalResponse: { tag: 'RxRenewalResponse', shape: rxRenewalResponseShape },
  RxChangeRequest: { tag: 'RxChangeRequest', shape: rxChangeRequestShape },
  RxChangeResponse: { tag: 'RxChangeResponse', shape: rxChangeResponseShape },
  RxFill: { tag: 'RxFill', shape: rxFillShape },
  Status: { tag: 'Status', shape: statusShape },
  Error: { tag: 'Error', shape: errorShape },
  Verify: { tag: 'Verify', shape: verifyShape },
  PAInitiationRequest: { tag: 'PAInitiationRequest', shape: paInitiationRequestShape },
  PAInitiationResponse: { tag: 'PAInitiationResponse', shape: paInitiationResponseShape },
  PARequest: { tag: 'PARequest', shape: paRequestShape },
  PAResponse: { tag: 'PAResponse', shape: paResponseShape },
  PAAppealRequest: { tag: 'PAAppealRequest', shape: paAppealRequestShape },
  PAAppealResponse: { tag: 'PAAppealResponse', shape: paAppealResponseShape },
  PACancelRequest: { tag: 'PACancelRequest', shape: paCancelRequestShape },
  PACancelResponse: { tag: 'PACancelResponse', shape: paCancelResponseShape },
})
