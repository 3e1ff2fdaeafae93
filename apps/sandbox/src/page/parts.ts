/** The few pieces every view is made of. */
import type { DeliveryRow } from '../delivery.ts'
import { type Html, type HtmlValue, html } from './html.ts'

export type Tone = 'neutral' | 'done' | 'ask' | 'danger' | 'accent'

export const chip = (text: string, tone: Tone = 'neutral'): Html =>
  html`<span class="chip ${tone}">${text}</span>`

export const tile = (label: string, figure: string | number, note = ''): Html =>
  html`<div class="tile"><dt>${label}</dt><dd><span class="figure">${figure}</span>${note ? html`<small>${note}</small>` : ''}</dd></div>`

export const tiles = (...entries: Html[]): Html => html`<dl class="tiles">${entries}</dl>`

/** A time of day for people, the exact one for machines and the pointer. */
export const moment = (iso: string): Html =>
  html`<time datetime="${iso}" title="${iso}">${iso.slice(5, 10)} ${iso.slice(11, 19)}</time>`

/** One expandable row; `key` keeps it open across refreshes. */
export const entry = (key: string, summary: HtmlValue, body: HtmlValue): Html =>
  html`<details class="entry" data-key="${key}"><summary>${summary}</summary><div class="entry-body">${body}</div></details>`

export const code = (title: string, text: string): Html =>
  html`<figure class="code"><figcaption>${title}</figcaption><pre tabindex="0" aria-label="${title}">${text}</pre></figure>`

export const section = (title: string, note: string, rows: readonly Html[], empty: string): Html =>
  html`<section class="block"><h2>${title}</h2>${note ? html`<p class="quiet">${note}</p>` : ''}${
    rows.length > 0 ? html`<div class="entries">${rows}</div>` : html`<p class="empty">${empty}</p>`
  }</section>`

const deliveryTone = { delivered: 'done', pending: 'ask', abandoned: 'danger' } as const
const deliveryWord = { delivered: 'delivered', pending: 'waiting', abandoned: 'given up' }

export const deliveryChip = (rows: readonly DeliveryRow[]): Html | '' => {
  const open = rows.find(({ state }) => state !== 'delivered') ?? rows[0]
  if (!open) return ''
  const copies = rows.length > 1 ? ` ×${rows.length}` : ''
  return chip(`${deliveryWord[open.state]}${copies}`, deliveryTone[open.state])
}

export const deliveryLines = (rows: readonly DeliveryRow[]): Html | '' =>
  rows.length === 0
    ? ''
    : html`<ul class="deliveries">${rows.map(
        (row) =>
          html`<li>${deliveryWord[row.state]} after ${row.attempts} ${row.attempts === 1 ? 'attempt' : 'attempts'}${
            row.lastOutcome ? `, last: ${row.lastOutcome}` : ''
          }</li>`,
      )}</ul>`

/** "Showing the newest 100 of 412." or nothing. */
export const extent = (shown: number, total: number): string =>
  total > shown ? `Showing the newest ${shown} of ${total}.` : ''
