/** Vitest runs this once, before the first database test, and the function it returns after the last. */
import type { TestProject } from 'vitest/node'
import { startTestServer, type TestServer } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const { stop, ...server } = await startTestServer()
  project.provide('testServer', server)
  return stop
}

export default setup
