import { describe, expect, it } from 'vitest'
import { hashToken, tokenOf } from './invitation-token.ts'
import { statusOf } from './staff.ts'

const now = new Date('2026-11-22T15:00:00Z')
const later = new Date(now.getTime() + 1)
const open = { expiresAt: later, acceptedAt: null, revokedAt: null }

describe('an invitation', () => {
  it.each([
    ['open', open],
    ['expired', { ...open, expiresAt: now }],
    ['revoked', { ...open, revokedAt: now }],
    ['accepted', { ...open, acceptedAt: now }],
    ['accepted', { ...open, acceptedAt: now, revokedAt: now }],
  ] as const)('is %s', (status, invitation) => expect(statusOf(invitation, now)).toBe(status))
})

describe('its token', () => {
  it('is the same for the same invitation and secret, and for no other', () => {
    const secret = 'a secret that is long enough for a test'
    expect(tokenOf('a', secret)).toBe(tokenOf('a', secret))
    expect(tokenOf('a', secret)).toMatch(/^[\w-]{43}$/)
    expect(new Set([tokenOf('a', secret), tokenOf('b', secret), tokenOf('a', `${secret}.`)]).size).toBe(3)
  })
  it('cannot be read from what is kept of it', () => {
    expect(hashToken('token')).not.toContain('token')
  })
})
