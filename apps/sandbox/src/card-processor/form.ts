/** Stripe's request encoding: `a[b][0][c]=v` in a form body or query string becomes nested objects. */
import { z } from 'zod'
import { CardApiError } from './errors.ts'

export type FormValue = string | FormValue[] | { [key: string]: FormValue }

type Node = { [key: string]: Node | string }

const arrange = (node: Node | string): FormValue => {
  if (typeof node === 'string') return node
  const keys = Object.keys(node)
  const entries = keys.map((key) => [key, arrange(node[key] ?? '')] as const)
  const isArray = keys.length > 0 && keys.every((key) => /^\d{1,4}$/.test(key))
  return isArray ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}

/** Decodes a body or query; throws a `CardApiError` when the keys contradict each other. */
export const decodeForm = (text: string): FormValue => {
  const root: Node = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [
      name.split('[')[0] ?? '',
      ...[...name.matchAll(/\[([^\]]*)\]/g)].map((part) => part[1] ?? ''),
    ]
    let node = root
    for (const [depth, part] of path.entries()) {
      const key = part === '' ? String(Object.keys(node).length) : part
      if (depth === path.length - 1) {
        node[key] = value
        break
      }
      const next = node[key] ?? Object.create(null)
      if (typeof next === 'string')
        throw new CardApiError(400, { message: `Invalid hash: ${name}`, param: name })
      node[key] = next
      node = next
    }
  }
  const result = arrange(root)
  return Array.isArray(result) ? {} : result
}

/** An integer as Stripe takes it, in decimal digits. */
export const integer = z
  .string()
  .regex(/^-?\d{1,12}$/, 'Invalid integer')
  .transform(Number)
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
/** Up to 50 keys; an empty string unsets. */
export const metadata = z.union([
  z.record(z.string().max(40), z.string().max(500)),
  z.literal('').transform(() => ({})),
])
export const expand = z.array(z.string().max(100)).max(20).optional()
/** A parameter a real account may send and this sandbox has no use for. */
export const tolerated = z.unknown().optional()

export const text = z.string().max(5000)
export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/, 'Invalid currency')
  .transform((code) => code.toLowerCase())
export const captureMethod = z.enum(['automatic', 'automatic_async', 'manual'])

/** Parameter list of names that are taken and not acted on. */
export const tolerate = <const Names extends readonly string[]>(...names: Names) =>
  Object.fromEntries(names.map((name) => [name, tolerated])) as Record<Names[number], typeof tolerated>

const paramName = (path: readonly PropertyKey[]) =>
  path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join('')

/** Checks parameters; throws Stripe's `parameter_unknown`, `parameter_missing` or a plain invalid request. */
export const readParams = <S extends z.ZodType>(schema: S, params: unknown): z.output<S> => {
  const result = schema.safeParse(params)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (issue?.code === 'unrecognized_keys') {
    const param = paramName([...issue.path, issue.keys[0] ?? ''])
    throw new CardApiError(400, {
      code: 'parameter_unknown',
      message: `Received unknown parameter: ${param}`,
      param,
    })
  }
  const param = paramName(issue?.path ?? [])
  if (
    issue?.code === 'invalid_type' &&
    issue.input === undefined &&
    issue.message.includes('received undefined')
  ) {
    throw new CardApiError(400, {
      code: 'parameter_missing',
      message: `Missing required param: ${param}.`,
      param,
    })
  }
  throw new CardApiError(400, { message: `Invalid ${param}: ${issue?.message ?? 'not valid'}`, param })
}
