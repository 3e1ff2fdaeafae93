/**
 * The yardstick of the engine: the same triggers as rules of json-rules-engine, over the same prepared facts. The
 * composition of a trigger (all, any, not) is said in its conditions, the questions at the leaves are facts of its
 * own, answered by the same functions without its cache, which is the fastest way it offers. It decides which cases
 * of which rules are true; "the first true case of a rule speaks for a drug" is settled here, from what it fired.
 */

import { Engine, type NestedCondition, type TopLevelCondition } from 'json-rules-engine'
import type { Facts } from '../packages/clinical/src/facts/facts.ts'
import { drugsOf } from '../packages/clinical/src/knowledge/drugs/index.ts'
import { rules } from '../packages/clinical/src/knowledge/rules/index.ts'
import type { Predicate } from '../packages/clinical/src/logic/predicate.ts'
import { NO, type Tri, UNKNOWN, YES } from '../packages/clinical/src/logic/tri.ts'
import type { Category } from '../packages/clinical/src/types.ts'

/** "PHE-02 major phentermine", one for each rule that speaks of a drug; "… case" for rules about the whole case. */
export type Fired = readonly string[]

type Leaves = (leaf: Predicate) => string

/** The condition that holds when the predicate has this answer. */
function condition(part: Predicate, answer: Tri, leaves: Leaves): NestedCondition {
  const { form } = part
  if (form === undefined) return { fact: leaves(part), operator: 'equal', value: answer }
  if ('part' in form) {
    if (form.kind === 'not')
      return condition(form.part, answer === UNKNOWN ? UNKNOWN : answer === YES ? NO : YES, leaves)
    if (answer === UNKNOWN) return { any: [] }
    const asked = condition(form.part, form.kind === 'certainly' ? YES : UNKNOWN, leaves)
    return answer === YES ? asked : { not: asked }
  }
  const each = (wanted: Tri) => form.parts.map((one) => condition(one, wanted, leaves))
  const settling = form.kind === 'all' ? NO : YES
  if (answer === settling) return { any: each(settling) }
  if (answer !== UNKNOWN) return { all: each(answer) }
  return { all: [{ any: each(UNKNOWN) }, { not: { any: each(settling) } }] }
}

const asRoot = (nested: NestedCondition): TopLevelCondition =>
  'fact' in nested ? { all: [nested] } : (nested as TopLevelCondition)

/** What is decided after the cases that are true are known, in the order of the rules. */
function spoken(category: Category, isTrue: (rule: string, at: number) => boolean): Fired {
  const found: string[] = []
  const drugs = drugsOf[category].map((drug) => drug.id)
  for (const rule of rules) {
    if (!rule.categories.includes(category)) continue
    const open = new Set<string>(
      rule.drugs.length === 0 ? ['case'] : drugs.filter((id) => rule.drugs.includes(id)),
    )
    rule.cases.forEach((item, at) => {
      const about = [...open].filter(
        (id) => id === 'case' || (item.only ?? rule.drugs).some((own) => own === id),
      )
      if (about.length === 0 || !isTrue(rule.id, at)) return
      for (const id of about) {
        found.push(`${rule.id} ${item.severity} ${id}`)
        // Of emergencies every one is shown.
        if (rule.id !== 'G-04') open.delete(id)
      }
    })
  }
  return found
}

/** The rules of a category in json-rules-engine. */
export function yardstick(category: Category): (facts: Facts) => Promise<Fired> {
  const engine = new Engine()
  let current: Facts | null = null
  const names = new Map<Predicate, string>()
  const leaves: Leaves = (leaf) => {
    const known = names.get(leaf)
    if (known !== undefined) return known
    const name = `${leaf.says} (${names.size})`
    names.set(leaf, name)
    engine.addFact(name, () => (current === null ? UNKNOWN : leaf.test(current)), { cache: false })
    return name
  }
  for (const rule of rules)
    if (rule.categories.includes(category))
      rule.cases.forEach((item, at) => {
        engine.addRule({
          conditions: asRoot(condition(item.when, YES, leaves)),
          event: { type: `${rule.id} ${at}` },
        })
      })
  return async (facts) => {
    current = facts
    const { events } = await engine.run()
    const fired = new Set(events.map((event) => event.type))
    return spoken(category, (rule, at) => fired.has(`${rule} ${at}`))
  }
}
