/** HTTP to commands, nothing more. */
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../identity/index.ts'
import { previewProtocol } from './preview-protocol.ts'
import { replayRecommendation } from './replay-recommendation.ts'

export const recommendationHandlers = (deps: Deps): Handlers => ({
  previewProtocol: ({ actor, body }) => previewProtocol(deps, actor, body),
  replayRecommendation: ({ actor, params }) => replayRecommendation(deps, actor, params.id),
})
