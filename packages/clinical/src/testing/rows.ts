/** Every row of the rule tables. */

import { edRows } from './ed-rows.ts'
import { hairRows } from './hair-rows.ts'
import { oralWeightRows } from './oral-weight-rows.ts'
import type { RuleRow } from './rule-case.ts'
import { weightRows } from './weight-rows.ts'

export const ruleRows: readonly RuleRow[] = [...weightRows, ...oralWeightRows, ...edRows, ...hairRows]
