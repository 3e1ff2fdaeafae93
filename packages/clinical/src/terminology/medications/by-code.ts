/** RxNorm concept ids of ingredients and brands to the names they stand for. Clinical drugs are the formulary's. */
import { dictionary } from './dictionary.ts'

let names: ReadonlyMap<string, string> | null = null

/** The name behind an ingredient's or a brand's RxCUI; null when it is none we know. */
export function nameOfRxcui(rxcui: string): string | null {
  if (names === null) {
    const built = new Map<string, string>()
    const { ingredients, entries } = dictionary()
    for (const entry of entries.values())
      if (entry.rxcui !== null && entry.kind === 'brand') built.set(entry.rxcui, entry.name)
    for (const { rxcui: code, name } of ingredients) if (code !== null) built.set(code, name)
    names = built
  }
  return names.get(rxcui) ?? null
}
