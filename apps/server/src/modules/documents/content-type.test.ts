import { describe, expect, it } from 'vitest'
import { sniffContentType } from './content-type.ts'

const padded = (start: string | number[]) => {
  const head = typeof start === 'string' ? Buffer.from(start, 'latin1') : Buffer.from(start)
  return Buffer.concat([head, Buffer.alloc(32)])
}

describe('content by its first bytes', () => {
  it.each([
    ['image/jpeg', padded([0xff, 0xd8, 0xff, 0xe0])],
    ['image/png', padded([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['image/webp', padded('RIFF\0\0\0\0WEBP')],
    ['image/heic', padded('\0\0\0\x18ftypheic')],
    ['application/pdf', padded('%PDF-1.7\n')],
  ])('%s', (type, bytes) => expect(sniffContentType(bytes)).toBe(type))

  it.each([
    ['a web page', padded('<html><script>')],
    ['a vector image, which may hold script', padded('<svg xmlns="http')],
    ['a short file', Buffer.from([0xff, 0xd8, 0xff])],
    ['nothing', Buffer.alloc(0)],
    ['another RIFF', padded('RIFF\0\0\0\0WAVE')],
  ])('refuses %s', (_, bytes) => expect(sniffContentType(bytes)).toBeNull())
})
