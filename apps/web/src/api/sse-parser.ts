/** Server-sent events out of chunks of text, as the HTML standard (9.2.6) reads them. Pure but for its buffer. */
export type SseMessage = { id: string | null; event: string; data: string }

/** Feed it text in any pieces; it gives back the messages that are complete. */
export function createSseParser(): (chunk: string) => SseMessage[] {
  let buffer = ''
  let data: string[] = []
  let event = ''
  let id: string | null = null
  return (chunk) => {
    buffer += chunk
    const done: SseMessage[] = []
    const lines = buffer.split(/\r\n|\n|\r(?!$)/)
    buffer = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) done.push({ id, event: event || 'message', data: data.join('\n') })
        data = []
        event = ''
        continue
      }
      if (line.startsWith(':')) continue
      const colon = line.indexOf(':')
      const field = colon < 0 ? line : line.slice(0, colon)
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
      if (field === 'data') data.push(value)
      else if (field === 'event') event = value
      else if (field === 'id' && !value.includes('\0')) id = value
    }
    return done
  }
}
