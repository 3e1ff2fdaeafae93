/**
 * Medicines that kill when they are read as something else (nitrates, riociguat, MAOI, opioids, PDE5 inhibitors): a
 * misspelt name that might as well be one of them is left unread, and so asked for.
 */
import type { DrugClass } from '../classes/ids.ts'
import { classMembers } from '../classes/members.ts'
import { editDistance } from '../text/edit-distance.ts'
import { bySound } from '../text/sound.ts'
import { dictionary, type Entry } from './dictionary.ts'

const gravest: readonly DrugClass[] = ['NITRATE', 'NITRITE', 'SGC_STIM', 'MAOI', 'OPIOID', 'PDE5']

const graveClassesOf = (entry: Entry): readonly DrugClass[] =>
  gravest.filter((name) => entry.ingredients.some((one) => classMembers.get(name)?.includes(one.name)))

let inRules: ReadonlySet<string> | null = null
const readByRules = (entry: Entry): boolean => {
  inRules ??= new Set([...classMembers.values()].flat())
  const known = inRules
  return entry.ingredients.some((one) => known.has(one.name))
}

type Grave = { readonly entry: Entry; readonly classes: readonly DrugClass[]; readonly sound: string }
let graveNames: readonly Grave[] | null = null
const names = (): readonly Grave[] => {
  graveNames ??= [...dictionary().entries.values()].flatMap((entry): Grave[] => {
    const classes = graveClassesOf(entry)
    return classes.length > 0 && entry.key.length > (entry.minor === null ? 4 : 7)
      ? [{ entry, classes, sound: bySound(entry.key) }]
      : []
  })
  return graveNames
}

/**
 * Might `key`, read as `read` at `distance` edits, as well be a name of the gravest classes, which `read` is not? A
 * reading that no rule asks about has to be nearer by two.
 */
export const mayBeGraver = (key: string, read: Entry, distance: number): boolean => {
  const own = graveClassesOf(read)
  const sound = bySound(key)
  const wider = key.length > 5 && !readByRules(read) ? 1 : 0
  return names().some(({ entry, classes, sound: other }) => {
    if (classes.every((name) => own.includes(name))) return false
    const near = entry.key.length > 6 ? Math.min(2, distance + wider) : distance
    return (
      editDistance(key, entry.key, near) <= near ||
      (distance > 1 && sound.length > 4 && editDistance(sound, other, 1) <= 1)
    )
  })
}
