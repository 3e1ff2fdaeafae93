/** The permission table as abilities. One ability a role, built once. */

import { AbilityBuilder, createMongoAbility, type MongoAbility } from '@casl/ability'
import { type Action, actionsOf, Role } from '@countersign/contract'

const abilities = Object.fromEntries(
  Role.options.map((role) => {
    const { can, build } = new AbilityBuilder<MongoAbility>(createMongoAbility)
    for (const action of actionsOf(role)) can(verbOf(action), nounOf(action))
    return [role, build()]
  }),
) as Record<Role, MongoAbility>

/** Whether a role may do this at all. Whose rows it may do it to is the query's part. */
export const mayDo = (role: Role, action: Action): boolean =>
  abilities[role].can(verbOf(action), nounOf(action))

function nounOf(action: Action): string {
  return action.slice(0, action.indexOf(':'))
}
function verbOf(action: Action): string {
  return action.slice(action.indexOf(':') + 1)
}
