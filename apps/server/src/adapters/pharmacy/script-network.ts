/** The pharmacy network over HTTPS: SCRIPT messages, its status query and its directory. */
import { PharmacyCapability } from '@countersign/contract'
import {
  decode,
  errorMeaning,
  messageText,
  type ScriptVersion,
  statusMeaning,
} from '@countersign/ncpdp-script'
import { z } from 'zod'
import {
  composeCancelRx,
  composeChangeResponse,
  composeNewRx,
  composeRenewalResponse,
} from './compose-script.ts'
import type {
  DirectoryAnswer,
  DirectoryPharmacy,
  PharmacyNetwork,
  StatusAnswer,
  TransmitResult,
  WireAnswer,
} from './port.ts'
import { readScript, wordsOf } from './read-script.ts'

export type ScriptNetworkOptions = {
  /** Where the network is; its paths begin with /pharmacy-network. */
  url: string
  /** Bearer token, both ways. */
  secret: string
  version: ScriptVersion
  /** How long one call may take, in milliseconds. */
  timeoutMs?: number
}

/** An answer is a Status or an Error: a few kilobytes. */
const LARGEST_ANSWER = 1_000_000
/** Directory entries the network gives at once. */
const DIRECTORY_PAGE = 100

export function createScriptNetwork(options: ScriptNetworkOptions): PharmacyNetwork {
  const base = `${options.url.replace(/\/+$/, '')}/pharmacy-network`
  const timeoutMs = options.timeoutMs ?? 20_000
  const authorization = `Bearer ${options.secret}`

  const get = async (path: string): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${base}${path}`, {
      headers: { authorization, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    return { status: response.status, body: response.ok ? JSON.parse(text) : null }
  }

  return {
    composeNewRx: (request) => composeNewRx(request, options.version),
    composeCancelRx: (request) => composeCancelRx(request, options.version),
    composeRenewalResponse: (request) => composeRenewalResponse(request, options.version),
    composeChangeResponse: (request) => composeChangeResponse(request, options.version),
    readMessage: (received) => readScript(received, options.version),
    textOf: messageText,

    async transmit(xml) {
      try {
        const response = await fetch(`${base}/script`, {
          method: 'POST',
          headers: {
            authorization,
            'content-type': 'application/xml; charset=utf-8',
            accept: 'application/xml',
          },
          body: xml,
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        })
        return resultOf(response.status, await response.text())
      } catch (error) {
        return neverConnected(error)
          ? { outcome: 'retry', text: 'The pharmacy network could not be reached.', answer: null }
          : { outcome: 'unknown', text: 'The pharmacy network took the message and did not answer.' }
      }
    },

    async askStatus(messageId) {
      try {
        const { status, body } = await get(`/messages/${encodeURIComponent(messageId)}`)
        if (status === 404) return { outcome: 'not_received' }
        if (status !== 200) return unanswered(`HTTP ${status}`)
        return statusOf(body)
      } catch {
        return unanswered('no answer')
      }
    },

    async directory() {
      try {
        return await readDirectory(get)
      } catch {
        return { outcome: 'unavailable', text: 'The pharmacy directory did not answer.' }
      }
    },
  }
}

const unanswered = (why: string): StatusAnswer => ({
  outcome: 'unavailable',
  text: `The pharmacy network could not be asked (${why}).`,
})

/** What an HTTP answer to a sent message means. */
function resultOf(httpStatus: number, text: string): TransmitResult {
  const decoded = text.length > LARGEST_ANSWER ? null : decode(text)
  const message = decoded?.ok ? decoded.message : null
  if (message?.body.type === 'Status' && httpStatus < 300) {
    const { body } = message
    return {
      outcome: 'accepted',
      text: body.description ?? statusMeaning(body.code),
      answer: { messageId: message.header.messageId, type: 'Status', xml: text },
    }
  }
  if (message?.body.type === 'Error') {
    const answer: WireAnswer = { messageId: message.header.messageId, type: 'Error', xml: text }
    const words = wordsOf(message.body)
    // 220: the network knows this MessageID. Whether it took what we sent under it is for it to say.
    if (words.descriptionCode === '220') return { outcome: 'unknown', text: words.text }
    const brokeDown = words.code === '602' && httpStatus >= 500
    if (errorMeaning(words.code).retry || brokeDown) return { outcome: 'retry', text: words.text, answer }
    return { outcome: 'rejected', ...words, answer }
  }
  return withoutScript(httpStatus)
}

/** These statuses say that nothing behind the door has seen the message. */
const TURNED_AWAY = new Set([401, 403, 404, 405, 408, 425, 429, 503])

function withoutScript(httpStatus: number): TransmitResult {
  if (TURNED_AWAY.has(httpStatus)) {
    return {
      outcome: 'retry',
      text: `The pharmacy network turned us away (HTTP ${httpStatus}).`,
      answer: null,
    }
  }
  if (httpStatus >= 400 && httpStatus < 500) {
    return {
      outcome: 'rejected',
      code: String(httpStatus),
      descriptionCode: null,
      text: `The pharmacy network refused the message (HTTP ${httpStatus}).`,
      answer: null,
    }
  }
  return { outcome: 'unknown', text: `The pharmacy network gave no usable answer (HTTP ${httpStatus}).` }
}

const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether no byte of the message can have left. */
function neverConnected(error: unknown): boolean {
  const cause =
    error instanceof Error ? (error.cause as { code?: unknown; errors?: unknown } | undefined) : undefined
  const codes = Array.isArray(cause?.errors)
    ? cause.errors.map((each: { code?: unknown }) => each.code)
    : [cause?.code]
  return codes.length > 0 && codes.every((code) => typeof code === 'string' && NEVER_CONNECTED.has(code))
}

const MessageStatus = z.object({
  state: z.string(),
  status: z.string().default(''),
  description: z.string().default(''),
})

function statusOf(body: unknown): StatusAnswer {
  const parsed = MessageStatus.safeParse(body)
  if (!parsed.success) return unanswered('an answer of another shape')
  const { state, status, description } = parsed.data
  return {
    outcome: 'received',
    state: state === 'rejected' ? 'rejected' : 'accepted',
    code: status,
    text:
      description || (state === 'rejected' ? errorMeaning(status).meaning : 'The network has the message.'),
  }
}

const Listed = z.object({
  ncpdpId: z.string().regex(/^\d{7}$/),
  npi: z.string().regex(/^\d{10}$/),
  name: z.string().min(1).max(70),
  address: z.object({
    line1: z.string(),
    city: z.string(),
    state: z.string().regex(/^[A-Z]{2}$/),
    postalCode: z.string(),
  }),
  phone: z.string(),
  latitude: z.number().nullish(),
  longitude: z.number().nullish(),
  kind: z.enum(['retail', 'mail_order', 'compounding']),
  statesServed: z.array(z.string().regex(/^[A-Z]{2}$/)),
  capabilities: z.array(z.string()).default([]),
})
const Directory = z.object({ total: z.int(), pharmacies: z.array(z.unknown()) })

const STATES =
  'AL AK AZ AR CA CO CT DC DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR'.split(
    ' ',
  )

/** All at once when the network gives that many, else state by state. An entry that cannot be read is left out. */
async function readDirectory(
  get: (path: string) => Promise<{ status: number; body: unknown }>,
): Promise<DirectoryAnswer> {
  const found = new Map<string, DirectoryPharmacy>()
  const page = async (query: string): Promise<{ total: number; given: number }> => {
    const { status, body } = await get(`/directory?limit=${DIRECTORY_PAGE}${query}`)
    if (status !== 200) throw new Error(`the directory answered ${status}`)
    const { total, pharmacies } = Directory.parse(body)
    for (const entry of pharmacies) {
      const listed = Listed.safeParse(entry)
      if (listed.success) found.set(listed.data.ncpdpId, pharmacyOf(listed.data))
    }
    return { total, given: pharmacies.length }
  }
  const first = await page('')
  if (first.total > first.given) for (const state of STATES) await page(`&state=${state}`)
  return { outcome: 'ok', pharmacies: [...found.values()], complete: found.size === first.total }
}

const pharmacyOf = (listed: z.infer<typeof Listed>): DirectoryPharmacy => ({
  ncpdpId: listed.ncpdpId,
  npi: listed.npi,
  name: listed.name,
  phone: listed.phone,
  address: {
    line: listed.address.line1,
    city: listed.address.city,
    state: listed.address.state,
    postalCode: listed.address.postalCode,
  },
  kind: listed.kind,
  latitude: listed.latitude ?? null,
  longitude: listed.longitude ?? null,
  statesServed: listed.statesServed,
  capabilities: PharmacyCapability.options.filter((known) => listed.capabilities.includes(known)),
})
