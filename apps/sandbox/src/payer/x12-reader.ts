/**
 * Cuts an X12 interchange into segments, whatever separators its sender chose and however it padded ISA.
 * Independent of any other reader in this repository.
 */
export type Segment = { id: string; elements: string[]; position: number }
export type Separators = { element: string; component: string; repetition: string; segment: string }
export type Interchange = { separators: Separators; isa: string[]; segments: Segment[] }
export type InterchangeReading = { ok: true; interchange: Interchange } | { ok: false; reason: string }

const isaElements = 16

/** Reads text that may start with a byte-order mark or blank lines and may break lines after segments. */
export const readInterchange = (text: string): InterchangeReading => {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (!start.startsWith('ISA')) return { ok: false, reason: 'does not start with ISA' }
  const element = start[3] ?? ''
  if (!/^[^A-Za-z0-9\s]$/.test(element)) return { ok: false, reason: 'has no usable element separator' }

  // ISA16 is one character, found by counting separators: fixed columns would trust the padding.
  let at = 3
  for (let count = 1; count < isaElements; count += 1) {
    at = start.indexOf(element, at + 1)
    if (at === -1) return { ok: false, reason: 'has an incomplete ISA' }
  }
  const component = start[at + 1] ?? ''
  const terminator = start[at + 2] ?? ''
  if (component === '' || terminator === '' || /[A-Za-z0-9]/.test(component + terminator)) {
    return { ok: false, reason: 'has no usable component or segment separator' }
  }
  const segment = terminator === '\r' ? '\n' : terminator
  const isa = start
    .slice(4, at + 2)
    .split(element)
    .map((value) => value.trim())
  const segments = start
    .split(segment)
    .map((raw) => raw.replace(/[\r\n]+/g, '').trim())
    .filter((raw) => raw !== '')
    .map((raw, position): Segment => {
      const [id = '', ...elements] = raw.split(element)
      return { id: id.trim(), elements, position }
    })
  const repetition = isa[10] && !/[A-Za-z0-9]/.test(isa[10]) ? isa[10] : '^'
  return { ok: true, interchange: { separators: { element, component, repetition, segment }, isa, segments } }
}

/** Element `n`, counted from 1 as the standard does; empty when absent. */
export const valueAt = (segment: Segment | undefined, n: number): string =>
  segment?.elements[n - 1]?.trim() ?? ''
