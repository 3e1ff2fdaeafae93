/** What a file really is, by its first bytes; the name and the declared type are not believed. Pure. */

export const acceptedTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'application/pdf',
] as const
export type AcceptedType = (typeof acceptedTypes)[number]

/** Null for anything not accepted. Signatures: JFIF/Exif, PNG (RFC 2083), RIFF WEBP, ISO-BMFF brands, ISO 32000. */
export function sniffContentType(bytes: Buffer): AcceptedType | null {
  if (bytes.length < 12) return null
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return 'image/png'
  const ascii = bytes.subarray(0, 12).toString('latin1')
  if (ascii.startsWith('RIFF') && ascii.endsWith('WEBP')) return 'image/webp'
  if (/^.{4}ftyp(heic|heix|mif1|msf1|hevc)$/s.test(ascii)) return 'image/heic'
  if (ascii.startsWith('%PDF-')) return 'application/pdf'
  return null
}
