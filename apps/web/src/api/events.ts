/**
 * The clinic's events, live. One stream a browser however many tabs are open: the tab that holds the lock
 * reads the stream and tells the others over a BroadcastChannel; when it closes, another takes over from the
 * last event id anyone saw, so nothing is missed. Every tab drops ids it has seen.
 *
 * The stream is read with fetch and not with EventSource, which forgets its last id when the server answers
 * an error while it restarts, and cannot say that a quiet connection is dead.
 */
import type { ClinicEvent } from '@countersign/contract'
import { useEffect, useSyncExternalStore } from 'react'
import { createSeenIds } from './seen-ids.ts'
import { createSseParser, type SseMessage } from './sse-parser.ts'

export type StreamState =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'reconnecting'; retryAt: number; since: number }
  | { kind: 'offline'; since: number }
type Listener = (event: ClinicEvent) => void
type Wire =
  | { kind: 'event'; event: ClinicEvent; streamId: string | null }
  | { kind: 'state'; state: StreamState }
  | { kind: 'position'; streamId: string }
  | { kind: 'resync' }
  | { kind: 'hello' }
  | { kind: 'retry-now' }

/** Comments keep the stream alive every few seconds; this much silence means it is dead. */
const silenceMs = 45_000
const backoffMs = [500, 1_000, 2_000, 4_000, 8_000]

const listeners = new Set<Listener>()
const resyncListeners = new Set<() => void>()
const stateListeners = new Set<() => void>()
const seen = createSeenIds()
let state: StreamState = { kind: 'connecting' }
let lastStreamId: string | null = null
let leading = false
let users = 0
let stop: (() => void) | null = null
let channel: BroadcastChannel | null = null
let wake: (() => void) | null = null

function setState(next: StreamState): void {
  state = next
  for (const listener of stateListeners) listener()
  if (leading) channel?.postMessage({ kind: 'state', state: next } satisfies Wire)
}

function deliver(event: ClinicEvent, streamId: string | null): void {
  if (streamId !== null) lastStreamId = streamId
  if (!seen.add(event.id)) return
  for (const listener of listeners) listener(event)
}

function resync(): void {
  for (const listener of resyncListeners) listener()
}

function onWire({ data }: MessageEvent<Wire>): void {
  if (data.kind === 'event') deliver(data.event, data.streamId)
  else if (data.kind === 'state' && !leading) setState(data.state)
  else if (data.kind === 'position') lastStreamId = data.streamId
  else if (data.kind === 'resync') resync()
  else if (data.kind === 'hello' && leading) {
    channel?.postMessage({ kind: 'state', state } satisfies Wire)
    if (lastStreamId !== null)
      channel?.postMessage({ kind: 'position', streamId: lastStreamId } satisfies Wire)
  } else if (data.kind === 'retry-now' && leading) wake?.()
}

/**
 * One message of the stream. `ready` comes first and says whether the stream goes on where the last one ended.
 * If it does, the missed events follow and each moves our place; if not, our place is the one it names, and
 * what happened before has to be read anew.
 */
function take(message: SseMessage): void {
  if (message.event === 'ready') {
    const { resumed } = JSON.parse(message.data) as { resumed?: boolean }
    if (resumed === true && lastStreamId !== null) return
    lastStreamId = message.id
    if (message.id !== null) channel?.postMessage({ kind: 'position', streamId: message.id } satisfies Wire)
    channel?.postMessage({ kind: 'resync' } satisfies Wire)
    resync()
    return
  }
  const event = JSON.parse(message.data) as ClinicEvent
  channel?.postMessage({ kind: 'event', event, streamId: message.id } satisfies Wire)
  deliver(event, message.id)
}

/** Reads one connection to its end. Resolves true when it had been live. */
async function readStream(signal: AbortSignal): Promise<boolean> {
  const headers: Record<string, string> = { accept: 'text/event-stream' }
  if (lastStreamId !== null) headers['last-event-id'] = lastStreamId
  const dead = new AbortController()
  let live = false
  let silence = setTimeout(() => dead.abort(), silenceMs)
  try {
    const response = await fetch('/api/events', {
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([signal, dead.signal]),
    })
    if (!response.ok || response.body === null) return false
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    const parse = createSseParser()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return live
      clearTimeout(silence)
      silence = setTimeout(() => dead.abort(), silenceMs)
      if (!live) {
        live = true
        setState({ kind: 'live' })
      }
      for (const message of parse(value)) take(message)
    }
  } catch {
    return live
  } finally {
    clearTimeout(silence)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      wake = null
      resolve()
    }
    const timer = setTimeout(done, ms)
    wake = done
    window.addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}

async function lead(signal: AbortSignal): Promise<void> {
  leading = true
  let failures = 0
  let brokenSince: number | null = null
  while (!signal.aborted) {
    const wasLive = await readStream(signal)
    if (signal.aborted) break
    if (wasLive) {
      failures = 0
      brokenSince = null
    }
    brokenSince ??= Date.now()
    if (!navigator.onLine) {
      setState({ kind: 'offline', since: brokenSince })
      await pause(60_000, signal)
      continue
    }
    const wait = (backoffMs[Math.min(failures, backoffMs.length - 1)] ?? 8_000) * (0.75 + Math.random() / 2)
    failures += 1
    setState({ kind: 'reconnecting', retryAt: Date.now() + wait, since: brokenSince })
    await pause(wait, signal)
  }
  leading = false
}

function start(): () => void {
  const ending = new AbortController()
  channel = new BroadcastChannel('countersign-events')
  channel.onmessage = onWire
  channel.postMessage({ kind: 'hello' } satisfies Wire)
  navigator.locks
    .request('countersign-events', { signal: ending.signal }, () => lead(ending.signal))
    .catch(() => undefined)
  return () => {
    ending.abort()
    channel?.close()
    channel = null
    state = { kind: 'connecting' }
  }
}

/** Joins the stream; the returned function leaves it. The last to leave closes it. */
function join(): () => void {
  users += 1
  if (users === 1) stop = start()
  return () => {
    users -= 1
    if (users > 0) return
    stop?.()
    stop = null
  }
}

/** Calls back for each event, once. `onResync` is called when the past was lost and has to be read anew. */
export function useClinicEvents(onEvent: Listener, onResync: () => void): void {
  useEffect(() => {
    listeners.add(onEvent)
    resyncListeners.add(onResync)
    const leave = join()
    return () => {
      listeners.delete(onEvent)
      resyncListeners.delete(onResync)
      leave()
    }
  }, [onEvent, onResync])
}

/** Does this tab read the stream for the others? One of all open tabs does. */
export function leadsTabs(): boolean {
  return leading
}

/** How the stream is doing. */
export function useStreamState(): StreamState {
  return useSyncExternalStore(
    (onChange) => {
      stateListeners.add(onChange)
      return () => stateListeners.delete(onChange)
    },
    () => state,
  )
}

/** Does not wait for the next try. */
export function reconnectNow(): void {
  if (leading) wake?.()
  else channel?.postMessage({ kind: 'retry-now' } satisfies Wire)
}
