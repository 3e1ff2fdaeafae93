// A shape describes one element once, for both directions: the writer takes order, presence and length from
// it and refuses what breaks them; the reader finds the same parts in any order and ignores what it does not know.
import { Fault, within } from './script-error.ts'
import { SCRIPT_VERSIONS, type ScriptVersion } from './script-version.ts'

/** A parsed element: its text when it has nothing else, else its children by name, its text and attributes. */
export type XmlNode = string | { readonly [name: string]: readonly XmlNode[] | string }

export type Shape<T> = {
  /** The element's content as XML. Throws a Fault when the value may not be sent. */
  write(value: T, version: ScriptVersion): string
  /** The value of an element; undefined when the element is blank. Throws a Fault when it cannot be read. */
  read(node: XmlNode): T | undefined
  /** Attributes of the element's start tag, with a leading space. */
  attributes?(value: T): string
}

/** Child elements of one name. */
export const childrenOf = (node: XmlNode, name: string): readonly XmlNode[] => {
  if (typeof node === 'string') return []
  const found = node[name]
  return Array.isArray(found) ? found : []
}

/** The element's own text, trimmed. */
export const textOf = (node: XmlNode): string => {
  if (typeof node === 'string') return node.trim()
  const text = node['#text']
  return typeof text === 'string' ? text.trim() : ''
}

/** An attribute's value, trimmed; empty when absent. */
export const attributeOf = (node: XmlNode, name: string): string => {
  if (typeof node === 'string') return ''
  const value = node[`@_${name}`]
  return typeof value === 'string' ? value.trim() : ''
}

export const element = <T>(tag: string, shape: Shape<T>, value: T, version: ScriptVersion): string =>
  `<${tag}${shape.attributes?.(value) ?? ''}>${shape.write(value, version)}</${tag}>`

type Presence = 'required' | 'expected' | 'optional'
/** Where a part is: its path below the record, and other paths senders are known to use. */
type Place = string | { at: string; or: readonly string[] }
type Field = {
  key: string
  at: readonly string[]
  or: readonly (readonly string[])[]
  presence: Presence
  list: boolean
  max: number
  versions: readonly ScriptVersion[]
  shape: Shape<unknown>
}
type Item<T> = T extends readonly (infer I)[] ? I : never

/**
 * The parts of a record, in wire order.
 * - required: neither written nor read without it; - expected: never written without it, tolerated when a
 *   sender leaves it out; - optional; - many: a list of up to `max`, absent when empty.
 */
export const partsOf = <T extends object>() => {
  const field =
    (presence: Presence) =>
    <K extends keyof T & string>(
      place: Place,
      key: K,
      shape: Shape<NonNullable<T[K]>>,
      versions: readonly ScriptVersion[] = SCRIPT_VERSIONS,
    ): Field =>
      make(place, key, presence, false, 1, versions, shape)
  return {
    required: field('required'),
    expected: field('expected'),
    optional: field('optional'),
    many: <K extends keyof T & string>(
      place: Place,
      key: K,
      shape: Shape<Item<NonNullable<T[K]>>>,
      max: number,
      presence: Presence = 'optional',
    ): Field => make(place, key, presence, true, max, SCRIPT_VERSIONS, shape),
  }
}

const make = <T>(
  place: Place,
  key: string,
  presence: Presence,
  list: boolean,
  max: number,
  versions: readonly ScriptVersion[],
  shape: Shape<T>,
): Field => ({
  key,
  at: (typeof place === 'string' ? place : place.at).split('/'),
  or: typeof place === 'string' ? [] : place.or.map((path) => path.split('/')),
  presence,
  list,
  max,
  versions,
  // The only widening: partsOf has already tied the shape to the type of its key.
  shape: {
    write: (value, version) => shape.write(value as T, version),
    read: shape.read,
    attributes: (value) => shape.attributes?.(value as T) ?? '',
  },
})

type Step = { tag: string; field?: Field; steps: Step[] }

/** Fields in order, those under a shared parent gathered below one step for it. */
const plan = (fields: readonly Field[], depth: number): Step[] => {
  const steps: Step[] = []
  for (const field of fields) {
    const tag = field.at[depth] ?? ''
    if (field.at.length === depth + 1) {
      steps.push({ tag, field, steps: [] })
    } else if (steps.at(-1)?.tag !== tag || steps.at(-1)?.field !== undefined) {
      const together = fields.filter((other) => other.at[depth] === tag && other.at.length > depth + 1)
      steps.push({ tag, steps: plan(together, depth + 1) })
    }
  }
  return steps
}

type Values = Record<string, unknown>

const writeField = (field: Field, values: Values, version: ScriptVersion): string => {
  const value = values[field.key]
  const tag = field.at.at(-1) ?? ''
  if (value === undefined) {
    if (field.presence === 'optional') return ''
    throw new Fault('missing-part', 'is required')
  }
  if (!field.list) return element(tag, field.shape, value, version)
  const items = Array.isArray(value) ? value : []
  if (items.length === 0 && field.presence !== 'optional') throw new Fault('missing-part', 'is required')
  if (items.length > field.max) throw new Fault('invalid-value', `may occur at most ${field.max} times`)
  return items
    .map((item, index) => within(`${index + 1}`, () => element(tag, field.shape, item, version)))
    .join('')
}

