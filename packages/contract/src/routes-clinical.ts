/** The routes of the engine itself: the clinic's protocol, replay, and CDS Hooks for other record systems. */
import { z } from 'zod'
import * as cds from './cds-hooks.ts'
import * as protocols from './protocols.ts'
import type { RouteContract } from './route-contract.ts'
import { Id } from './vocabulary.ts'

const byId = z.object({ id: Id })
const byService = z.object({ id: z.string().max(60) })
const nothing = z.null()

export const clinicalRoutes = {
  getProtocol: {
    method: 'GET',
    path: '/api/protocol',
    access: 'protocol:read',
    response: protocols.ProtocolView,
    summary: 'The clinic’s protocol: which rows it tunes, and what stands now',
  },
  listProtocolVersions: {
    method: 'GET',
    path: '/api/protocol/versions',
    access: 'protocol:read',
    response: protocols.ProtocolVersions,
    summary: 'Who changed the protocol, when, and why',
  },
  saveProtocol: {
    method: 'POST',
    path: '/api/protocol',
    access: 'protocol:manage',
    idempotent: true,
    status: 201,
    body: protocols.SaveProtocol,
    response: protocols.ProtocolVersion,
    summary: 'A new version of the protocol',
  },
  previewProtocol: {
    method: 'POST',
    path: '/api/protocol/preview',
    access: 'protocol:manage',
    body: protocols.PreviewProtocol,
    response: protocols.ProtocolPreview,
    summary: 'What a policy would change in the cases assessed last; nothing is saved',
  },
  replayRecommendation: {
    method: 'GET',
    path: '/api/recommendations/:id/replay',
    access: 'recommendation:replay',
    params: byId,
    response: protocols.ReplayedRecommendation,
    summary: 'Run a stored recommendation again on its exact snapshot',
  },

  discoverCdsServices: {
    method: 'GET',
    path: '/cds-services',
    access: 'public',
    response: cds.CdsServices,
    summary: 'CDS Hooks discovery',
  },
  // What a hook's body holds is read after its token: nobody unknown learns what is accepted.
  callCdsService: {
    method: 'POST',
    path: '/cds-services/:id',
    access: 'cds-client',
    // A chart of many years with its documents left out.
    mostBytes: 4 * 1024 * 1024,
    params: byService,
    body: z.unknown(),
    response: cds.CdsResponse,
    summary: 'CDS Hooks: cards for a patient or for orders',
  },
  sendCdsFeedback: {
    method: 'POST',
    path: '/cds-services/:id/feedback',
    access: 'cds-client',
    params: byService,
    body: z.unknown(),
    response: z.object({}),
    summary: 'CDS Hooks: what became of cards',
  },
  listCdsClients: {
    method: 'GET',
    path: '/api/cds-clients',
    access: 'cds-client:manage',
    response: cds.CdsClientList,
    summary: 'Record systems that may call the CDS Hooks services',
  },
  addCdsClient: {
    method: 'POST',
    path: '/api/cds-clients',
    access: 'cds-client:manage',
    idempotent: true,
    status: 201,
    body: cds.AddCdsClient,
    response: cds.CdsClient,
    summary: 'Trust a record system by its issuer and public keys',
  },
  revokeCdsClient: {
    method: 'DELETE',
    path: '/api/cds-clients/:id',
    access: 'cds-client:manage',
    status: 204,
    params: byId,
    response: nothing,
    summary: 'Trust a record system no longer',
  },
} as const satisfies Record<string, RouteContract>
