/** Which event ids were seen, the last few thousand of them: delivery is at least once, acting on it is not. */
export type SeenIds = { add: (id: string) => boolean }

/** `add` answers true the first time it meets an id. */
export function createSeenIds(capacity = 4_000): SeenIds {
  const seen = new Set<string>()
  return {
    add: (id) => {
      if (seen.has(id)) return false
      seen.add(id)
      if (seen.size > capacity) {
        const oldest = seen.values().next().value
        if (oldest !== undefined) seen.delete(oldest)
      }
      return true
    },
  }
}
