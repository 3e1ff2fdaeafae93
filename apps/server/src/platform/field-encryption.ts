/** AES-256-GCM for single fields kept at rest (wire messages). Layout: version 1 byte, nonce 12, tag 16, ciphertext. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const VERSION = 1

export type FieldEncryption = { seal(text: string): Buffer; open(sealed: Buffer): string }

/** @param keyBase64 32 bytes, base64. `open` throws when the bytes were changed or the key is another. */
export function createFieldEncryption(keyBase64: string): FieldEncryption {
  const key = Buffer.from(keyBase64, 'base64')
  return {
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body])
    },
    open(sealed) {
      if (sealed[0] !== VERSION) throw new Error('sealed field of an unknown version')
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
      decipher.setAuthTag(sealed.subarray(13, 29))
      return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8')
    },
  }
}
