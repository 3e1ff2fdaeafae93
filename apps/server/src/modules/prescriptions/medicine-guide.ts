/**
 * What a patient may notice with each medicine, and what needs an emergency room: plain words after the counselling
 * paragraphs of the formulary (§5.1–§7.1) and the labels named there. Phrases, because the portal joins them
 * into a sentence.
 */
import type { DrugId } from '@countersign/clinical'

export type MedicineGuide = { sideEffects: readonly string[]; getHelpNow: readonly string[] }

const allergic = ['a swollen face, lips or throat', 'trouble breathing'] as const
const selfHarm = 'thoughts of hurting yourself (you can also call or text 988)'

const incretin: MedicineGuide = {
  sideEffects: [
    'feeling sick',
    'constipation',
    'loose stools',
    'heartburn or burping',
    'less appetite',
    'tiredness',
  ],
  getHelpNow: [
    'severe belly pain that does not stop',
    'throwing up so much that you cannot keep water down',
    'yellow skin or eyes, or fever with belly pain',
    'a sudden change in your sight',
    ...allergic,
  ],
}
const injected: MedicineGuide = {
  ...incretin,
  sideEffects: [...incretin.sideEffects, 'redness where you inject'],
}
const edPill: MedicineGuide = {
  sideEffects: ['headache', 'a warm or red face', 'a stuffy nose', 'an upset stomach', 'dizziness'],
  getHelpNow: [
    'chest pain (tell the 911 team that you took an ED medicine, and take no nitroglycerin)',
    'an erection that lasts more than 4 hours',
    'sudden loss of sight or hearing',
    'fainting',
    ...allergic,
  ],
}
const tadalafil: MedicineGuide = {
  ...edPill,
  sideEffects: [...edPill.sideEffects, 'back or muscle pain'],
}
const fiveAlphaReductaseInhibitor: MedicineGuide = {
  sideEffects: [
    'less desire for sex',
    'trouble with erections',
    'less semen',
    'tender or larger breasts',
    'low mood',
  ],
  getHelpNow: [selfHarm, ...allergic],
}

export const medicineGuides: Readonly<Record<DrugId, MedicineGuide>> = {
  semaglutide_sc: injected,
  semaglutide_po: incretin,
  tirzepatide: injected,
  liraglutide: injected,
  orforglipron: incretin,
  phentermine: {
    sideEffects: ['a dry mouth', 'trouble sleeping', 'restlessness', 'a fast heartbeat', 'constipation'],
    getHelpNow: [
      'chest pain',
      'new shortness of breath or swollen legs',
      'fainting',
      'a pounding or irregular heartbeat',
      ...allergic,
    ],
  },
  phentermine_topiramate: {
    sideEffects: [
      'tingling in hands or feet',
      'a dry mouth',
      'a changed taste',
      'trouble sleeping',
      'trouble finding words or paying attention',
      'constipation',
    ],
    getHelpNow: [
      'sudden eye pain or blurred sight',
      'chest pain or a pounding heartbeat',
      'severe pain in your side or back',
      'a seizure',
      selfHarm,
      ...allergic,
    ],
  },
  naltrexone_bupropion: {
    sideEffects: ['feeling sick', 'constipation', 'headache', 'dizziness', 'trouble sleeping', 'a dry mouth'],
    getHelpNow: [
      'a seizure',
      selfHarm,
      'sudden eye pain or blurred sight',
      'yellow skin or eyes',
      'a severe headache with very high blood pressure',
      ...allergic,
    ],
  },
  orlistat: {
    sideEffects: ['oily stools', 'gas with spotting', 'a sudden need to go', 'belly pain'],
    getHelpNow: [
      'yellow skin or eyes, or dark urine',
      'severe belly pain that does not stop',
      'severe pain in your side or back',
      ...allergic,
    ],
  },
  metformin: {
    sideEffects: ['loose stools', 'feeling sick', 'a metal taste', 'gas', 'less appetite'],
    getHelpNow: [
      'fast breathing with muscle pain and great weakness',
      'throwing up so much that you cannot keep water down',
      ...allergic,
    ],
  },
  sildenafil: { ...edPill, sideEffects: [...edPill.sideEffects, 'a blue tinge to your sight'] },
  tadalafil,
  tadalafil_daily: tadalafil,
  vardenafil: edPill,
  avanafil: edPill,
  finasteride: fiveAlphaReductaseInhibitor,
  dutasteride: fiveAlphaReductaseInhibitor,
  minoxidil_topical: {
    sideEffects: [
      'more shedding in the first 2 to 8 weeks',
      'an itchy or dry scalp',
      'hair where you do not want it',
    ],
    getHelpNow: ['chest pain', 'fainting', 'a pounding heartbeat', 'swollen hands or feet', ...allergic],
  },
  minoxidil_oral: {
    sideEffects: [
      'more shedding in the first 2 to 8 weeks',
      'hair where you do not want it',
      'swollen ankles',
      'dizziness when you stand up',
      'a faster heartbeat',
    ],
    getHelpNow: [
      'chest pain',
      'shortness of breath',
      'fainting',
      'sudden weight gain with swelling',
      ...allergic,
    ],
  },
  spironolactone: {
    sideEffects: [
      'passing more urine',
      'irregular periods',
      'tender breasts',
      'dizziness when you stand up',
      'tiredness',
    ],
    getHelpNow: [
      'muscle weakness with a slow or irregular heartbeat',
      'fainting',
      'throwing up or loose stools that do not stop',
      ...allergic,
    ],
  },
  ketoconazole_shampoo: {
    sideEffects: ['a dry or oily scalp', 'itching or burning', 'a change in hair texture'],
    getHelpNow: [...allergic],
  },
}

/** Nothing is made up for a medicine we do not know. */
export const guideOf = (drugId: string): MedicineGuide =>
  Object.entries(medicineGuides).find(([id]) => id === drugId)?.[1] ?? { sideEffects: [], getHelpNow: [] }
