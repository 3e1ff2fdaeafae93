import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readCard } from './cards.ts'
import { CardApiError } from './errors.ts'
import { decodeForm, type FormValue, integer, readParams } from './form.ts'
import { signWebhook } from './processor.ts'

const encode = (value: FormValue, prefix = ''): string[] => {
  if (typeof value === 'string') return [`${encodeURIComponent(prefix)}=${encodeURIComponent(value)}`]
  const entries = Array.isArray(value)
    ? value.map((entry, index) => [String(index), entry] as const)
    : Object.entries(value)
  return entries.flatMap(([key, entry]) => encode(entry, prefix === '' ? key : `${prefix}[${key}]`))
}

const key = fc.stringMatching(/^[a-z_]{1,8}$/)
const nested = fc.letrec<{ value: FormValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 3 }),
  ),
})).value

describe('form bodies', () => {
  test('decode to what was encoded', () => {
    fc.assert(
      fc.property(fc.dictionary(key, nested, { maxKeys: 4 }), (params) => {
        expect(decodeForm(encode({ ...params }).join('&'))).toEqual({ ...params })
      }),
    )
  })
  test('empty brackets append', () => {
    expect(decodeForm('expand[]=a&expand[]=b')).toEqual({ expand: ['a', 'b'] })
  })
  test('keys that contradict each other are refused', () => {
    expect(() => decodeForm('a=1&a[b]=2')).toThrow(CardApiError)
  })
  test('hostile keys stay ordinary keys', () => {
    const decoded = decodeForm('__proto__[polluted]=1&constructor[prototype][x]=2')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.keys(decoded)).toContain('__proto__')
  })
  test('any text is decoded or refused in Stripe’s words', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          decodeForm(text)
        } catch (error) {
          expect(error).toBeInstanceOf(CardApiError)
        }
      }),
    )
  })
})

test('parameters report the exact place that is wrong', () => {
  const schema = z.strictObject({ list: z.array(z.strictObject({ amount: integer })) })
  const fault = (params: unknown) => {
    try {
      readParams(schema, params)
      return undefined
    } catch (error) {
      return error instanceof CardApiError ? error.body : error
    }
  }
  expect(fault({ list: [{ amount: '1' }] })).toBeUndefined()
  expect(fault({})).toMatchObject({ code: 'parameter_missing', param: 'list' })
  expect(fault({ list: [{}] })).toMatchObject({ code: 'parameter_missing', param: 'list[0][amount]' })
  expect(fault({ list: [{ amount: '1', x: '' }] })).toMatchObject({
    code: 'parameter_unknown',
    param: 'list[0][x]',
  })
  expect(fault({ list: [{ amount: '1.5' }] })).toMatchObject({ param: 'list[0][amount]' })
})

describe('a typed card', () => {
  const now = Date.UTC(2026, 10, 22)
  const entry = {
    number: '4242-4242 42424242',
    expiry: '11/26',
    cvc: '123',
    name: ' Ava ',
    zip: '98101-1234',
  }
  test('is read with spaces, hyphens and short years, through the month it expires', () => {
    expect(readCard(entry, now)).toMatchObject({
      ok: true,
      card: { number: '4242424242424242', expMonth: 11, expYear: 2026, name: 'Ava' },
    })
    expect(readCard({ ...entry, expiry: '10/26' }, now)).toMatchObject({
      ok: false,
      faults: { expiry: expect.stringContaining('expired') },
    })
  })
  test('of American Express has a code of four digits', () => {
    const amex = { ...entry, number: '378282246310005' }
    expect(readCard(amex, now)).toMatchObject({
      ok: false,
      faults: { cvc: expect.stringContaining('4-digit') },
    })
    expect(readCard({ ...amex, cvc: '1234' }, now)).toMatchObject({ ok: true })
  })
  test('is never thrown at', () => {
    const text = fc.string({ maxLength: 30 })
    fc.assert(
      fc.property(fc.record({ number: text, expiry: text, cvc: text, name: text, zip: text }), (typed) => {
        expect(typeof readCard(typed, now).ok).toBe('boolean')
      }),
    )
  })
})

test('a webhook is signed as Stripe documents it', () => {
  // HMAC-SHA256("1700000000.{}") under "whsec_test", computed with OpenSSL.
  expect(signWebhook('{}', 'whsec_test', 1_700_000_000)).toBe(
    't=1700000000,v1=35495024f4ef3f94e5a93e22221544c4b75e9a42300cd965ab81cb85cd994e91',
  )
})
