/** How patients say it: further words for concepts of the other files (see `../table.ts`). */
import type { ConceptRow } from '../row.ts'

const myPart = '(?:my |the |one |both |his |her |an? )?(?:left |right )?'
const bySudden = '(?:suddenly|overnight|all of a sudden|this morning|yesterday|today)'

export const patientWordsRows: readonly ConceptRow[] = [
  // Now
  {
    id: 'sudden-hearing-loss',
    text: new RegExp(
      `\\b${bySudden}\\b.*\\b(?:can'?t|can ?not|couldn'?t|unable to) hear\\b|\\b(?:can'?t|can ?not|couldn'?t) hear\\b.*\\b(?:since|${bySudden})\\b|\\b(?:went|woke up|gone|suddenly) (?:completely )?deaf\\b|\\bhearing (?:is |was |has )?(?:suddenly )?(?:gone|went out|disappeared|lost)\\b|\\b(?:abrupt|acute|overnight) (?:hearing loss|deafness)\\b|\\bhearing loss (?:overnight|suddenly|since (?:yesterday|this morning))\\b`,
    ),
    selfNegating: true,
  },
  {
    id: 'sudden-vision-loss',
    text: new RegExp(
      `\\b(?:everything |it |vision )?went (?:black|dark|gr[ae]y) in ${myPart}eyes?\\b|\\b(?:woke up|went|suddenly) (?:completely )?blind\\b|\\b(?:vision|sight) (?:in|of|from) ${myPart}eyes? (?:is |was |has )?(?:gone|disappeared|lost|went)\\b|\\b(?:half|part|some) of my (?:vision|sight) (?:is |was |has )?(?:gone|disappeared|missing|lost|went)\\b|\\b(?:vision|sight) (?:is |was |has )?(?:disappeared|suddenly gone|went (?:dark|black))\\b`,
    ),
  },
  {
    id: 'dizziness',
    text: /\bwoozy\b|\balmost (?:faint\w*|pass(?:ed)? out|black(?:ed)? out)\b|\bnearly faint\w*|\bhead rush\b|\bsee(?:ing)? stars when\b/,
  },
  {
    id: 'hypotension',
    text: /\b(?:blood pressure|bp) (?:\w+ ){0,3}(?:low|drops?|dropped|falls)\b|\borthostat\w+|\bpostural (?:hypotension|dizziness)\b|\b(?:dizz\w+|light ?-?headed\w*|woozy|faint\w*)\b.*\b(?:stand(?:ing)?|get(?:ting)?|sit(?:ting)?) (?:up|too fast)\b|\b(?:dizz\w+|light ?-?headed\w*|woozy|faint\w*)\b.*\b(?:when|while|upon|on|after) (?:i )?stand\w*/,
    notText:
      /\b(?:not|never|no longer|isn'?t) (?:\w+ )?low\b|\blow(?:er|ers|ering)\b|\blow[- ](?:risk|dose|normal|salt|sodium|carb)\b/,
  },
  {
    id: 'chest-pain-now',
    text: /\belephant (?:is |sitting )?on (?:my )?chest\b|\b(?:squeez\w+|weight|heaviness|burning) (?:in|on) (?:my |the )?chest\b|\bpressure on (?:my |the )?chest\b|\b(?:my )?chest (?:is )?(?:squeez\w+|burns|burning|aches|aching)\b/,
  },
  {
    id: 'exertional-symptoms',
    text: /\bchest (?:hurts|burns|aches|squeezes|gets tight|tightens)\b.*\b(?:mow|jog|run|walk|climb|lift|shovel|stairs|exercis\w+|work out|gym)\w*|\b(?:huff\w*|puffing|gasp\w*|pant(?:ing)?|wheez\w*|out of breath)\b.*\b(?:stairs|steps?|flights?|walk\w*|block|mailbox|hill)\b|\bgasp\w* for (?:air|breath) after\b/,
  },
  {
    id: 'syncope',
    text: /\b(?:lost|losing|loss of) consciousness\b|\bcollapsed\b|\bkeeled over\b/,
    notText: /\bcollapsed (?:lung|arch|vein|disc)\b|\b(?:without|no) loss of consciousness\b/,
  },
  {
    id: 'stroke-symptoms-now',
    text: /\b(?:left|right|one)? ?(?:arm|leg|hand|side|face)\b[^.;]{0,20}\b(?:went|is|got|suddenly|goes) (?:suddenly |all |completely )?(?:numb|weak|limp)\b[^.;]*\b(?:weak|numb|limp|speech|face|suddenly)\b|\b(?:left|right|one) side (?:of my body |of my face )?(?:went|is|got|suddenly) (?:numb|weak|limp)\b|\bcan'?t move my (?:left |right )?(?:arm|leg|hand|side)\b|\bhalf (?:of )?my face (?:is |went )?(?:numb|droop\w*|paralyzed)\b|\barm (?:is )?numb and (?:my )?speech\b|\bspeech (?:is |was |got )?slurred\b/,
    selfNegating: true,
  },
  {
    id: 'severe-abdominal-pain-now',
    text: /\b(?:worst|excruciating|agonizing|horrible|awful|extreme|doubled over with) (?:stomach|belly|abdominal|gut|tummy) (?:pain|ache|cramps?)\b|\b(?:worst|excruciating|agonizing) pain in (?:my )?(?:stomach|belly|abdomen|gut)\b|\b(?:stomach|belly|abdominal|upper abdomen) pain\b.*\b(?:can'?t (?:stop|keep)|boring|through to|into (?:my )?back)\b/,
  },
  {
    id: 'jaundice-now',
    text: /\b(?:eyes?|skin|whites of my eyes)\b[^.;]{0,20}\b(?:look\w*|turn\w*|go(?:ne|ing)|went) (?:a bit |kind of )?yellow(?:ish)?\b/,
    notText: /\byellow(?:ish)?[- ](?:brown|green|hazel)\b|\b(?:neonatal|newborn|as a baby|at birth)\b/,
  },
  {
    id: 'anaphylaxis-now',
    text: /\b(?:throat|tongue) (?:is |feels? )?(?:tight|swell\w*|thick)\b.*\b(?:hives|rash|breath\w*|wheez\w*)\b|\bhives\b.*\b(?:trouble breathing|throat|can'?t breathe|wheez\w*)\b/,
  },
  {
    id: 'oedema-now',
    text: /\b(?:ankles?|legs?|feet)\b[^.;]{0,12}\b(?:puff(?:s|ing|ed)? up|swell(?:s|ing)? up|ballooned)\b/,
  },
  {
    id: 'priapism-now',
    text: /\b(?:still|right now|currently)\b.*\b(?:\d+|four|five|six|eight) ?-?h(?:ou)?rs? erection\b/,
  },
  // Heart and vessels
  {
    id: 'mi',
    text: /\bhad (?:a|another|my first) coronary\b(?! (?:calcium|ct|angio|stent|artery|bypass))|\bm\. ?i\.(?=\s|$)/,
  },
  {
    id: 'stroke-tia',
    text: /\b(?:blood )?clots? (?:in|to|on) (?:my |the )?brain\b|\bbrain clot\b|\bbleed(?:ing)? (?:in|on) (?:my |the )?brain\b/,
  },
  {
    id: 'heart-failure',
    text: /\bheart (?:doesn'?t|does not|isn'?t|is not|not) (?:\w+ )?(?:pump\w*|beat\w* strong)\b|\bheart (?:only )?pumps? (?:at )?(?:[1-3]\d) ?(?:%|percent)|\bejection fraction (?:of |is |= ?)?(?:[12]\d|3\d)\b|\bcongestive (?:hart|heart|failure)\b|\bfluid (?:in|on) (?:my )?lungs? (?:from|because of|due to) (?:my )?heart\b/,
    selfNegating: true,
  },
  {
    id: 'revascularisation',
    text: /\b(?:quintuple|5[- ]?way|4[- ]?way|3[- ]?way|2[- ]?vessel|3[- ]?vessel) bypass\b|\bopen heart (?:surgery )?(?:for )?(?:a )?bypass\b|\b(?:had |got )?(?:my |an |the )?(?:heart )?arter(?:y|ies) (?:was |were )?(?:opened|unblocked|cleared)(?: up)?\b|\bbypass in (?:my )?heart\b/,
  },
  {
    id: 'unstable-angina',
    text: /\b(?:more (?:frequent|often)|increasing|worsening|getting worse)\b[^.;]*\bangina\b|\bangina\b[^.;]*\b(?:more (?:frequent|often)|increasing|worsening|getting worse)\b/,
  },
  {
    id: 'arrhythmia',
    text: /\bheart (?:skips?|skipping|misses|flutters?|goes? out of rhythm|jumps?)\b|\b(?:extra|missed|skipping|irregular) heart ?beats?\b|\bout of rhythm\b|\ba\. ?fib\b/,
  },
  { id: 'atrial-fibrillation', text: /\ba\. ?fib\b/ },
  {
    id: 'lvot-possible',
    text: /\b(?:narrow\w*|tight|stiff|calcified) aortic valve\b|\baortic valve (?:is )?(?:narrow\w*|tight|calcified)\b|\bthicken\w* (?:of )?(?:the |my )?heart(?: (?:muscle|wall))?\b|\bheart (?:muscle|wall) (?:is )?(?:too )?thick\w*/,
  },
  {
    id: 'valve-disease',
    text: /\b(?:artificial|mechanical|prosthetic|pig|bioprosthetic|tissue) (?:heart )?valve\b|\bvalve job\b/,
  },
  {
    id: 'pulmonary-hypertension',
    text: /\bhigh (?:blood )?pressures? in (?:my |the )?(?:lungs?|lung arter\w+)\b|\blung hypertension\b|\bpulmonary pressures? (?:is |are )?(?:high|elevated)\b/,
  },
  {
    id: 'pericardial-disease',
    text: /\binflam\w+ (?:around|of the lining of|in the sac around) (?:my |the )?heart\b|\binflamed heart (?:lining|sac)\b|\b(?:lining|sac) (?:of|around) (?:my |the )?heart\b/,
  },
  // Men
  {
    id: 'priapism-history',
    text: /\berections?\b[^.;]{0,30}\b(?:would ?n[o']t|did ?n[o']t|would not) go (?:down|away)\b|\berections? (?:that )?(?:lasted|went on)(?: for)?(?: over| more than| about)? ?(?:4|four|5|five|6|six|7|8|eight|\d{2}) ?-?h(?:ou)?rs?\b|\b(?:4|four|5|five|6|six|7|8|eight|\d{2})[- ]?h(?:ou)?rs? erections?\b|\berections? (?:was |had to be |needed to be )?drained\b|\berections?\b[^.;]*\b(?:all night|whole night)\b[^.;]*\b(?:er|hospital|emergency)\b/,
    notText: /\b(?:ads?|commercials?|warning|read|heard) (?:about|of|on)\b|\bif\b.*\berection\b/,
    selfNegating: true,
  },
  { id: 'priapism-predisposition', text: /\bhemoglobin s\/?[cs]\b|\bhb ?sc\b|\bsc disease\b/ },
  {
    id: 'penile-deformity',
    text: /\b(?:bend|curve|curvature|kink) (?:in|of|to) (?:my |the )?(?:penis|erections?)\b|\bpenis (?:curves|bends)\b/,
  },
  {
    id: 'prostate-cancer',
    text: /\bcancer in (?:my |the )?prostate\b|\bprostate (?:was )?(?:removed|taken out) (?:for|due to|because of) cancer\b|\bgleason \d/,
  },
  {
    id: 'raised-psa',
    text: /\bpsa\b[^.;]{0,24}\b(?:came back|went|was|is|has been|too) (?:too )?(?:high|up|elevated|raised|abnormal)\b/,
  },
  {
    id: 'breast-lump',
    text: /\b(?:lump|mass|knot)\b[^.;]{0,24}\b(?:nipple|breast|areola)\b/,
  },
  {
    id: 'gynaecomastia',
    text: /\bbreast (?:tissue )?(?:growth|enlargement)\b|\bgrowing breasts\b|\bmoobs\b/,
  },
  // Women
  {
    id: 'breastfeeding',
    text: /\b(?:nursing|feeding) (?:a |my |an |our |the )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten)[- ](?:week|month)s?[- ]old\b|\bstill nursing\b|\bexclusively (?:pumping|nursing)\b|\bbreast ?-?fed\b|\bnursing (?:twins|babies|both)\b|\b(?:giving|give|provide|express\w*)\b[^.;]{0,12}\bbreast ?milk\b|\bbreast ?milk for (?:my|our)\b/,
    notText: /\b(?:was|were|been|i'?m|am) (?:not )?breast ?-?fed (?:as|when)\b/,
  },
  {
    id: 'postpartum',
    text: /\b(?:had|have|having) (?:a |my |our |the )?(?:first |second |third )?(?:baby|newborn|twins)\b[^.;]*\b(?:(?:\d|one|two|three|four|five|six|seven|eight|nine|a few|a couple of|several) months?|a month|[\w ]+ weeks?|[\w ]+ days?) ago\b|\bi delivered\b|\bnew (?:mom|mother|mommy)\b|\bc[- ]?section (?:\d+|two|three|four|five|six|a few) (?:weeks?|months?)\b|\bbaby (?:was )?born (?:\d+|two|three|four|five|six|last|this|in)\b/,
  },
  {
    id: 'pregnancy',
    text: /\bpositive (?:home|urine|blood) pregnancy test\b|\b(?:my |our )?(?:baby is due|due date is)\b/,
  },
  {
    id: 'planning-pregnancy',
    text: /\b(?:hop(?:e|ing)|want(?:ing)?|plan(?:ning)?) (?:to )?(?:have|start) (?:more )?(?:kids|children|a family)\b|\btrying for (?:a |another )?(?:baby|child|kid)\b/,
    notText: /\b(?:not|don'?t|no longer) (?:\w+ )?(?:hop|want|plan|try)\w*/,
  },
  {
    id: 'hyperandrogenism',
    text: /\b(?:hairs?|beard|mustache|whiskers) (?:is |are )?(?:growing|sprouting|coming in)? ?(?:on|from) my (?:chin|face|upper lip|chest|neck)\b|\bgrowing (?:a )?(?:mustache|beard)\b|\birregular (?:periods?|menses|cycles?|menstrua\w+)\b|\bperiods? (?:are |is )?(?:irregular|all over the place|unpredictable|erratic)\b/,
    notText: /\bperi-?menopaus|\bmenopaus/,
  },
  {
    id: 'non-aga-alopecia',
    text: /\blupus\b.*\bdiscoid\b|\b(?:cutaneous|scalp) lupus\b|\blupus (?:on|of) (?:my |the )?scalp\b/,
  },
  {
    id: 'scarring-or-infected-scalp',
    text: /\bscalp (?:boils?|abscess\w*|scabs?)\b|\b(?:scars?|scarring|sores?|boils?|scabs?|pustules?|blisters?|open wounds?|oozing)\b[^.;]{0,20}\b(?:on|of|over) (?:my |the )?scalp\b/,
  },
  {
    id: 'sudden-hair-loss',
    text: /\blost (?:half|most|a third|a lot) (?:of )?(?:my )?hair in (?:a|one|two|\d+|the last) (?:\w+ )?(?:weeks?|months?|days?)\b|\bhair\b[^.;]{0,24}\bby the handful\b|\bhandfuls? (?:of it |of hair )?in the shower\b|\bshedding (?:\w+ ){0,3}(?:started|began) (?:\d+|two|three|a few|a couple of) weeks? ago\b/,
  },
  // Metabolism, gut, liver, kidney
  {
    id: 'hyperthyroidism',
    text: /\b(?:hyperactive|over ?-?active) thyroid\b|\bthyroid (?:is |was |runs )?(?:too )?(?:high|fast|hyperactive|over ?-?active)\b/,
  },
  {
    id: 'pancreatitis-acute',
    text: /\b(?:inflamed|inflammation (?:of|in)) (?:my |the )?pancreas\b|\bpancreas (?:attacks?|inflam\w+|flare\w*)\b/,
  },
  {
    id: 'gastroparesis',
    text: /\bstomach (?:doesn'?t|does not|won'?t) empty\b|\bstomach empt(?:ies|ying) (?:too |very )?(?:slow\w*|late|delayed)\b|\b(?:slow|delayed) emptying (?:of (?:my |the )?)?stomach\b/,
    selfNegating: true,
  },
  { id: 'cholestasis', text: /\b(?:blocked|narrowed) bile ducts?\b/ },
  {
    id: 'malabsorption',
    text: /\bwhipple'?s? disease\b|\b(?:doesn'?t|don'?t|does not|do not|can'?t) absorb (?:nutrients|food|fat|vitamins)\b/,
    selfNegating: true,
  },
  {
    id: 'cirrhosis',
    text: /\b(?:cirosis|cirhosis|cirrosis|sirosis|scirrhosis)\b|\bscarr(?:ed|ing) (?:of |in )?(?:my |the )?liver\b|\bliver (?:is )?scarr(?:ed|ing)\b|\bliver fibrosis stage 4\b/,
  },
  {
    id: 'decompensated-liver',
    text: /\bfluid (?:in|on) (?:my |the )?(?:belly|abdomen|stomach) (?:from|because of|due to) (?:my |the )?liver\b/,
  },
  {
    id: 'ckd',
    text: /\bkidneys? (?:are |is |only )?(?:work\w*|function\w*) (?:only )?(?:at )?\d+ ?(?:%|percent)|\b(?:decreased|reduced|low|impaired|declining|abnormal) (?:kidney|renal) function\b|\bone kidney (?:is )?fail\w+/,
  },
  {
    id: 'nephrolithiasis',
    text: /\bpassed (?:a |several |some )?(?:kidney )?stones?\b|\bstones? in (?:my |the |both )?kidneys?\b/,
    notText: /\bgall/,
  },
  {
    id: 'organ-transplant',
    text: /\b(?:new|donor|donated) (?:kidney|liver|heart|lung|pancreas)\b|\b(?:kidney|liver|heart) (?:from a|was) (?:donor|transplanted)\b/,
    notText:
      /\bnew (?:kidney|liver|heart) (?:doctor|specialist|problem|disease|medicine|condition|stones?)\b|\bi (?:donated|am a donor)\b/,
  },
  {
    id: 'hyperkalaemia',
    text: /\bpotassium\b[^.;]{0,20}\b(?:too high|was high|is high|runs high|came back high|elevated)\b|\bpotassium (?:level )?(?:of|was|is|=|:) ?(?:5\.[1-9]|[6-9](?:\.\d)?)\b/,
  },
  {
    id: 'addison',
    text: /\badrenals? (?:glands? )?(?:don'?t|doesn'?t|do not|does not|stopped|not) work\w*/,
    selfNegating: true,
  },
  {
    id: 'diabetic-retinopathy',
    text: /\bdiabet\w+ eye (?:disease|damage|problems?)\b|\bbleed\w* in (?:the back of )?my eyes? from diabet\w+|\beye damage from diabet\w+/,
  },
  {
    id: 't1dm',
    text: /\binsulin[- ]dependent\b.*\btype (?:1|one|i)\b|\binsulin[- ]dependent since (?:childhood|birth|i was (?:a kid|\d+))\b/,
  },
  // Eyes
  {
    id: 'retinitis-pigmentosa',
    text: /\busher(?:'s)? syndrome\b|\bchoroideremia\b|\bleber'?s? congenital\b|\b(?:cone|rod)[- ](?:rod|cone) dystrophy\b/,
  },
  {
    id: 'naion',
    text: /\bstrokes? (?:in|of|to|behind) (?:my |the |an |one )?(?:left |right )?(?:optic nerve|eye)\b/,
  },
  {
    id: 'glaucoma-suspect',
    text: /\b(?:elevated|raised|high) (?:intra ?-?ocular|eye) pressure\b|\bwatch\w* (?:me |it )?for glaucoma\b/,
  },
  // Mind and substances
  {
    id: 'anorexia-bulimia',
    text: /\b(?:throw|threw|throwing) up on purpose\b|\bvomit\w* on purpose\b|\babus(?:e|ed|ing) laxatives\b|\bpurg\w+ (?:after|my)\b/,
  },
  {
    id: 'seizure',
    text: /\b(?:had|has|have|having|get|gets|getting|my) (?:an? )?(?:epileptic )?fits?\b(?! (?:in|into|my|the|of (?:laughter|rage|anger|giggles)|well|right|me|for|with|as a fiddle))|\b(?:had|having) (?:a )?fits? in (?:19|20)\d\d\b|^fits$/,
  },
  {
    id: 'drug-abuse',
    text: /\b(?:drug|pill|opioid|heroin|cocaine|meth) rehab\b|\brehab for (?:drugs?|pills?|cocaine|meth|heroin|opi\w+|addiction|adderall)\b|\bnarcotics anonymous\b|\babus(?:ed|ing|es?) (?:adderall|ritalin|xanax|pills|cocaine|meth|opi\w+|oxy\w*|drugs|percs?|percocet|vicodin)\b|\b(?:hooked on|strung out on) (?:percocet|percs?|pills|pain ?killers|oxy\w*|heroin|meth|coke|cocaine|xanax|vicodin|adderall|norco)\b/,
    notText: /\balcohol rehab\b|\b(?:cardiac|physical|pulmonary) rehab\b/,
  },
  {
    id: 'opioid-use-disorder',
    text: /\bhooked on (?:percocet|percs?|pain ?(?:pills|killers)|oxy\w*|heroin|vicodin|norco)\b/,
  },
  {
    id: 'alcohol-use-disorder',
    text: /\bdrinking (?:problem|issue)s?\b|\bproblem(?:s)? with (?:drinking|alcohol)\b/,
  },
  {
    id: 'alcohol-sedative-withdrawal',
    text: /\btaper(?:ing|ed)? (?:off|down)(?: of| from)? (?:my )?(?:klonopin|clonazepam|xanax|alprazolam|ativan|lorazepam|valium|diazepam|benzos?|phenobarbital)\b/,
  },
  { id: 'bipolar', text: /\bmanic[- ]depress\w+/ },
  {
    id: 'bleeding-disorder',
    text: /\blow (?:platelets?|platelet count)\b|\bplatelets? (?:are |is |count )?low\b/,
  },
  {
    id: 'head-injury',
    text: /\bknocked (?:out|unconscious)\b/,
    notText: /\bknocked out (?:a |my )?t(?:ooth|eeth)\b/,
  },
  { id: 'cns-lesion', text: /\btumors? in (?:my |the )?brain\b|\bbrain (?:lesion|mass)\b/ },
]
