/**
 * The SCRIPT codec: messages a second of one core, written and read, beside a bare XML parser and builder on the
 * same messages. A bare parser checks nothing and knows no type: what the codec does beyond it is the point.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import { decode, encode, type ScriptMessage, type ScriptVersion } from '../packages/ncpdp-script/src/index.ts'
import { perSecond } from './per-second.ts'
import type { Measure } from './row.ts'

const fixtures = resolve(import.meta.dirname, '../packages/ncpdp-script/fixtures')
const ROUNDS = 9
/** How often each round goes through the messages. */
const TIMES = 20

type Read = { xml: string; message: ScriptMessage; version: ScriptVersion }

/** The readable fixtures that also can be written: every kind of message, in both versions. */
function messages(): readonly Read[] {
  return readdirSync(fixtures)
    .filter((name) => name.endsWith('.xml') && !name.startsWith('refused-'))
    .flatMap((name) => {
      const xml = readFileSync(resolve(fixtures, name), 'utf8')
      const decoded = decode(xml)
      if (!decoded.ok) return []
      try {
        encode(decoded.message, decoded.version)
      } catch {
        return []
      }
      return [{ xml, message: decoded.message, version: decoded.version }]
    })
}

export const measure: Measure = async () => {
  const all = messages()
  const parser = new XMLParser({ ignoreAttributes: false })
  const builder = new XMLBuilder({ ignoreAttributes: false })
  const trees = all.map(({ xml }) => parser.parse(xml))
  const kinds = new Set(all.map(({ message }) => message.body.type)).size
  const average = Math.round(all.reduce((sum, { xml }) => sum + xml.length, 0) / all.length)
  const rate = (work: (index: number) => unknown) =>
    perSecond(ROUNDS, all.length * TIMES, () => {
      for (let time = 0; time < TIMES; time += 1)
        for (let index = 0; index < all.length; index += 1) work(index)
    })
  const read = await rate((index) => decode(all[index]?.xml ?? ''))
  const parsed = await rate((index) => parser.parse(all[index]?.xml ?? ''))
  const written = await rate((index) => {
    const one = all[index]
    return one && encode(one.message, one.version)
  })
  const built = await rate((index) => builder.build(trees[index]))
  const what = `${all.length} messages of ${kinds} kinds, ${average} characters on average`
  return [
    {
      name: 'SCRIPT read: well-formed, typed, checked',
      measured: read,
      unit: 'messages/s',
      yardstick: { name: 'fast-xml-parser, parse alone', value: parsed },
      ratio: read / parsed,
      note: `${what}; the codec tokenises with the same parser, after checking that the text is well-formed.`,
    },
    {
      name: 'SCRIPT written: order, lengths, required parts',
      measured: written,
      unit: 'messages/s',
      yardstick: { name: 'fast-xml-parser, build alone', value: built },
      ratio: written / built,
      note: what,
    },
  ]
}
