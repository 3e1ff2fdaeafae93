/**
 * What Stryker does not mutate and a formulary lives by: a threshold, an alternative of a trigger, a severity. Added
 * to Stryker's own mutators before it reads the code; both kinds are counted apart in the README.
 */

import type { NodePath as StrykerPath } from '@stryker-mutator/api/ignore'

/** The few fields of a Babel node that are read here. */
type Node = {
  readonly type: string
  readonly name?: string
  readonly value?: unknown
  readonly callee?: Node
  readonly key?: Node
  readonly arguments?: readonly Node[]
}
type Path = StrykerPath & { readonly node: Node; readonly parent: Node; readonly parentPath: Path | null }
type Mutator = { readonly name: string; readonly mutate: (path: Path) => Iterable<Node> }

const number = (value: number): Node => ({ type: 'NumericLiteral', value })
const rounded = (value: number): number => Math.round(value * 1000) / 1000

/** A number one step higher and one step lower: 1 for a whole number, a tenth otherwise. */
const numberLiteral: Mutator = {
  name: 'NumberLiteral',
  *mutate({ node, parent }) {
    if (node.type !== 'NumericLiteral' || typeof node.value !== 'number') return
    if (parent.type.startsWith('TS') || (parent.type === 'ObjectProperty' && parent.key === node)) return
    const step = Number.isInteger(node.value) ? 1 : 0.1
    yield number(rounded(node.value + step))
    if (node.value - step >= 0) yield number(rounded(node.value - step))
  },
}

/** `any(a, b, c)` and `all(a, b, c)`, each time without one part. */
const triggerPart: Mutator = {
  name: 'TriggerPart',
  *mutate({ node }) {
    if (node.type !== 'CallExpression' || (node.callee?.name !== 'any' && node.callee?.name !== 'all')) return
    const parts = node.arguments ?? []
    if (parts.length < 2) return
    for (const part of parts) yield { ...node, arguments: parts.filter((other) => other !== part) }
  },
}

const lesser: Readonly<Record<string, string>> = {
  CI: 'major',
  MAJ: 'moderate',
  MOD: 'minor',
  MIN: 'info',
  info: 'minor',
}

/** `severity: MAJ` one grade lower; "info" one grade higher. */
const severity: Mutator = {
  name: 'Severity',
  *mutate({ node, parent }) {
    if (parent.type !== 'ObjectProperty' || parent.key?.name !== 'severity' || parent.key === node) return
    const value = lesser[String(node.type === 'Identifier' ? node.name : node.value)]
    if (value !== undefined) yield { type: 'StringLiteral', value } as Node
  },
}

/** Prose: what a clinician reads, and where it is cited from. Its wording is checked by people, not by a score. */
const proseKeys = new Set([
  'text',
  'management',
  'title',
  'source',
  'destination',
  'says',
  'label',
  'doseText',
])

/** Arguments of `predicate` that are prose: its sentence and the names behind a yes. */
const prosePlaces = new Set([0, 2])

/** Why a string is prose, or undefined when it is not. */
export function proseReason(from: StrykerPath): string | undefined {
  const { node } = from as Path
  if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return undefined
  for (let path = from as Path; path.parentPath !== null; path = path.parentPath) {
    const { parent } = path
    if (parent.type === 'ObjectProperty' && parent.key !== path.node) {
      const key = String(parent.key?.name ?? parent.key?.value)
      if (proseKeys.has(key)) return `prose: ${key}`
    }
    if (parent.type !== 'CallExpression') continue
    const name = parent.callee?.name
    const place = parent.arguments?.indexOf(path.node) ?? -1
    if (name === 'predicate' && prosePlaces.has(place)) return 'prose: words of a predicate'
    if ((name === 'measure' && place < 2) || /Flag$/.test(name ?? '')) return 'prose: words of a predicate'
  }
  return undefined
}

/** Puts the three into Stryker's list. Its instrumenter has no door for that, so the list itself is reached for. */
export async function addMutators(): Promise<void> {
  const instrumenter = import.meta.resolve('@stryker-mutator/instrumenter')
  const { allMutators } = (await import(new URL('./mutators/mutate.js', instrumenter).href)) as {
    allMutators: Mutator[]
  }
  for (const mutator of [numberLiteral, triggerPart, severity])
    if (!allMutators.some((known) => known.name === mutator.name)) allMutators.push(mutator)
}
