/**
 * The test cards and what their bank says. Numbers are the ones the processor publishes for testing; any
 * other number that passes the Luhn check is declined as a live card in test mode.
 */
export type Bank = {
  brand: 'visa' | 'mastercard' | 'amex'
  last4: string
  /** Declines an authorisation the customer makes in person. */
  declinesAuthorisation?: string
  /** Declines an authorisation made without the customer. */
  declinesOffSession?: string
  /** Declines the capture of an authorisation it gave. */
  declinesCapture?: string
}

const banks: Record<string, Bank> = {
  '4242424242424242': { brand: 'visa', last4: '4242' },
  '5555555555554444': { brand: 'mastercard', last4: '4444' },
  '378282246310005': { brand: 'amex', last4: '0005' },
  '4000000000000002': {
    brand: 'visa',
    last4: '0002',
    declinesAuthorisation: 'generic_decline',
    declinesOffSession: 'generic_decline',
  },
  '4000000000009995': {
    brand: 'visa',
    last4: '9995',
    declinesAuthorisation: 'insufficient_funds',
    declinesOffSession: 'insufficient_funds',
  },
  // Here it authorises while the customer is present, and fails afterwards.
  '4000000000000341': {
    brand: 'visa',
    last4: '0341',
    declinesOffSession: 'generic_decline',
    declinesCapture: 'generic_decline',
  },
}

/** Ready-made payment methods by the names the processor gives them. */
export const testPaymentMethods: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_chargeDeclined: '4000000000000002',
  pm_card_visa_chargeDeclined: '4000000000000002',
  pm_card_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_chargeCustomerFail: '4000000000000341',
}

const passesLuhn = (number: string) =>
  [...number].reverse().reduce((sum, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + (doubled > 9 ? doubled - 9 : doubled)
  }, 0) %
    10 ===
  0

export type CardEntry = { number: string; expiry: string; cvc: string; name: string; zip: string }
export type CardField = keyof CardEntry
export type AcceptedCard = {
  number: string
  bank: Bank
  expMonth: number
  expYear: number
  name: string
  zip: string
}
export type CardReading =
  | { ok: true; card: AcceptedCard }
  | { ok: false; faults: Partial<Record<CardField, string>> }

/** What the bank behind a stored number says; a number nobody issued is declined throughout. */
export const bankOf = (number: string): Bank =>
  banks[number] ?? {
    brand: number.startsWith('3') ? 'amex' : number.startsWith('5') ? 'mastercard' : 'visa',
    last4: number.slice(-4),
    declinesAuthorisation: 'test_mode_live_card',
    declinesOffSession: 'test_mode_live_card',
  }

/** Checks what was typed, as a card form does, before any bank is asked. `now` in epoch milliseconds. */
export const readCard = (entry: CardEntry, now: number): CardReading => {
  const faults: Partial<Record<CardField, string>> = {}
  const number = entry.number.replace(/[\s-]/g, '')
  const cvc = entry.cvc.trim()
  const expiry = /^(\d{1,2})\s*[/-]?\s*(\d{2}|\d{4})$/.exec(entry.expiry.trim())
  const expMonth = Number(expiry?.[1])
  const expYear = expiry?.[2]?.length === 2 ? 2000 + Number(expiry[2]) : Number(expiry?.[2])
  if (!/^\d{13,19}$/.test(number)) faults.number = 'Enter the card number, 13 to 19 digits.'
  else if (!passesLuhn(number)) faults.number = 'This card number is not valid. Check it against the card.'
  const today = new Date(now)
  if (!expiry || expMonth < 1 || expMonth > 12) faults.expiry = 'Enter the expiry date as MM / YY.'
  else if (
    expYear < today.getUTCFullYear() ||
    (expYear === today.getUTCFullYear() && expMonth < today.getUTCMonth() + 1)
  ) {
    faults.expiry = 'This card has expired. Use another card.'
  }
  const cvcLength = number.startsWith('3') ? 4 : 3
  if (cvc.length !== cvcLength || !/^\d+$/.test(cvc))
    faults.cvc = `Enter the ${cvcLength}-digit security code.`
  if (entry.name.trim() === '' || entry.name.length > 100) faults.name = 'Enter the name on the card.'
  if (!/^\d{5}(-?\d{4})?$/.test(entry.zip.trim())) faults.zip = 'Enter the 5-digit ZIP code.'
  if (Object.keys(faults).length > 0) return { ok: false, faults }
  const card = {
    number,
    bank: bankOf(number),
    expMonth,
    expYear,
    name: entry.name.trim(),
    zip: entry.zip.trim(),
  }
  return { ok: true, card }
}

/** What a person is told, by the bank's decline code. */
export const declineMessage = (declineCode: string): string =>
  ({
    generic_decline: 'Your card was declined.',
    insufficient_funds: 'Your card has insufficient funds.',
    try_again_later: 'Your card was declined. You can try again later.',
    test_mode_live_card: 'Your card was declined. Your request was in test mode, but used a non test card.',
  })[declineCode] ?? 'Your card was declined.'
