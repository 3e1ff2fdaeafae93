/** Rates that other work on the machine disturbs little. */

/**
 * Runs of `work` a second of this process's processor time, garbage collection included: the median of the
 * rounds after a warm-up. `items` is how many each run of `work` does.
 */
export async function perSecond(rounds: number, items: number, work: () => unknown): Promise<number> {
  await work()
  await work()
  const rates: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const from = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(from)
    rates.push((items * 1e6) / (user + system))
  }
  rates.sort((a, b) => a - b)
  return rates[rounds >> 1] ?? 0
}
