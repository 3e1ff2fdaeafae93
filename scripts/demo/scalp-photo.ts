/** A drawn stand-in for a photo of a scalp: a PNG made here, of nobody. */
import { crc32, deflateSync } from 'node:zlib'

const SIZE = 320
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

const chunk = (type: string, content: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(content.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

/** `thinness` from 0 (a full head) to 1 (a bare crown). */
export const drawScalp = (thinness: number): Uint8Array<ArrayBuffer> => {
  const rows = Buffer.alloc(SIZE * (SIZE * 3 + 1))
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const dx = (x - SIZE / 2) / (SIZE * 0.4)
      const dy = (y - SIZE / 2) / (SIZE * 0.46)
      const radius = Math.hypot(dx, dy)
      const strand = 0.5 + 0.5 * Math.sin(Math.atan2(dy, dx) * 90 + radius * 34)
      const cover = Math.min(1, Math.max(0, (radius - thinness * 0.55) * 2.4)) * (0.75 + 0.25 * strand)
      const skin = [222, 184, 155]
      const hair = [72, 54, 44]
      const backdrop = [226, 230, 230]
      const at = y * (SIZE * 3 + 1) + 1 + x * 3
      for (let part = 0; part < 3; part += 1) {
        const head = (skin[part] ?? 0) * (1 - cover) + (hair[part] ?? 0) * cover
        rows[at + part] = Math.round(radius > 1 ? (backdrop[part] ?? 0) : head)
      }
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(SIZE, 0)
  header.writeUInt32BE(SIZE, 4)
  // 8 bits a sample, truecolour, the one compression, filter and interlace method there is (PNG, 11.2.2).
  header.set([8, 2, 0, 0, 0], 8)
  const whole = Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ])
  return new Uint8Array(whole)
}
