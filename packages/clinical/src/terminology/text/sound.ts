/** A spelling by sound: words that are written differently and said alike become equal ("norfine", "morphine" nearly). */
export const bySound = (word: string): string =>
  word
    .replace(/ph/g, 'f')
    .replace(/ck|qu|c(?![eiyh])|q/g, 'k')
    .replace(/c(?=[eiy])|z/g, 's')
    .replace(/x/g, 'ks')
    .replace(/th/g, 't')
    .replace(/[yj](?=[^aeiou]|$)/g, 'i')
    .replace(/m(?=[^aeiou])|^m/g, 'n')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=..)e$/, '')
