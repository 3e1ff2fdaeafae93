/**
 * Cuts a very long text into pieces, so that reading it takes time in proportion to its length and nothing of it
 * is left unread. Pieces end where a sentence does, else between words.
 */

const longest = 1000

/** The text itself when it is short; otherwise pieces of at most 1,000 characters that together are the text. */
export function pieces(text: string): readonly string[] {
  if (text.length <= longest) return [text]
  const out: string[] = []
  let from = 0
  while (text.length - from > longest) {
    const window = text.slice(from, from + longest)
    const sentence = Math.max(window.lastIndexOf('. '), window.lastIndexOf(';'), window.lastIndexOf('\n'))
    const space = window.lastIndexOf(' ')
    const cut = sentence > 0 ? sentence + 1 : space > 0 ? space : longest
    out.push(text.slice(from, from + cut).trim())
    from += cut
  }
  out.push(text.slice(from).trim())
  return out.filter((piece) => piece !== '')
}
