/** Check digits of the numbers a pharmacy is known by. */

/** Sum of the digits with every second one from the right doubled and its digits added (ISO/IEC 7812-1, Luhn). */
const luhnSum = (digits: string): number =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)

/**
 * Luhn check over the 80840 card-issuer prefix and the NPI, as 45 CFR 162.406 and the CMS NPI check digit
 * document define it.
 */
export const isNpi = (npi: string): boolean => /^[12]\d{9}$/.test(npi) && luhnSum(`80840${npi}`) % 10 === 0

/** An NPI from its first nine digits. */
export const npiFrom = (nineDigits: string): string =>
  `${nineDigits}${(10 - (luhnSum(`80840${nineDigits}0`) % 10)) % 10}`

/** NCPDP gives the first two digits by state, up to 56; 99 is nobody's, so no id here can be a real pharmacy's. */
const nobodysPrefix = '99'
/**
 * What the last digit of our ids brings the Luhn sum to. NCPDP does not publish its own rule; this one is the
 * network's, so that a mistyped id is noticed here as it would be there.
 */
const remainder = 7

/** The network's pharmacy number `n` (1 to 9999) as a seven-digit NCPDP ID with its check digit. */
export const ncpdpIdFrom = (n: number): string => {
  const six = `${nobodysPrefix}${String(n).padStart(4, '0')}`
  return `${six}${(10 + remainder - (luhnSum(`${six}0`) % 10)) % 10}`
}

/** Whether this is an id the network could have given. */
export const isNetworkPharmacyId = (id: string): boolean =>
  id.length === 7 && /^99\d{5}$/.test(id) && luhnSum(id) % 10 === remainder
