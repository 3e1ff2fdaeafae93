/** Puts what people write about their health into the words the concept table reads. */
import { allowedEdits, editDistance } from '../text/edit-distance.ts'
import { plain } from '../text/tokens.ts'
import { withoutAbbreviations, withoutCapitals } from './abbreviations.ts'
import { fromSpanish } from './spanish.ts'

const variants: readonly (readonly [RegExp, string])[] = [
  [/oedema/g, 'edema'],
  [/haem/g, 'hem'],
  [/anaem/g, 'anem'],
  [/aemi/g, 'emi'],
  [/oesoph/g, 'esoph'],
  [/tumour/g, 'tumor'],
  [/apnoea/g, 'apnea'],
  [/phaeo/g, 'pheo'],
  [/pnoea/g, 'pnea'],
  [/rrhoea/g, 'rrhea'],
  [/gynae/g, 'gyne'],
  [/ischaem/g, 'ischem'],
  [/coeliac/g, 'celiac'],
  [/paed/g, 'ped'],
  [/oestr/g, 'estr'],
  [/foetal/g, 'fetal'],
  [/goitre/g, 'goiter'],
  [/fibre/g, 'fiber'],
  [/anaesth/g, 'anesth'],
  [/leukaem/g, 'leukem'],
  [/\bhe?a?r?t ?att?a?c?k(s?)\b/g, 'heart attack$1'],
  [/\bgl(?:o|a|au|ou)c[ou]?o?ma\b/g, 'glaucoma'],
  [/\bch?o?lest?e?r[ao]l\b/g, 'cholesterol'],
  [/\bast?hma\b|\bathsma\b/g, 'asthma'],
  [/\bhigh bloodpressure/g, 'high blood pressure'],
  [/\bbloodpressure/g, 'blood pressure'],
  [/\bsuger\b/g, 'sugar'],
  [/\bdiabetis\b|\bdiabeties\b|\bdiabetus\b/g, 'diabetes'],
  [/\bdiab\b/g, 'diabetes'],
  [/\ba-fib\b/g, 'afib'],
  [/\bhx of\b|\bh\/o\b/g, 'history of'],
  [/\bpmh(?:x)? of\b/g, 'history of'],
  [/\bhx\b/g, 'history'],
  [/\bw\/o\b/g, 'without'],
  [/\bw\/ ?/g, 'with '],
  [/\bs\/p\b/g, 'status post'],
  [/\b(?:a|one) year and a half\b/g, '18 months'],
  [/\b(\d+) and a half\b/g, '$1.5'],
  [/\bcant\b/g, "can't"],
  [/\bdont\b/g, "don't"],
  [/\bwont\b/g, "won't"],
  [/\bdoesnt\b/g, "doesn't"],
  [/\bhyper tension\b/g, 'hypertension'],
  [/\bhypo tension\b/g, 'hypotension'],
  [/\bhypo thyroid/g, 'hypothyroid'],
  [/\bhyper thyroid/g, 'hyperthyroid'],
  [/\bmen-?([12])\b/g, 'men $1'],
  [/\bmen\s?(ii|i)([ab])?\b/g, 'men $1'],
  [/\btype(\d)\b/g, 'type $1'],
  [/\bkidneystones?\b/g, 'kidney stones'],
  [/\bgallstone/g, 'gallstone'],
]

