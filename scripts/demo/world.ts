/** What every story needs: the clinic's address, its sandbox, and the providers, signed in once. */
import type { DemoSignIn } from '../stack/seed-once.ts'
import { type Provider, signInProvider } from './provider.ts'
import { SandboxClient } from './sandbox-client.ts'

export const CLINIC = 'cedar'

export type World = {
  readonly url: string
  readonly sandbox: SandboxClient
  readonly clinicSlug: string
  /** Licensed wherever the clinic treats. */
  readonly avery: Provider
  readonly jonah: Provider
  /** Licensed in Colorado alone. */
  readonly mira: Provider
}

/** What of a running product a person outside needs. */
type RunningStack = {
  readonly url: string
  readonly sandboxUrl: string
  readonly signIns: readonly DemoSignIn[]
}

export const enterWorld = async ({ url, sandboxUrl, signIns }: RunningStack): Promise<World> => {
  const enter = (start: string) => {
    const account = signIns.find(({ email }) => email.startsWith(start))
    if (!account) throw new Error(`The demo clinic has no sign-in for ${start}`)
    return signInProvider(url, account)
  }
  const [avery, jonah, mira] = await Promise.all([enter('avery'), enter('jonah'), enter('mira')])
  return { url, sandbox: new SandboxClient(sandboxUrl), clinicSlug: CLINIC, avery, jonah, mira }
}