const writeSteps = (steps: readonly Step[], values: Values, version: ScriptVersion): string => {
  let xml = ''
  for (const step of steps) {
    try {
      if (step.field === undefined) {
        const inner = writeSteps(step.steps, values, version)
        if (inner !== '') xml += `<${step.tag}>${inner}</${step.tag}>`
      } else xml += writeField(step.field, values, version)
    } catch (error) {
      if (error instanceof Fault) error.trail.push(step.tag)
      throw error
    }
  }
  return xml
}

const nodesAt = (node: XmlNode, path: readonly string[]): readonly XmlNode[] => {
  let nodes: readonly XmlNode[] = [node]
  for (const tag of path) {
    const only = nodes[0]
    nodes =
      nodes.length === 1 && only !== undefined
        ? childrenOf(only, tag)
        : nodes.flatMap((n) => childrenOf(n, tag))
    if (nodes.length === 0) return nodes
  }
  return nodes
}

const readField = (field: Field, node: XmlNode): unknown => {
  let path = field.at
  let nodes = nodesAt(node, path)
  for (const other of field.or) {
    if (nodes.length > 0) break
    path = other
    nodes = nodesAt(node, path)
  }
  if (nodes.length === 0) return undefined
  if (!field.list && nodes.length > 1) {
    return within(path.join('/'), () => {
      throw new Fault('repeated-part', 'may occur only once')
    })
  }
  return within(path.join('/'), () => {
    if (!field.list) return nodes[0] === undefined ? undefined : field.shape.read(nodes[0])
    const items = nodes
      .map((item, index) => within(`${index + 1}`, () => field.shape.read(item)))
      .filter((item) => item !== undefined)
    return items.length === 0 ? undefined : items
  })
}

/**
 * A record of parts. `rule` states what a schema cannot (one part asked for by another): it answers the rule
 * that a value breaks, and binds the writer only.
 */
export const record = <T extends object>(
  fields: readonly Field[],
  rule?: (value: T) => string | undefined,
): Shape<T> => {
  const steps = Object.fromEntries(
    SCRIPT_VERSIONS.map((version) => [
      version,
      plan(
        fields.filter((f) => f.versions.includes(version)),
        0,
      ),
    ]),
  )
  const foreign = Object.fromEntries(
    SCRIPT_VERSIONS.map((version) => {
      const known = new Set(fields.filter((f) => f.versions.includes(version)).map((f) => f.key))
      return [version, fields.filter((f) => !known.has(f.key))]
    }),
  )
  return {
    write: (value, version) => {
      const values = value as Values
      for (const field of foreign[version] ?? []) {
        if (values[field.key] === undefined) continue
        within(field.at.join('/'), () => {
          throw new Fault('invalid-value', `is not part of SCRIPT ${version}`)
        })
      }
      const broken = rule?.(value)
      if (broken !== undefined) throw new Fault('invalid-value', broken)
      return writeSteps(steps[version] ?? [], values, version)
    },
    read: (node) => {
      const values: Values = {}
      for (const field of fields) {
        if (values[field.key] !== undefined) continue
        const value = readField(field, node)
        if (value !== undefined) values[field.key] = value
      }
      for (const field of fields) {
        if (field.presence !== 'required' || values[field.key] !== undefined) continue
        within(field.at.join('/'), () => {
          throw new Fault('missing-part', 'is missing')
        })
      }
      return values as T
    },
  }
}

type Case<T> = { tag: string; or?: readonly string[]; shape: Shape<T> }
type Cases<T extends Record<D, string>, D extends string> = {
  readonly [K in T[D]]: Case<Omit<Extract<T, Record<D, K>>, D>>
}

/** Exactly one of several elements; which one is the value's discriminator. */
export const oneOf = <T extends Record<D, string>, D extends string>(
  discriminator: D,
  cases: Cases<T, D>,
): Shape<T> => {
  const all = Object.entries<Case<unknown>>(cases as Record<string, Case<unknown>>)
  const named = new Map(all)
  return {
    write: (value, version) => {
      const found = named.get(value[discriminator])
      if (found === undefined) throw new Fault('invalid-value', `has an unknown ${discriminator}`)
      return within(found.tag, () => element(found.tag, found.shape, value, version))
    },
    read: (node) => {
      const present = all.flatMap(([kind, found]) =>
        [found.tag, ...(found.or ?? [])].flatMap((tag) =>
          childrenOf(node, tag).map((child) => ({ kind, tag, child, shape: found.shape })),
        ),
      )
      const [only] = present
      if (only === undefined) {
        throw new Fault('missing-part', `has none of ${all.map(([, found]) => found.tag).join(', ')}`)
      }
      if (present.length > 1) throw new Fault('repeated-part', 'has more than one choice')
      const value = within(only.tag, () => only.shape.read(only.child))
      return { [discriminator]: only.kind, ...(value as object) } as T
    },
  }
}