const vocabulary =
  `hypertension hypotension diabetes prediabetes gestational cholesterol hyperlipidemia dyslipidemia apnea obesity
overweight polycystic retinopathy proliferative medullary thyroid papillary follicular hyperthyroidism hypothyroidism
hyperthyroid hypothyroid hashimotos pheochromocytoma paraganglioma adrenal insufficiency hyperkalemia hypokalemia
hyponatremia pancreatitis gallbladder gallstones cholecystitis gastroparesis obstruction malabsorption celiac cholestasis
bariatric ulcer cirrhosis hepatitis ascites encephalopathy anorexia bulimia purging binge suicidal suicide depression
bipolar mania agitation schizophrenia psychosis anxiety insomnia seizure seizures epilepsy convulsions migraine migraines
concussion meningitis aneurysm opioid alcoholic alcoholism alcohol withdrawal cocaine methamphetamine addiction smoking coronary angina
infarction myocardial stroke arrhythmia fibrillation tachycardia cardiomyopathy hypertrophic obstructive stenosis
pulmonary ventricular bypass stent pacemaker defibrillator mitral aortic valve pericarditis pericardial
kidney dialysis nephrolithiasis stones acidosis ketoacidosis transplant dehydration glaucoma retinitis pigmentosa optic
neuropathy erectile dysfunction priapism sickle myeloma leukemia peyronies prostate hyperplasia gynecomastia libido hemophilia
thrombosis embolism breast cancer chemotherapy lupus pregnant pregnancy breastfeeding postpartum hysterectomy oophorectomy
menopause postmenopausal perimenopause vasectomy hirsutism alopecia areata androgenetic telogen effluvium scarring patchy receding
thinning shedding edema jaundice syncope palpitations asthma arthritis congestive failure disease
disorder chronic history family mother father chest pressure breath shortness unstable severe
fainting fainted`
    .split(/\s+/)
    .filter((word) => word.length >= 6)

const plainWords = new Set(
  `thinking drinking dieting breading building erection erections people breathe breathing breathes breathed little really having taking during before after always normal monthly weekly doctor should because started stopped
  regular current currently testing tested result results around history problem problems sister brother parents cousin
  mother father family years months weeks morning evening breakfast medicine medication medications surgery removed
  resolved stable treated treatment controlled uncontrolled diagnosed diagnosis status symptoms symptom without remission
  active recent recently attack attacks cancer issues issue under smoker breast stones stenosis nursing exercise climbing
  stairs walking severe moderate either chronic strokes single double triple letter better others thyroid throat stress
  strong strength stretch strange string seizure failed failing passed falling feeling hearing healing dealing leaning cleaning
  fasting lasting tasting casting coming person nerves nerve course cardiac tired tried denied dental mental rental
  general several federal literal lateral bilateral unilateral partial special social female males patchy catchy itchy
  infection infections infected injection injections steatosis overnight confusion confused congestion receiving gestation conception
  hyperactive hypoactive hypoglycemia hyperglycemia hyperactivity cholesteatoma hepatic hypoxia`.split(/\s+/),
)

const known = new Set(vocabulary)
const corrected = (word: string): string => {
  if (word.length < 6 || known.has(word) || plainWords.has(word)) return word
  const limit = Math.min(word.length < 9 ? 1 : 2, allowedEdits(word.length))
  let least = limit + 1
  let best: string[] = []
  for (const candidate of vocabulary) {
    if (Math.abs(candidate.length - word.length) > limit || candidate[0] !== word[0]) continue
    // "hyper" and "hypo" are opposites: a doubtful one is not decided.
    if (
      candidate.startsWith('hyp') &&
      word.slice(0, 5) !== candidate.slice(0, 5) &&
      word.slice(0, 4) !== candidate.slice(0, 4)
    )
      continue
    const distance = editDistance(word, candidate, Math.min(limit, least))
    if (distance < least) {
      least = distance
      best = [candidate]
    } else if (distance === least && distance <= limit) best.push(candidate)
  }
  const first = best[0]
  if (first === undefined || least > limit) return word
  if (best.length > 1 && !best.every((one) => one.slice(0, 5) === first.slice(0, 5))) return word
  return first
}

/** Lower case, American spelling, common abbreviations opened, misspelt medical words put right. */
export const clinicalText = (text: string): string => {
  let out = fromSpanish(` ${plain(withoutCapitals(text.trim()))} `)
  for (const [from, to] of variants) out = out.replace(from, to)
  return withoutAbbreviations(out)
    .replace(/[a-z]{6,}/g, corrected)
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}
