/** Heart, vessels, kidneys and eyes: rows of the concept table (see `../table.ts`). */
import type { ConceptRow } from '../row.ts'

const heart =
  'i05 i06 i07 i08 i09 i20 i21 i22 i23 i24 i25 i26 i27 i33 i34 i35 i36 i37 i38 i39 i42 i43 i44 i45 i46 i47 i48 i49 i50 i51 i60 i61 i62 i63 i65 i66 i67 i68 i69 i70 i71 i72 i73 i74 g45 q20 q21 q22 q23 q24 q25 z8673 z8674 z941 z950 z951 z952 z953 z954 z955 z95810 z95811 z95812 z9861 i255'
const status = 'z951 z955 z9861'

export const heartRows: readonly ConceptRow[] = [
  // Heart and vessels
  {
    id: 'cvd-any',
    codes: heart,
    except: 'g454',
    text: /\bheart (?:disease|condition|problems?|trouble|issues?|defect|surgery)\b|\bcardiovascular disease\b|\bcvd\b|\bcardiac (?:disease|history|condition|event|arrest)\b|\bcardiomyopathy\b|\bendocarditis\b|\bmyocarditis\b|\bpacemaker\b|\bicd\b(?! ?-?10)|\bdefibrillator\b|\bheart transplant\b|\bperipheral (?:artery|arterial|vascular) disease\b|\bpad\b|\bpvd\b|\bclaudication\b|\bcarotid (?:stenosis|artery disease|endarterectomy)\b|\bcongenital heart\b|\bbad heart\b|\bcardiomegaly\b|\benlarged heart\b|\bl?vad\b|\baicd\b|\btetralogy\b|\b(?:ventricular|atrial) septal defect\b|\bvsd\b|\bpatent foramen\b|\bpfo\b|\bcoarctation\b|\bhole in (?:my |the |his |her )?heart\b|\b(?:athero|arterio)sclero\w+|\bhardening of (?:the |my )?arteries\b|\bpulmonary embol\w+|\bblood clots? in (?:my |the |both |his |her )?lungs?\b|\b(?:diastolic|systolic|ventricular) dysfunction\b|\bmoyamoya\b/,
  },
  {
    id: 'coronary-artery-disease',
    codes: `i20 i21 i22 i23 i24 i25 ${status}`,
    text: /\bcoronary\b|\bcad\b|\bischemic heart\b|\bihd\b|\bblocked (?:heart )?arter(?:y|ies)\b|\bclogged arter(?:y|ies)\b/,
  },
  {
    id: 'angina-stable',
    codes: 'i20 i25111 i25118 i25119 i25701 i25708 i25709 i25711 i25718 i25719',
    except: 'i200 i202',
    text: /\bangina\b/,
    notText: /\b(?:unstable|crescendo) angina\b|\bludwig\w* angina\b|\bangina (?:at rest)\b/,
  },
  {
    id: 'unstable-angina',
    codes:
      'i200 i202 i237 i24 i25110 i25112 i25700 i25702 i25710 i25712 i25720 i25722 i25730 i25732 i25750 i25752 i25760 i25762 i25790 i25792',
    text: /\b(?:unstable|crescendo) angina\b|\bangina (?:is )?(?:at rest|unstable|worse\w*|crescendo)\b|\bacute coronary syndrome\b|\bacs\b|\bchest (?:pain|tightness|pressure) at rest\b|\bnew(?:ly)?(?: onset)? (?:chest (?:pain|tightness|pressure)|angina)\b|\bangina.*\b(?:new|rest)\b/,
  },
  {
    id: 'angina-with-sex',
    text: /\b(?:chest (?:pain|tightness|pressure|discomfort)|angina)\b.*\b(?:sex|sexual|intercourse|orgasm)\b|\b(?:sex|sexual|intercourse)\b.*\b(?:chest (?:pain|tightness|pressure|discomfort)|angina)\b/,
  },
  {
    id: 'mi',
    codes: 'i21 i22 i252',
    text: /\bheart attack\b|\bmyocardial infarct\w*|\bn?-?stemi\b|\bmi\b|\binfarct of heart\b|\bcoronary thrombosis\b|\bheart attacks\b|\bwidow ?-?maker\b/,
  },
  {
    id: 'stroke-tia',
    codes: 'i60 i61 i62 i63 g45 i69 z8673',
    except: 'g454',
    text: /\bstrokes?\b|\btia\b|\btransient ischemic\b|\bcva\b|\bcerebrovascular accident\b|\bbrain (?:bleed|hemorrhage)\b|\bmini ?-?strokes?\b|\bsubarachnoid\b|\bcerebral (?:infarct\w*|hemorrhage)\b/,
    notText: /\b(?:heat|eye|sun) ?strokes?\b|\bstroke of (?:luck|genius)\b|\bstroke volume\b/,
  },
  {
    id: 'heart-failure',
    codes: 'i50 i110 i130 i132',
    text: /\bheart failure\b|\bchf\b|\bhfref\b|\bhfpef\b|\bhfmref\b|\bcongestive heart\b|\bweak heart\b|\breduced ejection fraction\b|\bef (?:of |is |= ?)?(?:[12]\d|3\d)\b|\blow ef\b|\bnyha\b/,
  },
  {
    id: 'lvot-obstruction',
    codes: 'i421 i350 i352 i060 i062 q230 q244',
    text: /\bhocm\b|\bhypertrophic obstructive\b|\bobstructive (?:hypertrophic )?cardiomyopathy\b|\b(?:severe|critical) aortic stenosis\b|\baortic stenosis\b.*\bsevere\b|\blvot\b|\boutflow (?:tract )?obstruction\b|\bsubaortic stenosis\b/,
    notText: /\bbladder outflow\b/,
  },
  {
    id: 'lvot-possible',
    codes: 'i422',
    text: /\baortic (?:valve )?stenosis\b|\bhypertrophic cardiomyopathy\b|\bhcm\b|\bthick heart\b/,
  },
  {
    id: 'pulmonary-hypertension',
    codes: 'i270 i272',
    text: /\bpulmonary (?:arterial |artery )?hypertension\b|\bpulm\w* (?:htn|hypertension)\b|\bhigh pulmonary (?:artery )?pressures?\b|\bpah\b|\bpvod\b|\bhigh blood pressure in (?:my |the )?lungs?\b/,
  },
  {
    id: 'arrhythmia',
    codes: 'i44 i45 i47 i48 i49',
    text: /\barrhythmi\w*|\bdysrhythmia\b|\birregular heart ?beats?\b|\birregular heart rhythm\b|\bheart rhythm\b|\ba ?-?fib\b|\batrial (?:fib\w*|flutter)\b|\bsvt\b|\bv-?tach\b|\bventricular (?:tachy\w*|fib\w*)\b|\bwpw\b|\bwolff\b|\bheart block\b|\btachyarrhythmia\b|\bpvcs?\b|\bskipped (?:heart ?)?beats\b|\bafib\b|\baf\b|\bectopic beats\b|\bbrugada\b|\bsick sinus\b|\btachy-?brady\b|\bbundle branch block\b|\b(?:heart|cardiac|afib) ablation\b/,
  },
  { id: 'atrial-fibrillation', codes: 'i48', text: /\ba ?-?fib\b|\batrial (?:fib\w*|flutter)\b|\baf\b/ },
  {
    id: 'arrhythmia-uncontrolled',
    text: /\b(?:uncontrolled|rapid|unstable|symptomatic|poorly controlled) (?:a ?-?fib|atrial fib\w*|atrial flutter|arrhythmia|heart rhythm|rate|svt)\b|\b(?:a ?-?fib|atrial fib\w*|arrhythmia|svt)\b.*\b(?:uncontrolled|not controlled|rvr|rapid ventricular|poorly controlled)\b/,
  },
  {
    id: 'arrhythmia-life-threatening',
    codes: 'i472 i490 i46 z8674',
    text: /\bventricular (?:tachycardia|fibrillation)\b|\bv-?tach\b|\bv-?fib\b|\bcardiac arrest\b|\bsudden cardiac\b|\btorsades?\b|\bvt\b/,
  },
  {
    id: 'long-qt-congenital',
    codes: 'i4581',
    text: /\b(?:congenital )?long qt\b|\blqts\b|\bromano[- ]ward\b/,
    notText: /\bacquired long qt\b|\bdrug[- ]induced long qt\b/,
  },
  {
    id: 'qt-prolongation',
    codes: 'i4581 r9431',
    text: /\bqtc? prolong\w*|\bprolonged qtc?\b|\blong qt\b|\blqts\b/,
  },
  {
    id: 'revascularisation',
    codes: 'z951 z955 z9861',
    text: /\bstents?\b|\bbypass (?:surgery|graft\w*|operation)\b|\bcabg\b|\bpci\b|\bangioplasty\b|\b(?:double|triple|quadruple|heart|coronary|open heart) bypass\b|\bptca\b/,
    notText: /\b(?:ureteral|ureter|kidney|biliary|urinary) stents?\b|\bgastric bypass\b/,
  },
  {
    id: 'valve-disease',
    codes: 'i05 i06 i07 i08 i34 i35 i36 i37 i38 z952 z953 z954',
    text: /\b(?:heart )?valve (?:disease|problem|replace\w*|repair|surgery|disorder)\b|\b(?:mitral|aortic|tricuspid|pulmonary|pulmonic) (?:valve |regurg\w*|stenosis|insufficiency|prolapse)\b|\bvalvular\b|\bmvp\b|\bbicuspid\b|\bleaky (?:heart )?valve\b|\bheart murmur\b/,
  },
  { id: 'mitral-stenosis', codes: 'i050 i052 i342', text: /\bmitral (?:valve )?stenosis\b/ },
  {
    id: 'pericardial-disease',
    codes: 'i30 i31 i32',
    text: /\bpericard\w+|\btamponade\b|\bfluid around (?:my |the )?heart\b/,
  },
  { id: 'hypotension', codes: 'i95', text: /\bhypotensi(?:on|ve)\b|\blow (?:blood pressure|bp)\b|\bpots\b/ },
  {
    id: 'tachycardia',
    codes: 'r000 i4711',
    text: /\btachycardia\b|\b(?:fast|rapid|racing) (?:heart|pulse|heart ?rate|heart ?beat)\b|\bpots\b/,
    notText: /\bventricular tachycardia\b/,
  },
  {
    id: 'aneurysm',
    codes: 'i71 i72',
    text: /\baneurysm\b|\baortic dissection\b|\baaa\b/,
    notText: /\b(?:brain|cerebral) aneurysm\b/,
  },
  // Kidney
  {
    id: 'ckd',
    codes: 'n18 z992 i12 i13',
    text: /\bckd ?-?[1-5]?[ab]?\b|\b(?:chronic )?(?:kidney|renal) (?:disease|failure|insufficiency|impairment|problems?|damage|function (?:is )?(?:low|poor|reduced))\b|\b(?:bad|weak|failing|damaged) kidneys?\b|\bpoor kidney function\b|\bkidneys? (?:have |has )?(?:failed|failing|are failing|not working|don'?t work)\b|\bdialysis\b|\besrd\b|\beskd\b|\bend[- ]stage (?:renal|kidney)\b|\bpolycystic kidney\b|\bnephropathy\b/,
  },
  {
    id: 'ckd-3',
    codes: 'n183',
    text: /\b(?:ckd|(?:kidney|renal) (?:disease|failure|insufficiency))[ ,:-]*(?:stage|grade|g)?[ -]?(?:3|iii|three)[ab]?\b|\bckd3[ab]?\b|\bstage[ -]?(?:3|iii|three)[ab]? (?:of )?(?:ckd|chronic (?:kidney|renal)|kidney|renal)\b/,
  },
  {
    id: 'ckd-4',
    codes: 'n184',
    text: /\b(?:ckd|(?:kidney|renal) (?:disease|failure|insufficiency))[ ,:-]*(?:stage|grade|g)?[ -]?(?:4|iv|four)\b|\bckd4\b|\bstage[ -]?(?:4|iv|four) (?:of )?(?:ckd|chronic (?:kidney|renal)|kidney|renal)\b/,
  },
  {
    id: 'ckd-5',
    codes: 'n185 n186',
    text: /\b(?:ckd|(?:kidney|renal) (?:disease|failure|insufficiency))[ ,:-]*(?:stage|grade|g)?[ -]?(?:5|v|five)\b|\bckd5\b|\bstage[ -]?(?:5|v|five) (?:of )?(?:ckd|chronic (?:kidney|renal)|kidney|renal)\b|\besrd\b|\beskd\b|\bend[- ]stage (?:renal|kidney)\b|\b(?:kidney|renal) failure\b|\b(?:kidneys? (?:have |has )?(?:failed|failing|are failing|not working|don'?t work))\b|\b(?:hemo)?dialysis\b/,
    notText:
      /\bstage[ -]?(?:1|2|3|4|i|ii|iii|iv|three|four)[ab]?\b|\b(?:failure)[ ,:-]*(?:stage|grade|g)[ -]?[1-4]/,
    selfNegating: true,
  },
  {
    id: 'dialysis',
    codes: 'z992 n186 z4931 z4901',
    text: /\b(?:hemo|peritoneal )?dialysis\b|\bhemodialysis\b|\bon (?:hd|pd)\b|\besrd\b|\beskd\b|\bend[- ]stage (?:renal|kidney)\b/,
  },
  { id: 'anuria', codes: 'r34', text: /\banuri(?:a|c)\b/ },
  {
    id: 'nephrolithiasis',
    codes: 'n20 z87442',
    text: /\bkidney ?stones?\b|\bnephrolith\w+|\brenal (?:stones?|calculi|calculus|colic)\b|\burolith\w+|\bureteral stones?\b/,
  },
  { id: 'hyperoxaluria', codes: 'e7253 r8299', text: /\bhyperoxaluria\b|\boxalate\b/ },
  {
    id: 'metabolic-acidosis',
    codes: 'e872 e101 e111 e131',
    text: /\b(?:metabolic|lactic|keto) ?acidosis\b|\bketoacidosis\b|\bdka\b|\bacidosis\b|\brta\b/,
  },
  {
    id: 'organ-transplant',
    codes: 'z94 t86',
    text: /\b(?:organ|kidney|liver|heart|lung|pancreas|renal|bone marrow|stem cell) transplant\w*|\btransplant (?:recipient|patient)\b|\btransplanted (?:kidney|liver|heart|lung)\b/,
    notText: /\bhair transplant\w*/,
  },
  { id: 'dehydration', codes: 'e860 e861 e869', text: /\bdehydrat\w+/ },
  // Eye
  {
    id: 'glaucoma',
    codes: 'h401 h402 h403 h404 h405 h406 h408 h409 h42 h4451 q150 h4003 h4006',
    text: /\bglaucoma\b/,
    notText:
      /\bglaucoma suspect\b|\bsuspect(?:ed)? glaucoma\b|\bat risk (?:of|for) glaucoma\b|\bborderline glaucoma\b/,
  },
  {
    id: 'glaucoma-angle-closure',
    codes: 'h402 h4003 h4006',
    text: /\b(?:angle[- ]closure|closed[- ]angle|narrow[- ]angles?|narrow angle|acute angle)\b/,
  },
  {
    id: 'glaucoma-suspect',
    codes: 'h4000 h4001 h4002 h4004 h4005',
    text: /\bocular hypertension\b|\bglaucoma suspect\b|\bsuspect(?:ed)? glaucoma\b|\bhigh eye pressure\b|\bborderline glaucoma\b/,
  },
  {
    id: 'retinitis-pigmentosa',
    codes: 'h3550 h3552 h3553 h3554',
    text: /\bretinitis pigmentosa\b|\b(?:hereditary|inherited) retinal\b|\bretinal (?:dystrophy|degeneration)\b|\bstargardt\b|\brp\b/,
  },
  {
    id: 'naion',
    codes: 'h4701',
    text: /\bnaion\b|\bischemic optic\b|\beye strokes?\b|\bstroke (?:in|of) (?:my |the |one )?eye\b|\boptic nerve stroke\b/,
  },
]
