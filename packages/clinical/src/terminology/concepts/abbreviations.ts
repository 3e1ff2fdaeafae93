/** What clinicians shorten, opened into the words the concept table reads. */

/** Read in any case. */
const anyCase: readonly (readonly [RegExp, string])[] = [
  [/\bd\/o\b/g, 'disorder'],
  [/\bw\/d\b/g, 'withdrawal'],
  [/\betoh\b/g, 'alcohol'],
  [/\bpaf\b/g, 'atrial fibrillation'],
  [/\btavr\b/g, 'aortic valve replacement'],
  [/\bvte\b/g, 'deep vein thrombosis'],
  [/\btah ?[-/]? ?bso\b|\btlh ?[-/]? ?bso\b/g, 'hysterectomy and bilateral oophorectomy'],
  [/\b(?:tah|tvh|tlh|lavh)\b/g, 'hysterectomy'],
  [/\bl?rygb\b/g, 'gastric bypass'],
  [/\bpoag\b/g, 'open angle glaucoma'],
  [/\b(?:pacg|aacg)\b/g, 'angle closure glaucoma'],
  [/\bh(?:b|gb) ?ss\b/g, 'sickle cell disease'],
  [/\bh(?:b|gb) ?as\b/g, 'sickle cell trait'],
  [/\bebf\b/g, 'breastfeeding'],
  [/\bbtls?\b/g, 'tubal ligation'],
  [/\btdp\b/g, 'torsades'],
  [/\b(?:ralp|rarp)\b/g, 'prostatectomy for prostate cancer'],
  [/\b(?:fphl|mphl|mpb)\b/g, 'pattern hair loss'],
  [/\blpp\b/g, 'lichen planopilaris'],
  [/\bffa\b/g, 'frontal fibrosing alopecia'],
  [/\bdle\b/g, 'discoid lupus'],
  [/\bhyperk\b/g, 'hyperkalemia'],
  [/\bhypok\b/g, 'hypokalemia'],
  [/\bszs?\b/g, 'seizure'],
  [/\bgtcs?\b(?: seizures?)?/g, 'grand mal seizure'],
  [/\bgbm\b/g, 'glioblastoma'],
  [/\bbpad\b/g, 'bipolar'],
  [/\biv ?d[ua]\b/g, 'drug abuse'],
  [/\bthc\b/g, 'cannabis'],
  [/\baih\b/g, 'autoimmune hepatitis'],
  [/\bhcv\b/g, 'hepatitis c'],
  [/\bhbv\b/g, 'hepatitis b'],
  [/\b(?:olt|ldlt)\b/g, 'liver transplant'],
  [/\b(?:ldkt|ddkt)\b/g, 'kidney transplant'],
  [/\b(?:hsct|bmt)\b/g, 'bone marrow transplant'],
  [/\bfvl\b/g, 'factor v leiden'],
  [/\bcp[- ]([abc])\b/g, 'child-pugh $1'],
  [/\b(g\d+ ?p\d+ (?:at )?\d+) ?w\b/g, '$1 weeks'],
]

/** Read only in capitals, because small they are words or something else. */
const capitals: readonly (readonly [RegExp, string])[] = [
  [/\b(?:mild|mod|moderate|severe|critical) AS\b/g, 'aortic stenosis'],
  [/\b((?:mod|moderate|severe) )(?:MR|AR|AI|TR)\b/g, '$1valve disease'],
  [/\b(?:AVR|MVR)\b/g, 'valve replacement'],
  [/\bPPM\b/g, 'pacemaker'],
  [/\bSSS\b/g, 'sick sinus syndrome'],
  [/\b(?:ICH|SDH)\b/g, 'brain hemorrhage'],
  [/\bSAH\b/g, 'subarachnoid hemorrhage'],
  [/\bPH\b(?! ?(?:of|level|balance|[0-9]))/g, 'pulmonary hypertension'],
  [/\bPUD\b/g, 'peptic ulcer'],
  [/\bBN\b/g, 'bulimia nervosa'],
  [/^AN\b(?= in | with |$)/g, 'anorexia nervosa'],
  [/^MM$/g, 'multiple myeloma'],
  [/^AA$/g, 'alopecia areata'],
  [/^TE$/g, 'telogen effluvium'],
  [/\bpast SA\b|\bSA (?=in \d|\d{4})/g, 'suicide attempt '],
  [/\bMAT\b/g, 'suboxone treatment'],
]

/** The severity goes on saying itself: "severe AS" is severe aortic stenosis. */
const opened = (whole: string, to: string): string =>
  to === 'aortic stenosis' ? `${whole.slice(0, whole.lastIndexOf(' '))} ${to}` : to

export const withoutCapitals = (text: string): string => {
  let out = text
  for (const [from, to] of capitals)
    out = to.includes('$') ? out.replace(from, to) : out.replace(from, (whole) => opened(whole, to))
  return out
}

export const withoutAbbreviations = (text: string): string => {
  let out = text
  for (const [from, to] of anyCase) out = out.replace(from, to)
  return out
}
