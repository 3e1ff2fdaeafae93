/** The documents the rules rest on (formulary §1). A rule names its document by key and its section. */

import type { SourceRef } from '../types.ts'

export const sources = {
  'L-WEG': 'Wegovy (semaglutide) injection, US prescribing information 08/2025 and 03/2026',
  'L-WEGT': 'Wegovy tablets (oral semaglutide 25 mg), US prescribing information 12/2025',
  'L-ZEP': 'Zepbound (tirzepatide), US prescribing information',
  'L-SAX': 'Saxenda (liraglutide 3 mg), US prescribing information',
  'L-FOU': 'Foundayo (orforglipron), US prescribing information 04/2026 (through secondary sources)',
  'L-INC': 'US prescribing information of the incretin concerned (Wegovy, Zepbound, Saxenda, Foundayo)',
  'L-PHE': 'Phentermine hydrochloride, US prescribing information',
  'L-QSY': 'Qsymia (phentermine/topiramate), US prescribing information and REMS',
  'L-CON': 'Contrave (naltrexone/bupropion), US prescribing information 05/2024',
  'L-XEN': 'Xenical and Alli (orlistat), US prescribing information and Drug Facts',
  'L-MET': 'Metformin, US prescribing information',
  'L-VIA': 'Viagra (sildenafil), US prescribing information',
  'L-CIA': 'Cialis (tadalafil), US prescribing information',
  'L-LEV': 'Levitra and Staxyn (vardenafil), US prescribing information',
  'L-STE': 'Stendra (avanafil), US prescribing information 07/2024',
  'L-PDE5': 'US prescribing information of the PDE5 inhibitors (Viagra, Cialis, Levitra, Stendra)',
  'L-PRO': 'Propecia (finasteride 1 mg), US prescribing information',
  'L-AVO': 'Avodart (dutasteride), US prescribing information',
  'L-MIN': 'Minoxidil tablets, US prescribing information (boxed warning)',
  'L-ROG': 'Minoxidil 2 % and 5 % topical, OTC Drug Facts',
  'L-ALD': 'Aldactone (spironolactone), US prescribing information',
  'L-KET': 'Ketoconazole 2 % shampoo, US prescribing information',
  'L-all': 'US prescribing information of the drug concerned',
  'AGA-22': 'AGA Guideline: Pharmacological Interventions for Adults With Obesity, 2022',
  'AACE-25': 'AACE Consensus: Algorithm for Adults with Obesity, 2025',
  'ADA-SOC': 'ADA Standards of Care, Section 8',
  'FDA-26S': 'FDA request to remove the suicidality warning from incretins, 13 Jan 2026',
  'EMA-25N': 'EMA PRAC on NAION and semaglutide, 6 Jun 2025',
  'AUA-18': 'AUA Guideline: Erectile Dysfunction, 2018',
  'PRI-4': 'Princeton IV consensus, 2024',
  'LDOM-25': 'Low-dose oral minoxidil international consensus, JAMA Dermatol 2025',
  'EMA-25F': 'EMA PRAC on finasteride and suicidal ideation, 8 May 2025',
  'FDA-25T': 'FDA alert on compounded topical finasteride, 22 Apr 2025',
  'FDA-COMP': 'FDA communications on compounded semaglutide and tirzepatide',
  'AAD-FPHL': 'Dermatology practice guidance for female-pattern hair loss',
  'DEA-2026': 'DEA/HHS extension of telemedicine flexibilities, to 31 Dec 2026 (21 CFR 1307.41)',
  'ONC-HP': 'ONC high-priority drug–drug interaction list',
  'FDA-CYP': 'FDA table of CYP inhibitors and inducers',
  INS: 'Instrument publications (SHIM, PHQ, SCOFF, AUDIT-C, EOSS, Norwood, Ludwig)',
  POLICY: 'Platform policy',
} as const

export type SourceKey = keyof typeof sources

export const sourceRef = (key: SourceKey, section: string | null): SourceRef => ({
  key,
  section,
  label: sources[key],
})

/** "L-VIA §4 [H]". */
export const citation = (source: SourceRef, confidence: string): string =>
  `${source.key}${source.section === null ? '' : ` §${source.section}`} [${confidence}]`
