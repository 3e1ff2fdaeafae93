/** Symptoms that are red flags now, and the rest: rows of the concept table (see `../table.ts`). */
import type { ConceptRow } from '../row.ts'

export const symptomsRows: readonly ConceptRow[] = [
  // Symptoms that are red flags now
  {
    id: 'chest-pain-now',
    codes: 'r071 r072 r0782 r0789 r079',
    text: /\bchest (?:pains?|pressure|tightness|discomfort|heaviness|hurts?)\b|\b(?:pain|pressure|tightness) in (?:my |the )?chest\b|\bcrushing (?:chest|pain)\b|\b(?:my |the )?chest (?:feels |is )?(?:tight|hurts|heavy)\b|\btight chest\b/,
  },
  {
    id: 'exertional-symptoms',
    text: /\b(?:chest (?:pains?|pressure|tightness|discomfort|hurts|tightens)|(?:pain|pressure|tightness) in (?:my |the )?chest|angina|short(?:ness)? of breath|breathless\w*|winded|dyspnea|faint\w*|pass out|dizzy)\b.*\b(?:exert\w+|exercise|exercising|climb\w*|stairs|flights?|walk\w*|uphill|running|jogging|activity|lifting|shovel\w+|mowing)\b|\b(?:exertional|effort) (?:chest pain|angina|dyspnea|syncope|symptoms)\b|\b(?:can'?t|can ?not|unable to|couldn'?t|could not) (?:\w+ ){0,2}(?:climb|walk|run|exercise|jog)\b.*\b(?:breath\w*|chest|winded|dizz\w*|without (?:stopping|resting|pain))\b|\b(?:stairs|flights?|walk\w*|miles?|exercise|exertion)\b.*\b(?:chest (?:pain|tightness|pressure)|short(?:ness)? of breath|out of breath|breathless)\b/,
    notText:
      /^(?!.*\b(?:can'?t|can ?not|unable|not able|couldn'?t|could not|never)\b.*\bwithout\b).*\b(?:stairs|flights?|walk\w*|exercis\w*|exertion|run\w*|jog\w*|miles?|climb\w*|bik\w+|swim\w*|activity|gym)\b[^.;]*\b(?:without|no|never|not have|don'?t (?:get|have)|denies)\b[^.;]*\b(?:chest|breath\w*|symptoms?|winded|dizz\w*|angina|pain)\b/,
    selfNegating: true,
  },
  {
    id: 'dyspnoea-now',
    codes: 'r060',
    text: /\bshort(?:ness)? of breath\b|\bdyspnea\b|\bsob\b|\b(?:trouble|difficulty|hard time) breathing\b|\bcan'?t (?:breathe|catch (?:my )?breath)\b|\borthopnea\b|\bbreathless\w*|\bcan ?not breathe\b/,
    selfNegating: true,
  },
  {
    id: 'syncope',
    codes: 'r55',
    text: /\bsyncop\w+|\bfaint(?:ed|ing)?\b|\bpass(?:ed|es|ing)? out\b|\bblack(?:ed|ing)? out\b/,
    notText: /\bfaint (?:rash|line)\b/,
  },
  {
    id: 'oedema-now',
    codes: 'r60',
    text: /\bedema\b|\b(?:swollen|swelling (?:of|in)) (?:my |the |both )?(?:legs?|ankles?|feet|face|hands?)\b|\b(?:leg|ankle|foot|feet|facial) swelling\b|\b(?:legs?|ankles?|feet) (?:are |is )?(?:swollen|swelling|puffy)\b|\bfluid retention\b|\bretaining (?:water|fluid)\b|\bgained \d+ (?:lbs?|pounds|kg) (?:in|over) (?:a|\d|two|three) (?:days?|weeks?)\b|\brapid weight gain\b/,
    notText:
      /\b(?:macular|cerebral|corneal|bone marrow|hereditary angio) ?edema\b|\b(?:sprain\w*|twisted|injur\w+|broken?|fractur\w*|bites?|stings?|stung|gout)\b/,
  },
  {
    id: 'stroke-symptoms-now',
    text: /\b(?:one|left|right)[- ]?sided? (?:weakness|numbness)\b|\bface (?:is )?droop\w*|\bfacial droop\w*|\bslurr(?:ed|ing) speech\b|\bsudden (?:weakness|numbness|confusion)\b|\b(?:weakness|numbness) on (?:one|my left|my right|the left|the right) side\b|\bcan'?t (?:speak|move (?:my )?(?:arm|leg))\b/,
  },
  {
    id: 'severe-abdominal-pain-now',
    codes: 'r100',
    text: /\b(?:severe|persistent|intense|constant|unbearable|bad|terrible) (?:abdominal|stomach|belly|epigastric|upper abdominal|abdomen|tummy) pain\b|\b(?:abdominal|stomach|belly|epigastric) pain\b.*\b(?:severe|radiat\w+|to (?:my|the) back|vomit\w*|won'?t go away)\b/,
  },
  {
    id: 'jaundice-now',
    codes: 'r17',
    text: /\bjaundice\w*|\byellow(?:ing)? (?:skin|eyes)\b|\b(?:skin|eyes) (?:are |is |turned |turning )?yellow\b/,
    notText: /\b(?:neonatal|newborn|as a baby|at birth)\b|\byellow(?:ish)?[- ](?:brown|green|hazel)\b/,
  },
  {
    id: 'sudden-vision-loss',
    codes: 'h531',
    text: /\bsudden(?:ly)? (?:loss of vision|vision loss|blind\w*|lost (?:my )?(?:vision|sight))\b|\blost (?:my )?(?:vision|sight)\b(?! (?:test|exam|insurance|benefits?|coverage|plan))|\b(?:vision|sight) (?:went|gone|loss|suddenly)\b|\bsuddenly\b.*\b(?:can'?t|can ?not|unable to) see\b|\b(?:can'?t|can ?not) see (?:out of|from|in|with) (?:my |the )?(?:left|right|one|either) ?(?:eye)?\b|\b(?:went|gone|going) blind\b|\bcurtain over (?:my )?(?:eye|vision)\b|\bsudden vision\b/,
  },
  {
    id: 'sudden-hearing-loss',
    codes: 'h912',
    text: /\bsudden (?:hearing loss|deafness|loss of hearing)\b|\bsuddenly (?:lost (?:my )?hearing|deaf)\b|\blost (?:my )?hearing\b/,
  },
  {
    id: 'acute-eye-pain',
    codes: 'h571',
    text: /\b(?:sudden|acute|severe) eye pain\b|\beye pain\b|\bpain in (?:my |the )?eyes?\b|\bsudden blurr\w+|\bsuddenly blurr\w+/,
  },
  {
    id: 'anaphylaxis-now',
    text: /\b(?:throat|tongue|face|lips?|lip) (?:is |are |feels? )?(?:swelling|closing|swollen)\b(?! (?:from|with|after|to))|\bswelling of (?:my |the )?(?:throat|tongue|face|lips?)\b|\bcan'?t swallow\b|\bthroat closing\b|\bhaving (?:an )?(?:anaphyla\w+|allergic reaction)\b|\banaphyla(?:xis|ctic)\b(?: shock| reaction)?(?: now| right now| today)?$|\banaphylaxis (?:now|right now|today)\b/,
  },
  {
    id: 'priapism-now',
    text: /\b(?:current\w*|still|right now|now)\b.*\berection\b.*\bhours?\b|\berection\b.*\b(?:won'?t go (?:down|away)|not going (?:down|away)|(?:4|four|5|five|6|six) hours?\b.*\b(?:now|still))|\berection (?:for|lasting|over|more than|>) ?(?:the (?:last|past) )?(?:over |more than )?(?:4|four|5|five|6|six|7|8|\d{2})\+? ?h(?:ou)?rs?\b|\berection (?:has|have) (?:now |already )?(?:lasted|persisted|been (?:up|hard|going|there))(?: on)? ?(?:for )?(?:over |more than |about |almost )?(?:[4-9]|\d{2}|four|five|six|seven|eight|nine|ten)\+? ?h(?:ou)?rs?\b/,
  },
  { id: 'palpitations', codes: 'r002', text: /\bpalpitat\w+|\bheart (?:racing|pounding|flutter\w*)\b/ },
  {
    id: 'overdose',
    text: /\boverdos(?:e|ed|ing)\b|\btook too many\b|\btook (?:[1-9]\d|a (?:whole |full )?bottle|a bunch|a handful)\b[^.;]{0,30}\b(?:pills?|tablets?|tabs|capsules|caps|meds|medications?)\b/,
    notText:
      /\boverdos\w+ on (?:carbs|sugar|candy|chocolate|food|pizza|cake|ice cream|sun|tv|social media|work|cheese|turkey)\b/,
  },
  { id: 'dizziness', codes: 'r42', text: /\bdizz(?:y|iness)\b|\blight ?-?headed\w*|\bvertigo\b/ },
  // Other
  {
    id: 'planned-surgery',
    codes: 'z0181',
    text: /\b(?:upcoming|planned|scheduled|having|planning|scheduled for|need)(?: an?)?(?: \w+){0,2} (?:surgery|operation|procedure|endoscopy|colonoscopy|anesthesia|replacement)\b|\bsurgery (?:is )?(?:next|in|scheduled|planned|coming|on|this)\b|\b(?:colonoscopy|endoscopy) (?:next|in|on|scheduled|planned)\b/,
  },
  { id: 'frailty', codes: 'r54 r627', text: /\bfrail(?:ty)?\b|\bsarcopenia\b/ },
  {
    id: 'unintended-weight-loss',
    codes: 'r634',
    text: /\b(?:unintend\w+|unintentional|unexplained|unplanned) weight loss\b|\bcachexia\b/,
  },
  { id: 'asthma', codes: 'j45', text: /\basthma\w*|\bcopd\b|\bemphysema\b/ },
]
