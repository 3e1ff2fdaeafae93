/** The formulary in the order of its index (§2). */

import type { Category, DrugId } from '../../types.ts'
import type { Drug } from '../drug.ts'
import { avanafil } from './avanafil.ts'
import { dutasteride } from './dutasteride.ts'
import { finasteride } from './finasteride.ts'
import { ketoconazoleShampoo } from './ketoconazole-shampoo.ts'
import { liraglutide } from './liraglutide.ts'
import { metformin } from './metformin.ts'
import { minoxidilOral } from './minoxidil-oral.ts'
import { minoxidilTopical } from './minoxidil-topical.ts'
import { naltrexoneBupropion } from './naltrexone-bupropion.ts'
import { orforglipron } from './orforglipron.ts'
import { orlistat } from './orlistat.ts'
import { phentermine } from './phentermine.ts'
import { phentermineTopiramate } from './phentermine-topiramate.ts'
import { semaglutidePo } from './semaglutide-po.ts'
import { semaglutideSc } from './semaglutide-sc.ts'
import { sildenafil } from './sildenafil.ts'
import { spironolactone } from './spironolactone.ts'
import { tadalafil } from './tadalafil.ts'
import { tadalafilDaily } from './tadalafil-daily.ts'
import { tirzepatide } from './tirzepatide.ts'
import { vardenafil } from './vardenafil.ts'

export const drugs: readonly Drug[] = [
  semaglutideSc,
  semaglutidePo,
  tirzepatide,
  liraglutide,
  orforglipron,
  phentermine,
  phentermineTopiramate,
  naltrexoneBupropion,
  orlistat,
  metformin,
  sildenafil,
  tadalafil,
  tadalafilDaily,
  vardenafil,
  avanafil,
  finasteride,
  dutasteride,
  minoxidilTopical,
  minoxidilOral,
  spironolactone,
  ketoconazoleShampoo,
]

export const drugById: Readonly<Record<DrugId, Drug>> = Object.fromEntries(
  drugs.map((drug) => [drug.id, drug]),
) as Record<DrugId, Drug>

export const drugsOf: Readonly<Record<Category, readonly Drug[]>> = {
  weight: drugs.filter((drug) => drug.category === 'weight'),
  ed: drugs.filter((drug) => drug.category === 'ed'),
  hair: drugs.filter((drug) => drug.category === 'hair'),
}
