/** National Provider Identifiers. Pure: the web checks what is typed with the same words as the server. */

/** What stands before an NPI when its check digit is counted: the US, as issuer of health identifiers. */
const PREFIX = '80840'

/**
 * Whether a text is ten digits whose last one checks the others: Luhn over the prefix 80840 and the NPI
 * (CMS, "Requirements for National Provider Identifier and NPI Check Digit"). Whether somebody holds it, only
 * the registry knows.
 */
export function isNpi(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text)) return false
  const sum = [...`${PREFIX}${text}`].reverse().reduce((total, character, place) => {
    const digit = Number(character)
    const doubled = digit * 2
    return total + (place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
