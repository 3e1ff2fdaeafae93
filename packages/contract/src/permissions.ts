/** The one table of who may do what. A role absent from an action's list may not do it. */
import type { Role } from './vocabulary.ts'

export const permissions = {
  'self:read': ['patient', 'provider', 'coordinator', 'biller', 'admin', 'supervisor'],
  'queue:read': ['provider', 'supervisor'],
  'queue:take': ['provider'],
  'chart:read': ['provider', 'coordinator', 'supervisor'],
  'consultation:claim': ['provider'],
  'consultation:decide': ['provider'],
  'note:write': ['provider'],
  'note-template:read': ['provider', 'supervisor', 'admin'],
  'note-template:manage': ['supervisor', 'admin'],
  'message:send': ['provider', 'coordinator'],
  'order:read': ['provider', 'coordinator', 'biller', 'admin', 'supervisor'],
  'order:work': ['provider', 'coordinator'],
  'order:sign': ['provider'],
  'refill:read': ['provider', 'coordinator', 'supervisor'],
  'refill:decide': ['provider'],
  'routing:read': ['provider', 'coordinator', 'admin', 'supervisor'],
  'routing:manage': ['admin'],
  'document:read': ['patient', 'provider', 'coordinator', 'supervisor'],
  'event:read': ['patient', 'provider', 'coordinator', 'biller', 'admin', 'supervisor'],
  'preferences:write': ['provider'],
  'pharmacy:search': ['patient', 'provider', 'coordinator'],
  'portal:read': ['patient'],
  'portal:write': ['patient'],
  'staff:manage': ['admin'],
  'audit:read': ['admin'],
  'protocol:read': ['provider', 'admin', 'supervisor'],
  'protocol:manage': ['admin'],
  'recommendation:replay': ['provider', 'supervisor'],
  'cds-client:manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof permissions

/** The actions a role holds, for the web to hide what the server would refuse. */
export function actionsOf(role: Role): Action[] {
  return (Object.keys(permissions) as Action[]).filter((action) =>
    (permissions[action] as readonly Role[]).includes(role),
  )
}
