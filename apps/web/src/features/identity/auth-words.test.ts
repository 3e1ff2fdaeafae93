import { describe, expect, it } from 'vitest'
import { authWords } from './auth-words.ts'

describe('refusals of the sign-in', () => {
  it('never says which of e-mail and password was wrong', () => {
    expect(authWords({ code: 'INVALID_EMAIL_OR_PASSWORD', status: 401 }, true).title).toBe(
      'The e-mail or the password is not right',
    )
  })
  it('knows an account that exists under both of its names', () => {
    for (const code of ['USER_ALREADY_EXISTS', 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL'])
      expect(authWords({ code, status: 422 }, true).code).toBe('USER_ALREADY_EXISTS')
  })
  it.each([
    [{ status: 429 }, true, 'TOO_MANY_REQUESTS'],
    [{ status: 0 }, true, 'NO_ANSWER'],
    [{ status: 0 }, false, 'OFFLINE'],
    [{ status: 503 }, true, 'SERVER'],
    [{ status: 400, code: 'SOMETHING_NEW' }, true, 'SOMETHING_NEW'],
    [null, true, 'NO_ANSWER'],
  ] as const)('%j online %s', (error, online, code) => {
    const words = authWords(error, online)
    expect(words.code).toBe(code)
    expect(words.text.length).toBeGreaterThan(10)
  })
})
