/** A client of the event stream that is cut off and comes back, as a browser is. */
import type { ApiClient } from '../../scripts/demo/api-client.ts'

/** Reads a stream until it is cut; notes every event's id, and the last position it may resume from. */
export class Listener {
  readonly seen = new Set<string>()
  #position: string | undefined
  #cut: AbortController | undefined
  #reading: Promise<void> = Promise.resolve()
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /** Resolves when the server says that the stream is ready; answers whether it could resume. */
  async connect(): Promise<boolean> {
    this.#cut = new AbortController()
    const answer = await this.#api.send('/api/events', {
      headers: { accept: 'text/event-stream', ...(this.#position && { 'last-event-id': this.#position }) },
      signal: this.#cut.signal,
    })
    if (answer.status !== 200) throw new Error(`the stream answered ${answer.status}`)
    let ready: (resumed: boolean) => void = () => {}
    const isReady = new Promise<boolean>((resolve) => {
      ready = resolve
    })
    this.#reading = this.#read(answer, ready).catch(() => {})
    return isReady
  }

  async cut(): Promise<void> {
    this.#cut?.abort()
    await this.#reading
  }

  async #read(answer: Response, ready: (resumed: boolean) => void): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const bytes of answer.body ?? []) {
      rest += decoder.decode(bytes, { stream: true })
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) this.#take(block, ready)
    }
  }

  #take(block: string, ready: (resumed: boolean) => void): void {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim()
    const data = field('data')
    if (!data) return
    this.#position = field('id') ?? this.#position
    const content = JSON.parse(data) as { id?: string; resumed?: boolean }
    if (field('event') === 'ready') ready(content.resumed === true)
    else if (content.id) this.seen.add(content.id)
  }
}
