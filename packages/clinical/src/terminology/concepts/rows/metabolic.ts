/** Weight, metabolism, glands, gut, pancreas and liver: rows of the concept table (see `../table.ts`). */
import type { ConceptRow } from '../row.ts'

export const metabolicRows: readonly ConceptRow[] = [
  // Weight and metabolism
  {
    id: 'obesity',
    codes: 'e66 z683 z684',
    except: 'e663',
    text: /\bobes(?:e|ity)\b|\bbmi (?:of |over |> ?)?(?:3\d|4\d|5\d)\b/,
  },
  { id: 'overweight', codes: 'e663 z6827 z6828 z6829', text: /\boverweight\b/ },
  {
    id: 'hypertension',
    codes: 'i10 i11 i12 i13 i15 i16',
    text: /\bhypertensi(?:on|ve)\b|\bhtn\b|\bhi(?:gh)? ?(?:blood pressure|bp)\b|\bblood pressure (?:is (?!low)|runs (?!low|a bit low|a little low)|problems?|issues?|high|not |poorly|uncontrolled)|\b(?:uncontrolled|poorly controlled) (?:blood pressure|bp)\b|\belevated (?:blood pressure|bp)\b|\bhbp\b/,
    notText:
      /\b(?:pulm\w*|portal|ocular|intracranial|white coat|gestational) (?:arterial |artery )?(?:hypertensi|htn)/,
  },
  {
    id: 'hypertension-uncontrolled',
    text: /\b(?:uncontrolled|un-controlled|poorly[- ]controlled|badly controlled|inadequately controlled|(?:not|isn'?t|n't) (?:well |adequately |fully |properly |yet |being )?controlled|out of control|untreated severe|malignant) (?:hypertension|htn|(?:high )?blood pressure|hbp|bp|hi bp)\b|\b(?:hypertension|htn|blood pressure|hbp|bp)\b[^.;]{0,16}\b(?:uncontrolled|poorly[- ]controlled|(?:not|isn'?t) (?:well |adequately |fully |properly |yet |being |very )?(?:controlled|under control)|out of control)\b/,
    notText: /\b(?:now|currently|well) (?:well )?controlled\b|\b(?:pulmonary|portal|ocular) /,
    selfNegating: true,
  },
  { id: 'hypertensive-crisis', codes: 'i16', text: /\bhypertensive (?:crisis|emergency|urgency)\b/ },
  {
    id: 't1dm',
    codes: 'e10',
    text: /^(?:diabet\w+,? )?type ?(?:1|i|one)(?: (?:diabet\w+|dm|since|for|x|on|age|dx)\b.*)?$|\btype (?:1|i|one) ?(?:diabet\w+|dm)\b|\btype (?:1|i|one)\b.*\bdiabet|\b(?:diabet\w+|dm)\b.*\btype ?(?:1|i|one)\b|\bt1dm?\b|\bdm ?1\b|\biddm\b|\bjuvenile diabet\w+|\btype1 ?d\w*\b|\blada\b/,
    notText: /\btype (?:1|i|one) (?:von|hiatal|bipolar)|\bpre-?diabet/,
  },
  {
    id: 't2dm',
    codes: 'e11',
    text: /\btype (?:2|ii|two) ?(?:diabet\w+|dm)\b|\b(?:diabet\w+|dm),? (?:mellitus,? )?(?:type|t) ?-?(?:2|ii|two)\b|\bt2dm?\b|\bdm ?(?:2|ii)\b|\bniddm\b|^type ?(?:2|ii|two)(?: (?:since|for|x|on|age|dx)\b.*)?$|\btype ?(?:2|ii|two)\b.*\bdiabet|\btype2 ?d\w*\b|\badult onset diabet\w+/,
    notText: /bipolar/,
  },
  {
    id: 'diabetes-unspecified',
    codes: 'e13 e08 e09',
    text: /\bdiabet(?:es|ic)\b|\bdm\b|\bsugar diabetes\b|\bhigh (?:blood )?sugar\b/,
    notText:
      /\bdiabetes insipidus\b|\b(?:pre|gestational|borderline)[- ]?diabet|\btype|\bt[12]|\bdm ?[12i]|\binsipidus\b|\bjuvenile|\biddm|\bniddm|\blada\b/,
  },
  { id: 'gestational-diabetes', codes: 'o24 z8632', text: /\bgestational diabet\w+|\bgdm\b/ },
  {
    id: 'prediabetes',
    codes: 'r7303',
    text: /\bpre[- ]?diabet\w+|\bborderline diabet\w+|\binsulin resistan\w+|\bimpaired (?:fasting )?glucose\b/,
  },
  {
    id: 'dyslipidaemia',
    codes: 'e78',
    text: /\b(?:hyper|dys)lipid(?:emia|emic)\b|\bhypercholesterol\w+|\bhigh (?:cholesterol|lipids?|triglycerides?)\b|\bhypertriglyceridemia\b|\bhld\b|\bcholesterol\b/,
  },
  { id: 'sleep-apnoea', codes: 'g473', text: /\bsleep apnea\b|\bosa\b|\bcpap\b|\bapnea\b/ },
  {
    id: 'masld',
    codes: 'k760 k7581',
    text: /\bfatty liver\b|\bmasld\b|\bnafld\b|\bmafld\b|\bmash\b|\bnash\b|\b(?:hepatic )?steatosis\b|\bsteatohepatitis\b/,
    notText: /\balcohol(?:ic)? (?:related )?(?:fatty|steatoh)/,
  },
  { id: 'mash', codes: 'k7581', text: /\bmash\b|\bnash\b|\bsteatohepatitis\b/ },
  {
    id: 'pcos',
    codes: 'e282',
    text: /\bpcos\b|\bpolycystic ovar\w+|\bpolycystic\b/,
    notText: /\bpolycystic (?:kidney|liver)/,
  },
  {
    id: 'hypoglycaemia-severe',
    codes: 'e1064 e1164',
    text: /\bsevere hypoglycemia\b|\bhypoglycemic (?:coma|seizure|unaware\w*)\b/,
  },
  {
    id: 'diabetic-retinopathy',
    codes: 'e1031 e1032 e1033 e1034 e1035 e1131 e1132 e1133 e1134 e1135',
    text: /\bretinopathy\b|\bdiabetic (?:eye|macular)\b/,
    notText: /\bserous retinopathy\b/,
  },
  {
    id: 'diabetic-retinopathy-proliferative',
    codes: 'e1035 e1135',
    text: /(?<!non[- ]?)\bproliferative (?:diabetic )?retinopathy\b|\bpdr\b|\bunstable retinopathy\b|\bvitreous hemorrhage\b/,
  },
  // Thyroid and endocrine
  {
    id: 'mtc-men2',
    codes: 'e3122 e3123 e3120 z8341 z1581',
    text: /\bmedullary (?:thyroid|carcinoma of (?:the )?thyroid)\b|\bmedullary\b.*\bthyroid\b|\bthyroid\b.*\bmedullary\b|\bmtc\b|\bmen ?-? ?(?:type )?(?:2|ii)\s?-?[ab]?\b|\bmultiple endocrine neoplasia(?! (?:type )?(?:1|i)\b)|\bret (?:gene|mutation|proto|positive)\b|\bsipple\b/,
  },
  {
    id: 'thyroid-cancer-unknown',
    codes: 'c73 z85850',
    text: /\bthyroid (?:cancer|carcinoma|ca|malignan\w+|tumor)\b|\bcancer (?:of|in) (?:the |my |her |his )?thyroid\b|\bthyroid\b.*\b(?:cancer|carcinoma)\b|\b(?:papillary|follicular) (?:cancer|carcinoma)\b/,
  },
  {
    id: 'thyroid-nodule',
    codes: 'e041 e042 r221',
    text: /\bthyroid nodules?\b|\b(?:neck|thyroid) (?:mass|lump)\b|\bgoiter\b|\blump (?:in|on) (?:my |the )?neck\b/,
  },
  {
    id: 'hyperthyroidism',
    codes: 'e05',
    text: /\bhyperthyroid\w*|\bgraves\b|\bthyrotoxicosis\b|\boveractive thyroid\b|\btoxic (?:goiter|nodul\w+|multinodular)\b/,
  },
  {
    id: 'hypothyroidism',
    codes: 'e02 e03 e890',
    text: /\bhypothyroid\w*|\bhashimoto\w*|\bunderactive thyroid\b|\blow thyroid\b/,
  },
  { id: 'phaeochromocytoma', codes: 'c741 e275', text: /\bpheochromocytoma\b|\bpheo\b|\bparaganglioma\b/ },
  {
    id: 'adrenal-mass',
    codes: 'd350 d356 d447 c755',
    text: /\badrenal (?:tumor|mass|nodule|adenoma|lesion|incidentaloma)\b/,
  },
  {
    id: 'addison',
    codes: 'e271 e272 e2740 e2749 e273 e7152 e250',
    text: /\baddison'?s?\b|\b(?:primary )?adrenal insufficiency\b|\badrenal (?:failure|crisis)\b|\bsalt[- ]wasting\b/,
    notText: /\b(?:secondary|tertiary|central) adrenal insufficiency\b/,
  },
  {
    id: 'adrenal-insufficiency-unspecified',
    codes: 'e2740 e2749 e273',
    text: /\b(?:secondary|tertiary|central) adrenal insufficiency\b/,
  },
  { id: 'hyperkalaemia', codes: 'e875', text: /\bhyperkalemia\b|\bhigh potassium\b|\belevated potassium\b/ },
  {
    id: 'hyponatraemia',
    codes: 'e871',
    text: /\bhyponatremia\b|\blow sodium\b|\bsiadh\b/,
    notText: /\blow sodium diet\b/,
  },
  {
    id: 'hypogonadism',
    codes: 'e291 e230',
    text: /\bhypogonad\w+|\blow t\b|\blow testosterone\b|\btestosterone deficiency\b/,
  },
  // Gut, pancreas, liver
  { id: 'pancreatitis-acute', codes: 'k85', text: /\bpancreatitis\b/, notText: /\bchronic pancreatitis\b/ },
  {
    id: 'pancreatitis-history',
    codes: 'k860 k861 k862 k863',
    text: /\bchronic pancreatitis\b|\bpancreatic pseudocyst\b/,
  },
  {
    id: 'gallbladder-disease',
    codes: 'k80 k81',
    text: /\bgall ?stones?\b|\bcholelith\w+|\bgall ?bladder (?:disease|problems?|issues?|attacks?|pain|stones?|sludge)\b|\bcholecystitis\b|\bbiliary colic\b|\bcholedocholith\w+|\bgall ?bladder\b/,
    notText:
      /\bgall ?bladder (?:was |is |has been )?(?:removed|out|taken out|surgery|removal)\b|\bremoved? (?:my )?gall ?bladder\b|\bcholecystectomy\b|\bno gall ?bladder\b|\bgall ?bladder polyps?\b/,
  },
  {
    id: 'gallbladder-symptomatic',
    codes: 'k800 k801 k803 k804 k806 k81',
    text: /\bcholecystitis\b|\bbiliary colic\b|\bgall ?bladder (?:attacks?|pain)\b|\bsymptomatic (?:gall ?stones?|cholelith\w+)\b|\bgall ?stones? (?:with|causing) (?:pain|symptoms|fever)\b|\bgall ?(?:stones?|bladder)\b.*\b(?:pain(?:ful)?|colic|attacks?)\b|\bcholangitis\b/,
    notText: /\bsclerosing cholangitis\b|\bbiliary cholangitis\b/,
  },
  {
    id: 'gastroparesis',
    codes: 'k3184',
    text: /\bgastroparesis\b|\bgastro paresis\b|\bdelayed gastric emptying\b|\bslow(?:ed)? (?:stomach|gastric)(?: emptying)?\b|\bparalyzed stomach\b/,
  },
  {
    id: 'severe-gi-disease',
    text: /\bsevere (?:gi|gastrointestinal|bowel|stomach) (?:disease|motility|disorder|problems?)\b|\bintestinal (?:failure|pseudo ?-?obstruction)\b|\bshort (?:bowel|gut)\b/,
  },
  {
    id: 'bowel-obstruction',
    codes: 'k56',
    text: /\b(?:bowel|intestinal) (?:obstruction|blockage)\b|\bileus\b/,
  },
  { id: 'reflux', codes: 'k21', text: /\bgerd\b|\b(?:acid |gastroesophageal )?reflux\b|\bheartburn\b/ },
  {
    id: 'malabsorption',
    codes: 'k90 k912 k8681 e841',
    except: 'k9041 k9049',
    text: /\bmalabsorption\b|\bexocrine pancreatic insufficiency\b|\bpancreatic insufficiency\b|\bepi\b|\bshort (?:bowel|gut)\b|\bceliac\b|\btropical sprue\b|\bcystic fibrosis\b/,
    notText: /\b(?:gluten (?:sensitiv|intoler)|lactose intoler)\w*/,
  },
  {
    id: 'coeliac',
    codes: 'k900',
    text: /\bceliac\b/,
    notText: /\bnon[- ]?celiac\b|\bgluten (?:sensitiv|intoler)\w*/,
  },
  {
    id: 'cholestasis',
    codes: 'k831 k8301 k710 k743 k744 k745 o266',
    text: /\bcholesta(?:sis|tic)\b|\bprimary (?:biliary|sclerosing)\b|\bpbc\b|\bpsc\b|\bbile duct (?:obstruction|blockage|stricture)\b/,
  },
  {
    id: 'bariatric-surgery',
    codes: 'z9884',
    text: /\bbariatric\b|\bgastric (?:bypass|sleeve|band|banding|balloon)\b|\bsleeve gastrectomy\b|\blap ?-?band\b|\broux[- ]en[- ]y\b|\bduodenal switch\b|\bweight loss surgery\b|\bvsg\b|\brny\b/,
  },
  {
    id: 'active-peptic-ulcer',
    codes: 'k250 k252 k254 k256 k260 k262 k264 k266 k270 k272 k274 k276 k280 k282 k284 k286',
    text: /\b(?:active|bleeding|current|perforated|acute) (?:peptic |stomach |gastric |duodenal )?ulcers?\b|\bulcer (?:is )?(?:bleeding|active)\b/,
  },
  {
    id: 'liver-disease',
    codes: 'k70 k71 k72 k73 k74 k75 k76 k77 b18',
    text: /\bliver (?:disease|problems?|failure|damage|condition|cirrhosis)\b|\bhepatitis\b|\bcirrho(?:sis|tic)\b|\bhepatic (?:failure|impairment|disease|insufficiency)\b|\bhep ?[bc]\b|\bchild[- ]pugh\b|\bfatty liver\b|\bmasld\b|\bnafld\b|\bnash\b|\bmash\b|\bsteato\w+|\bprimary (?:biliary|sclerosing)\b|\bportal hypertension\b|\belevated (?:liver enzymes|lfts?|alt|ast)\b/,
    notText: /\bhepatitis (?:a|b)? ?(?:vaccin|immun)\w*/,
  },
  {
    id: 'hepatitis',
    codes: 'b18 b19 k73 k754 k701',
    text: /\bhepatitis\b|\bhep ?[bc]\b/,
    notText: /\bhepatitis (?:a|b)? ?(?:vaccin|immun)\w*|\bsteatohepatitis\b/,
  },
  {
    id: 'cirrhosis',
    codes: 'k743 k744 k745 k746 k703 k717 p7881',
    text: /\bcirrho(?:sis|tic)\b|\bchild[- ]pugh\b|\bend[- ]stage liver\b|\besld\b/,
  },
  {
    id: 'decompensated-liver',
    codes: 'r188 k7031 k766 k767 k7682 i85 k72',
    text: /\bdecompensated (?:cirrhosis|liver)\b|\bcirrhosis.*\bdecompensated\b|\bascites\b|\besophageal varices\b|\bvarices\b|\bhepatic encephalopathy\b|\bportal hypertension\b|\bhepatorenal\b|\besld\b/,
  },
  { id: 'hepatic-failure', codes: 'k72 k704', text: /\b(?:liver|hepatic) failure\b/ },
]
