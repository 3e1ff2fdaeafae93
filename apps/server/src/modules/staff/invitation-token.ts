/**
 * The secret in an invitation's link. Derived from the invitation's id with the server's secret, so that it
 * stands in no table and no job; the database keeps its SHA-256, which opens nothing.
 */
import { createHash, createHmac } from 'node:crypto'

export const tokenOf = (invitationId: string, secret: string): string =>
  createHmac('sha256', secret).update(`staff-invitation:${invitationId}`).digest('base64url')

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')
