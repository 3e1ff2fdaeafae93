/** Mind, brain and substances: rows of the concept table (see `../table.ts`). */
import type { ConceptRow } from '../row.ts'

export const mindRows: readonly ConceptRow[] = [
  // Mind
  {
    id: 'anorexia-bulimia',
    codes: 'f500 f502',
    text: /\banorexi(?:a|c)\b|\bbulimi(?:a|c)\b|\bpurg(?:e|ing|es)\b|\bself[- ]?induced vomiting\b|\bmak(?:e|es|ing) (?:myself|himself|herself|themselves) (?:throw up|vomit|sick)\b|\blaxatives? (?:abuse|misuse|to (?:lose|control) weight|for weight loss)\b|\bstarv(?:e|es|ed|ing) (?:myself|himself|herself)\b/,
    notText: /\banorexia (?:due to|from|of) (?:cancer|illness|chemo|medication)|\bloss of appetite\b/,
  },
  { id: 'binge-eating', codes: 'f5081', text: /\bbinge[- ]?eating\b|\bbinge eater\b|\bbed\b(?= disorder|$)/ },
  {
    id: 'eating-disorder-unspecified',
    codes: 'f509 f5089 f508',
    except: 'f5081',
    text: /\beating disorder\b|\bdisordered eating\b|\bosfed\b|\barfid\b/,
    notText: /\bbinge/,
  },
  {
    id: 'suicidality-active',
    codes: 'r45851 t1491',
    text: /\bsuicid(?:al|e|ality)\b|\b(?:want|wish|going|plan(?:ning)?) to (?:die|kill myself|end (?:my life|it all)|hurt myself)\b|\b(?:thoughts? of|thinking (?:of|about)|feel like) (?:harming|hurting|killing) (?:myself|himself|herself)\b|\bkill(?:ing)? myself\b|\bself[- ]harm\b|\bsi ?\/ ?hi\b|\bbetter off dead\b|\bend(?:ing)? my life\b|\bthoughts? of self[- ]harm\b|\bdon'?t want to (?:live|be alive|be here|exist|wake up|go on)\b|\b(?:thoughts? of|thinking (?:of|about)|think about|feel like) (?:suicide|dying|death|ending (?:it|my life|things)|not being (?:here|alive)|taking my (?:own )?life)\b|\bwish(?:es|ed|ing)? (?:that )?(?:i|he|she|they) (?:was|were|would be) dead\b|\bwish(?:es)? (?:that )?(?:i|he|she|they) (?:would ?n[o']t|would not|did ?n[o']t|did not|could not) (?:wake up|exist)\b|\bbetter off (?:without me|if i (?:was|were) (?:dead|gone))\b|\b(?:no|any|a) (?:reason|point) (?:to|in) (?:live|living)\b|\blife (?:is|isn'?t|is not|feels) (?:not )?worth living\b|\b(?:want|wants|wanted|ready|wish|wishes) to (?:be dead|die|end (?:it all|it|things|my life))\b|\b(?:harming|killing) (?:myself|himself|herself)\b|\b(?:passive|active|fleeting|intermittent|chronic|endorses|reports|recent|current|recurrent|acute|positive|occasional|has|having|history of) si\b(?! ?-?(?:joints?|belt|fusion|pain|dysfunction|injections?|screws?|block))|\bsi (?:with|without|last|this|today|yesterday|now|currently|daily|at times|sometimes|thoughts?|plan|intent|no plan|, no plan)\b|^\+? ?si$|\+ ?si\b(?! joint)|\bsi ?\+/,
    notText:
      /\bnon[- ]?suicidal\b|\bfamily\b.*\bsuicide\b|\bsuicide prevention\b|\b(?:died|death|dead|loss|lost \w+) (?:by|from|of|to) suicide\b|\bsi joints?\b/,
    selfNegating: true,
  },
  {
    id: 'suicide-attempt-past',
    codes: 'z915 t1491xd t1491xs',
    except: 'z9152',
    text: /\bsuicide attempts?\b|\battempted suicide\b|\boverdosed? (?:on purpose|intentionally)\b/,
  },
  {
    id: 'self-harm-nonsuicidal',
    codes: 'z9152 r4588',
    text: /\bnon[- ]?suicidal (?:self[- ]?)?(?:harm|injury)\b|\bnssi\b|\b(?:cut|cuts|cutting|burn|burns|burning) (?:myself|himself|herself|themselves)\b(?! (?:shaving|while|with (?:a|the)|cooking|off|down|by|on|in the|at|accidentally))|\b(?:history of|used to|past) cut(?:ting)?\b(?! (?:carbs?|calories|down|back|out|weight|sugar|alcohol))|\bself[- ]?(?:injur\w+|mutilat\w+|cutting)\b|\b(?:a|former) cutter\b/,
  },
  {
    id: 'depression',
    codes: 'f32 f33 f341 f53',
    text: /\bdepress(?:ion|ive|ed)\b|\bfeel(?:ing)? (?:down|hopeless|sad|worthless)\b|\bmdd\b|\bdysthymi\w+/,
  },
  { id: 'bipolar', codes: 'f31', text: /\bbipolar\b|\bmanic depress\w+/ },
  { id: 'mania', codes: 'f30', text: /\bmani(?:a|c)\b|\bhypomani\w+/ },
  { id: 'agitation', codes: 'r451', text: /\bagitat(?:ion|ed)\b/ },
  {
    id: 'psychosis',
    codes: 'f20 f22 f23 f25 f28 f29',
    text: /\bschizo\w+|\bpsycho(?:sis|tic)\b|\bhallucinat\w+/,
  },
  {
    id: 'anxiety',
    codes: 'f40 f41 f42 f431',
    text: /\banxi(?:ety|ous)\b|\bpanic (?:attacks?|disorder)\b|\bgad\b|\bptsd\b|\bocd\b/,
  },
  {
    id: 'insomnia',
    codes: 'g470 f510',
    text: /\binsomnia\b|\btrouble sleeping\b|\bcan'?t sleep\b/,
    selfNegating: true,
  },
  { id: 'adhd', codes: 'f90', text: /\badhd\b|\battention deficit\b|\badd\b/ },
  {
    id: 'trichotillomania',
    codes: 'f633',
    text: /\btrichotillomania\b|\b(?:pull|pulling) (?:out )?(?:my |his |her )?hair\b|\bhair pulling\b/,
  },
  // Seizure and brain
  {
    id: 'seizure',
    codes: 'g40 r561 r569',
    text: /\bseizures?\b|\bepilep\w+|\bconvuls\w+|\bgrand mal\b|\bpetit mal\b/,
    notText:
      /\bfebrile (?:seizures?|convuls\w+)\b|\bfever (?:seizures?|convuls\w+)\b|\bnon[- ]?epileptic\b|\bpseudo ?-?seizures?\b/,
  },
  {
    id: 'febrile-seizure',
    codes: 'r560',
    text: /\bfebrile (?:seizures?|convuls\w+)\b|\bfever (?:seizures?|convuls\w+)\b|\bseizures? (?:with|from|due to) (?:a )?fever\b/,
  },
  {
    id: 'head-injury',
    codes: 's06 f0781',
    text: /\bhead (?:injury|trauma)\b|\btbi\b|\btraumatic brain\b|\bconcussion\b|\bpost[- ]?concuss\w+|\bloss of consciousness\b/,
  },
  {
    id: 'cns-lesion',
    codes: 'q282 i671 c70 c71 c72 d32 d33 d42 d43 g00 g01 g02 g03 g04 g05 g06 g07 g08 g09',
    text: /\bbrain (?:tumor|cancer|mass|aneurysm|abscess|infection)\b|\b(?:cns|brain) (?:tumor|infection|metast\w+)\b|\bmeningi(?:oma|tis)\b|\bencephalitis\b|\barteriovenous malformation\b|\bavm\b|\bglio\w+|\bcerebral aneurysm\b/,
  },
  { id: 'migraine', codes: 'g43', text: /\bmigraines?\b/ },
  {
    id: 'autonomic-failure',
    codes: 'g903',
    text: /\bmultiple system atrophy\b|\bautonomic failure\b|\bshy[- ]drager\b|\bmsa\b/,
  },
  // Substances
  {
    id: 'opioid-use-disorder',
    codes: 'f111 f112 f119',
    except: 'f1111 f1121 f1191',
    text: /\b(?:opioid|opiate|heroin|fentanyl|painkiller|oxycodone|narcotic) (?:use disorder|dependen\w+|addict\w*|abuse|misuse|habit)\b|\baddict\w+ to (?:opioids?|opiates?|heroin|pain ?killers?|pain pills)\b|\boud\b|\b(?:methadone|suboxone|buprenorphine) (?:clinic|maintenance|treatment|program)\b/,
  },
  { id: 'opioid-use-disorder-remission', codes: 'f1111 f1121 f1191' },
  {
    id: 'opioid-use',
    codes: 'z79891',
    text: /\b(?:chronic|long[- ]term|current|daily) (?:opioid|opiate|narcotic)s?\b|\bopioid (?:therapy|use)\b|\b(?:opioids?|opiates?|narcotics?) (?:daily|for (?:chronic |back |my )*pain|every day|prn|as needed)\b|\b(?:on|takes?|taking|uses?|using|prescribed|dependent on) (?:\w+ ){0,2}(?:opioids?|opiates?|narcotics?|percs?|norcos?|roxys?|oxys?|vicodins?|heroin|kratom|fentanyl)\b|\b(?:heroin|fentanyl|kratom|oxy|perc) user\b|\b(?:methadone|suboxone|buprenorphine|sublocade)\b/,
    notText:
      /\bopioid use disorder\b|\b(?:used to|previous(?:ly)?|was|were|former(?:ly)?|in the past|no longer|until) (?:be )?(?:on|tak\w+|us\w+|dependent on)\b/,
  },
  {
    id: 'opioid-possible',
    text: /\b(?:pain ?-?killers?|pain (?:pills?|pumps?|meds?|medications?|medicines?|clinic|management)|(?:strong|prescription|prescribed) pain\b)/,
    notText:
      /\b(?:otc|over[- ]the[- ]counter|tylenol|acetaminophen|ibuprofen|advil|motrin|aleve|naproxen|aspirin|nsaids?|non[- ]?(?:opioid|narcotic)|topical|gabapentin|lyrica|meloxicam|celebrex|physical therapy|injections?)\b/,
  },
  { id: 'opioid-withdrawal', codes: 'f1113 f1123 f1193', text: /\b(?:opioid|opiate|heroin) withdrawal\b/ },
  {
    id: 'alcohol-use-disorder',
    codes: 'f101 f102',
    except: 'f1011 f1021',
    text: /\balcohol(?:ic|ism)\b|\balcohol (?:use disorder|abuse|dependen\w+|addict\w+|misuse)\b|\baud\b|\bheavy (?:drink\w+|alcohol)\b|\bdrink(?:s|ing)? (?:heavily|too much)\b/,
    notText: /\balcoholic (?:hepatitis|cirrhosis|liver|fatty)|\bnon[- ]?alcoholic\b/,
  },
  { id: 'alcohol-use-disorder-remission', codes: 'f1011 f1021' },
  {
    id: 'alcohol-sedative-withdrawal',
    codes: 'f1013 f1023 f1093 f1313 f1323 f1393',
    text: /\b(?:alcohol|benzo(?:diazepine)?s?|xanax|ativan|klonopin|valium|barbiturate|sedative) withdrawals?\b|\b(?:withdraw\w*|detox\w*|com(?:e|ing) off|came off|gett?ing off|got off|kicking)(?: from| of| off)? (?:of |my |the )?(?:alcohol|drinking|booze|liquor|benzos?|benzodiazepines?|xanax|alprazolam|ativan|lorazepam|klonopin|clonazepam|valium|diazepam|barbiturates?|phenobarbital|sedatives?)\b|\bin (?:a |an )?(?:alcohol |medical )?detox\b(?! diet)|\bjust (?:stopped|quit) (?:drinking|alcohol)\b(?! (?:soda|pop|coffee|coke|caffeine|milk|juice))|\b(?:stopp\w+|quit|came off) (?:\w+ ){0,2}(?:keppra|dilantin|depakote|lamictal|phenobarbital|primidone|tegretol|seizure (?:meds?|medications?|medicine)|topamax|klonopin) (?:suddenly|abruptly|cold turkey)\b|\b(?:quit|quitting|stopp\w+|coming off|came off|detox\w*)(?: \w+)? (?:from )?(?:alcohol|drinking|benzos?|benzodiazepines?|xanax|ativan|klonopin|valium)\b.*\b(?:cold turkey|abruptly|suddenly|yesterday|days? ago|this week|last week|today|now)\b|\babrupt\w* (?:stop\w*|discontinu\w*|withdraw\w*).*\b(?:alcohol|benzo\w*|barbiturates?|antiepileptics?|sedatives?)\b|\b(?:dts|delirium tremens)\b|\b(?:alcohol|benzo\w*) detox\b/,
  },
  {
    id: 'drug-abuse',
    codes: 'f111 f112 f121 f122 f131 f132 f141 f142 f151 f152 f161 f162 f181 f182 f191 f192',
    text: /\b(?:drug|substance|cocaine|meth(?:amphetamine)?|amphetamine|stimulant|adderall|heroin|opioid|opiate|cannabis|marijuana|benzo\w*|polysubstance|pill|prescription drug|crack|inhalant|ketamine|sedative) (?:abuse|addict\w*|dependen\w+|misuse|use disorder|habit)\b|\b(?:drug|recovering) addict\b|\baddict\w+ to (?:cocaine|meth\w*|drugs|adderall|stimulants|heroin|opi\w+|pills|benzos|xanax)\b|\bsubstance use disorder\b|\bsud\b|\bin recovery\b|\boud\b/,
    notText: /\b(?:alcohol|nicotine|tobacco) (?:abuse|addict|dependen|use)/,
  },
  {
    id: 'drug-use-unspecified',
    codes: 'f119 f129 f139 f149 f159 f169 f189 f199',
    text: /\b(?:recreational|illicit|occasional) (?:drugs?|drug use|cocaine)\b|\bdrug use\b|\bsubstance use\b(?! disorder)|\b(?:heroin|ketamine|lsd|psilocybin|whippets|marijuana|cannabis)\b|\b(?:smok\w+|uses?|using|daily|some|occasional) (?:weed|pot)\b|\b(?:weed|pot) (?:user?|smoker|daily|on weekends|occasionally|every)\b/,
  },
  {
    id: 'stimulant-use',
    codes: 'f14 f15',
    text: /\bcocaine\b|\bmeth(?:amphetamine)?s?\b(?! clinic)|\bcrack\b|\bstimulant (?:use|abuse|misuse)\b|\bmdma\b|\becstasy\b/,
  },
  {
    id: 'smoking',
    codes: 'f17 z720 z87891',
    text: /\bsmok(?:e|er|es|ed|ing)\b|\btobacco\b|\bcigarettes?\b|\bnicotine\b|\bvap(?:e|es|ing)\b/,
    notText: /\bnever smok|\bnon[- ]?smok|\bex[- ]?smok|\bformer smok|\bquit smok/,
  },
]
