import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { appUrl, describeUrl, jobsUrl, withDatabase } from './role-urls.ts'

const OWNER = 'postgres://owner:p%40ss@db.example:6432/clinic?sslmode=require'

describe('the URLs of the roles', () => {
  it('keep server, database and options, and derive the password from the owner', () => {
    const url = new URL(appUrl(OWNER, ''))
    expect(url.username).toBe('countersign_app')
    expect(url.host + url.pathname + url.search).toBe('db.example:6432/clinic?sslmode=require')
    expect(url.password).toBe(
      createHmac('sha256', 'owner:p@ss').update('countersign_app').digest('base64url'),
    )
    expect(new URL(jobsUrl(OWNER, '')).password).not.toBe(url.password)
  })

  it('give way to configured ones', () => {
    expect(appUrl(OWNER, 'postgres://a:b@pooler/clinic')).toBe('postgres://a:b@pooler/clinic')
    expect(jobsUrl(OWNER, 'postgres://a:b@pooler/clinic')).toBe('postgres://a:b@pooler/clinic')
  })

  it('work through a socket folder, where the host is empty', () => {
    expect(appUrl('postgres://owner:pw@/clinic?host=/run/postgresql', '')).toMatch(
      /^postgres:\/\/countersign_app:[\w-]{43}@\/clinic\?host=\/run\/postgresql$/,
    )
  })

  it('are refused without a password to derive from, and for another kind of URL', () => {
    expect(() => appUrl('postgres://owner@db.example/clinic', '')).toThrow('names no user or no password')
    expect(() => appUrl('mysql://owner:pw@db.example/clinic', '')).toThrow('DATABASE_URL must look like')
    expect(() => appUrl('not a url', '')).toThrow('DATABASE_URL must look like')
  })

  it('are shown to people without the password', () => {
    expect(describeUrl(OWNER)).toBe('db.example:6432/clinic')
  })

  it('lead to another database of the same server', () => {
    expect(withDatabase(OWNER, 'other')).toBe('postgres://owner:p%40ss@db.example:6432/other?sslmode=require')
  })
})
