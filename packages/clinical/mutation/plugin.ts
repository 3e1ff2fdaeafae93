/** What this package gives Stryker: its runner, its mutators and the strings it leaves alone. */

import { declareFactoryPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { addMutators, proseReason } from './mutators.ts'
import { createRunner } from './runner.ts'

await addMutators()

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'clinical', createRunner),
  declareValuePlugin(PluginKind.Ignore, 'prose', { shouldIgnore: proseReason }),
]
