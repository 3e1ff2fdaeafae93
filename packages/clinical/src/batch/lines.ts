/**
 * Lines of a JSON Lines stream: split at line feeds alone. (Node's readline also splits at U+2028 and U+2029, which
 * JSON allows inside a string.)
 */

/** Yields each line without its line feed or carriage return; the byte order mark of the first line is dropped. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  let first = true
  const clean = (line: string): string => {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line
    if (!first) return bare
    first = false
    return bare.replace(/^\uFEFF/, '')
  }
  for await (const chunk of chunks) {
    const parts = chunk.split('\n')
    if (parts.length === 1) {
      rest += chunk
      continue
    }
    yield clean(rest + (parts[0] ?? ''))
    for (const line of parts.slice(1, -1)) yield clean(line)
    rest = parts.at(-1) ?? ''
  }
  if (rest !== '') yield clean(rest)
}
