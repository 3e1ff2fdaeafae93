/** The outside world's own controls: the card page, the mailbox, the pharmacist's hands, faults and counts. */

export type Card = {
  readonly number: string
  readonly expiry: string
  readonly cvc: string
  readonly name: string
  readonly zip: string
}

export const cards = {
  good: '4242424242424242',
  declined: '4000000000000002',
  /** Authorises while the customer is present and fails at the capture. */
  failsLater: '4000000000000341',
} as const

export type Mail = {
  readonly id: string
  readonly to: string[]
  readonly subject: string
  readonly text: string
}

/** The part of the sandbox's counts that exactly-once checks read. */
export type SandboxState = {
  readonly prescriptions: {
    readonly unique: number
    readonly received: number
    readonly dispensed: number
    readonly rejected: number
    readonly repeatedMessages: number
    /** By PrescriberOrderNumber. */
    readonly byOrderNumber: Readonly<Record<string, { received: number; dispensed: number }>>
  }
  readonly card: {
    readonly capturedCents: number
    readonly refundedCents: number
    readonly statuses: Readonly<Record<string, number>>
    readonly paymentIntents: readonly {
      id: string
      status: string
      amountCents: number
      captures: number
      capturedCents: number
      metadata: Readonly<Record<string, string>>
    }[]
  }
  readonly mails: { readonly total: number; readonly byRecipient: Readonly<Record<string, number>> }
}

export type CardOutcome =
  | { readonly paid: true; readonly redirect: string }
  | { readonly paid: false; readonly message: string }

const TIMEOUT_MS = 20_000

export class SandboxClient {
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  /** Presses Pay on the hosted card page. */
  async pay(checkoutUrl: string, card: Card): Promise<CardOutcome> {
    const answer = await this.#send(`${checkoutUrl}/pay`, 'POST', card)
    const body = (await answer.json()) as { redirect?: string; message?: string; error?: string }
    if (answer.ok && body.redirect) return { paid: true, redirect: body.redirect }
    if (answer.status === 402) return { paid: false, message: body.message ?? 'declined' }
    throw new Error(`The card page answered ${answer.status}: ${body.error ?? body.message ?? ''}`)
  }

  /** Lays a part over the present faults. */
  async setFaults(patch: object): Promise<void> {
    await this.#expect(`${this.url}/faults`, 'PATCH', patch)
  }

  async clearFaults(): Promise<void> {
    await this.#expect(`${this.url}/faults`, 'DELETE')
  }

  /** Every mail to an address, newest first. */
  async mailsTo(address: string): Promise<Mail[]> {
    const query = new URLSearchParams({ to: address.toLowerCase(), limit: '1000' })
    const answer = await this.#expect(`${this.url}/mailbox/messages?${query}`, 'GET')
    return ((await answer.json()) as { messages: Mail[] }).messages
  }

  async state(): Promise<SandboxState> {
    return (await (await this.#expect(`${this.url}/api/state`, 'GET')).json()) as SandboxState
  }

  async #expect(url: string, method: string, body?: object): Promise<Response> {
    const answer = await this.#send(url, method, body)
    if (!answer.ok)
      throw new Error(`The sandbox answered ${answer.status} to ${method} ${new URL(url).pathname}`)
    return answer
  }

  #send(url: string, method: string, body?: object): Promise<Response> {
    return fetch(url, {
      method,
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  }
}
