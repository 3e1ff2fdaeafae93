import { describe, expect, it } from 'vitest'
import { planMigrations, toMigration } from './migration-files.ts'

const one = toMigration('0001_first.sql', 'create table a ();')
const two = toMigration('0002_second.sql', 'create table b ();')
const three = toMigration('0003_third.sql', 'create table c ();')

describe('planning migrations', () => {
  it('applies what is missing, in order', () => {
    expect(planMigrations([one, two, three], [one])).toEqual([two, three])
    expect(planMigrations([one, two], [two, one])).toEqual([])
  })

  it('refuses a gap or a double number on disk', () => {
    expect(() => planMigrations([one, three], [])).toThrow(
      'Migration 3 (third) stands where number 2 is expected',
    )
    expect(() => planMigrations([one, one], [])).toThrow('stands where number 2 is expected')
  })

  it('refuses a file that changed after it was applied, in content or in name', () => {
    expect(() => planMigrations([one], [{ ...one, checksum: 'x' }])).toThrow(
      'was changed after it was applied',
    )
    expect(() => planMigrations([one], [{ ...one, name: 'other' }])).toThrow(
      'was changed after it was applied',
    )
  })

  it('refuses a database of a newer version, and one with a hole', () => {
    expect(() => planMigrations([one], [one, two])).toThrow('which this version of Countersign does not know')
    expect(() => planMigrations([one, two], [two])).toThrow('lacks migration 1 but has 2')
  })
})

describe('reading a migration', () => {
  it('gives the same checksum whatever the line ends of the checkout', () => {
    expect(toMigration('0001_a.sql', 'a\r\nb').checksum).toBe(toMigration('0001_a.sql', 'a\nb').checksum)
  })

  it('refuses a name out of order', () => {
    expect(() => toMigration('1_first.sql', '')).toThrow('is not named NNNN_name.sql')
  })

  it('refuses a file that ends the transaction, but not a function body that ends a block', () => {
    expect(() => toMigration('0001_a.sql', 'create table a ();\ncommit;')).toThrow('controls the transaction')
    expect(() => toMigration('0001_a.sql', 'BEGIN;\ncreate table a ();')).toThrow('controls the transaction')
    expect(
      toMigration('0001_a.sql', 'do $$\nbegin\n  if true then null;\n  end if;\nend;\n$$;').version,
    ).toBe(1)
    expect(toMigration('0001_a.sql', 'do $x$ begin\nend;\n $x$; -- commit;\n').version).toBe(1)
  })
})
