/** Invoices and the payments behind them: authorised at intake, captured at approval, given back at denial. */
export { capturePaymentJob } from './capture-payment.job.ts'
export { checkPaymentJob } from './check-payment.job.ts'
export { draftInvoice } from './draft-invoice.ts'
export { openCheckout } from './open-checkout.ts'
export { invoiceIdOf } from './queries.ts'
export { releaseAuthorisationJob, releasePaymentJob } from './release-payment.job.ts'
export { isUntouched } from './settle-payment.ts'
export { registerStripeWebhook } from './stripe-webhook.ts'
