/**
 * Condition concepts as data: ICD-10-CM prefixes (dots left out), prefixes excepted, and words. Formulary §3 with the
 * pharmacist's review A1–A5, A12–A14, A17, A18, B8–B18, B20, B24–B26, C1–C3, and what the rules of §5–7 and §11 read.
 * What depends on date, histology, severity or course is settled in `derive.ts`.
 */
import type { ConceptId } from './ids.ts'
import type { ConceptRow } from './row.ts'
import { heartRows } from './rows/heart.ts'
import { metabolicRows } from './rows/metabolic.ts'
import { mindRows } from './rows/mind.ts'
import { patientWordsRows } from './rows/patient-words.ts'
import { reproductiveRows } from './rows/reproductive.ts'
import { symptomsRows } from './rows/symptoms.ts'

export type { ConceptRow } from './row.ts'

export const conceptTable: readonly ConceptRow[] = [
  ...metabolicRows,
  ...mindRows,
  ...heartRows,
  ...reproductiveRows,
  ...symptomsRows,
]
/** Every row that is read in words. */
export const wordRows: readonly ConceptRow[] = [...conceptTable, ...patientWordsRows]

/** Concepts that follow from others. */
export const implied: Partial<Readonly<Record<ConceptId, readonly ConceptId[]>>> = {
  mi: ['coronary-artery-disease', 'cvd-any'],
  'unstable-angina': ['coronary-artery-disease', 'cvd-any'],
  'angina-stable': ['coronary-artery-disease', 'cvd-any'],
  'angina-with-sex': ['coronary-artery-disease', 'cvd-any'],
  'coronary-artery-disease': ['cvd-any'],
  revascularisation: ['coronary-artery-disease', 'cvd-any'],
  'stroke-tia': ['cvd-any'],
  'heart-failure': ['cvd-any'],
  'lvot-obstruction': ['cvd-any', 'valve-disease'],
  'lvot-possible': ['cvd-any'],
  'pulmonary-hypertension': ['cvd-any'],
  arrhythmia: ['cvd-any'],
  'arrhythmia-life-threatening': ['arrhythmia', 'cvd-any'],
  'arrhythmia-uncontrolled': ['arrhythmia', 'cvd-any'],
  'atrial-fibrillation': ['arrhythmia', 'cvd-any'],
  'valve-disease': ['cvd-any'],
  'mitral-stenosis': ['valve-disease', 'cvd-any'],
  aneurysm: ['cvd-any'],
  'hypertensive-crisis': ['hypertension'],
  mash: ['masld', 'liver-disease'],
  masld: ['liver-disease'],
  cirrhosis: ['liver-disease'],
  hepatitis: ['liver-disease'],
  'hepatic-failure': ['liver-disease', 'decompensated-liver'],
  'decompensated-liver': ['liver-disease'],
  'gallbladder-symptomatic': ['gallbladder-disease'],
  'diabetic-retinopathy-proliferative': ['diabetic-retinopathy'],
  'glaucoma-angle-closure': ['glaucoma'],
  'ckd-3': ['ckd'],
  'ckd-4': ['ckd'],
  'ckd-5': ['ckd'],
  dialysis: ['ckd-5', 'ckd'],
  'long-qt-congenital': ['qt-prolongation'],
  'priapism-now': ['priapism-history'],
  cah: ['hyperandrogenism'],
  pcos: ['hyperandrogenism'],
  virilisation: ['hyperandrogenism'],
  'opioid-use-disorder': ['drug-abuse'],
  'opioid-use-disorder-remission': ['drug-abuse'],
}

/** Concepts that satisfy the BMI 27 indication (G-07), however they came to be known. */
export const weightComorbidities: readonly ConceptId[] = [
  'hypertension',
  't2dm',
  'dyslipidaemia',
  'sleep-apnoea',
  'coronary-artery-disease',
  'stroke-tia',
  'masld',
  'mash',
]
export const weightComorbidityCodes =
  'i10 i11 i12 i13 i15 i16 e11 e78 g4733 i20 i21 i22 i23 i24 i25 i63 i70 i739 z8673 k760 k7581'
