/** What the browser needs of the contract at run time. The build replaces this module by its JSON. */
import { problems, type RouteName, routes } from '@countersign/contract'

export type RouteLine = { method: string; path: string; idempotent: boolean }

export const routeTable = Object.fromEntries(
  Object.entries(routes).map(([name, route]) => [
    name,
    { method: route.method, path: route.path, idempotent: 'idempotent' in route },
  ]),
) as Record<RouteName, RouteLine>

export const problemTitles: Record<string, string> = Object.fromEntries(
  Object.entries(problems).map(([name, { title }]) => [name, title]),
)
