/** Every rule of the formulary, in the order of its sections. */

import type { Rule } from '../rule.ts'
import { allergyRules } from './allergies.ts'
import { duplicateRules } from './duplicates.ts'
import { hairRules } from './hair.ts'
import { incretinMedicineRules } from './incretin-medicines.ts'
import { incretinRules } from './incretins.ts'
import { metforminRules } from './metformin.ts'
import { minoxidilRules } from './minoxidil.ts'
import { naltrexoneBupropionRules } from './naltrexone-bupropion.ts'
import { naltrexoneBupropionMedicineRules } from './naltrexone-bupropion-medicines.ts'
import { orlistatRules } from './orlistat.ts'
import { pde5Rules } from './pde5.ts'
import { pde5DoseRules } from './pde5-dose.ts'
import { pde5HeartRules } from './pde5-heart.ts'
import { phentermineRules } from './phentermine.ts'
import { phentermineTopiramateRules } from './phentermine-topiramate.ts'
import { redFlagRules } from './red-flags.ts'
import { scopeRules } from './scope.ts'
import { ketoconazoleRules, spironolactoneRules } from './spironolactone-ketoconazole.ts'

export const rules: readonly Rule[] = [
  ...redFlagRules,
  ...scopeRules,
  ...duplicateRules,
  ...incretinRules,
  ...incretinMedicineRules,
  ...phentermineRules,
  ...phentermineTopiramateRules,
  ...naltrexoneBupropionRules,
  ...naltrexoneBupropionMedicineRules,
  ...orlistatRules,
  ...metforminRules,
  ...pde5Rules,
  ...pde5HeartRules,
  ...pde5DoseRules,
  ...hairRules,
  ...minoxidilRules,
  ...spironolactoneRules,
  ...ketoconazoleRules,
  ...allergyRules,
]
