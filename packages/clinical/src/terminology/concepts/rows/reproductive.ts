/** Men, women, blood, breast and hair: rows of the concept table (see `../table.ts`). */
import type { ConceptRow } from '../row.ts'

export const reproductiveRows: readonly ConceptRow[] = [
  // Men
  {
    id: 'erectile-dysfunction',
    codes: 'n52',
    text: /\berectile\b|\bimpoten(?:ce|t)\b|\bed\b|\berection (?:problems?|issues?|difficult\w+)\b|\bcan'?t (?:get|keep|maintain) (?:an )?erection\b/,
  },
  {
    id: 'priapism-history',
    codes: 'n483',
    text: /\bpriapism\b|\berections? (?:lasting|that lasted|longer than|over|more than|for) (?:\w+ )?(?:over |more than )?(?:4|four|5|five|6|six|\d+) ?h(?:ou)?rs?\b/,
  },
  {
    id: 'priapism-predisposition',
    codes: 'd57 c900 c91 c92 c93 c94 c95',
    except: 'd573',
    text: /\bsickle(?: ?-?cell)?\b|\bmultiple myeloma\b|\bmyeloma\b|\bleukemi\w+|\bcll\b|\bcml\b|\baml\b|\bscd\b/,
    notText: /\bsickle ?-?(?:cell )?trait\b|\bcarr(?:ier|y|ies) (?:\w+ )*sickle\b|\bsickle ?-?cell carrier\b/,
  },
  {
    id: 'penile-deformity',
    codes: 'n486',
    text: /\bpeyronie\w*|\bpenile (?:curv\w+|deformity|fibrosis|plaque)\b|\b(?:bent|curved|crooked) (?:penis|erections?)\b|\bpenis (?:is )?(?:bent|curved|crooked)\b|\berections? (?:is |are )?(?:bent|curved|crooked)\b/,
  },
  {
    id: 'bph',
    codes: 'n40',
    text: /\bbph\b|\benlarged prostate\b|\bbenign prostat\w+|\bprostatic hyperplasia\b|\bluts\b/,
  },
  {
    id: 'prostate-cancer',
    codes: 'c61 d075 z8546 n423',
    text: /\bprostate (?:cancer|ca|carcinoma)\b|\bcancer of (?:the |my )?prostate\b/,
  },
  {
    id: 'raised-psa',
    codes: 'r972',
    text: /\b(?:high|elevated|raised|rising|abnormal) psa\b|\bpsa (?:is |was )?(?:high|elevated|raised|rising|up)\b|\bpsa(?: level)?(?: of| is| was| at|:)? ?=? ?(?:[4-9]|[1-9]\d)(?:\.\d+)?\b(?! ?(?:years?|months?|weeks?|%|\/))/,
  },
  {
    id: 'gynaecomastia',
    codes: 'n62',
    text: /\bgynecomastia\b|\bman boobs\b|\benlarged (?:male )?breasts?\b/,
  },
  {
    id: 'low-libido',
    codes: 'r6882 f520',
    text: /\blow (?:libido|sex drive)\b|\bloss of libido\b|\bdecreased libido\b|\bno (?:libido|sex drive)\b/,
    selfNegating: true,
  },
  { id: 'male-infertility', codes: 'n46', text: /\bmale infertility\b|\blow sperm\b|\binfertil\w+/ },
  // Blood, breast, immune
  {
    id: 'bleeding-disorder',
    codes: 'd65 d66 d67 d68 d69',
    except: 'd685 d686',
    text: /\bhemophilia\b|\bbleeding disorder\b|\bvon willebrand\b|\bthrombocytopeni\w+|\bitp\b|\bplatelet disorder\b/,
  },
  {
    id: 'thrombophilia-vte',
    codes: 'd685 d686 i26 i82 z86711 z86718',
    text: /\b(?:deep vein|deep venous) thrombosis\b|\bdvt\b|\bpulmonary embol\w+|\bblood clots?\b|\bfactor v\b|\bthrombophilia\b|\bpe\b(?= \d| in|,|$)/,
  },
  {
    id: 'breast-cancer',
    codes: 'c50 d05 z853',
    text: /\bbreast (?:cancer|carcinoma|ca)\b|\bdcis\b|\bcancer (?:of|in) (?:the |my |left |right )?breast\b/,
  },
  {
    id: 'breast-lump',
    codes: 'n63',
    text: /\bbreast (?:lump|mass|nodule)\b|\blump in (?:my |the |his |her |left |right )?breast\b/,
  },
  { id: 'cancer-chemotherapy', codes: 'z5111 z9221', text: /\bchemo(?:therapy)?\b/ },
  { id: 'lupus', codes: 'm32 l93', text: /\blupus\b|\bsle\b/ },
  // Women
  {
    id: 'pregnancy',
    codes: 'z331 z333 z3a z3201 o09 z34',
    text: /\bpregnan(?:t|cy)\b|\bpreg\b|\bpregg?o\b|\bpreggers\b|\bg\d+ ?p\d+ (?:at )?\d+ ?(?:weeks?|wks?)\b|\bexpecting (?:a (?:baby|child)|our|my|twins|in)\b|\bexpecting\b$|\bwith child\b|\b(?:first|second|third) trimester\b|\b\d+ weeks (?:gestation|along)\b|\bpositive pregnancy test\b/,
    notText:
      /\bnegative (?:urine |home |blood )?pregnancy test\b|\bpregnancy test (?:was |is )?negative\b|\b(?:partner|wife|girlfriend|fiance\w*|she)(?: is|'s)? (?:currently )?pregnan|\bpregnan\w+ partner\b|\b(?:trying|try|plan\w*|want|hop\w+|like|attempt\w*) (?:to |on |for )?(?:get |getting |become |becoming |be |a )?pregnan|\bpregnancy (?:plans?|planning|prevention)\b|\b(?:previous|prior|past|last|ectopic|during|after|my (?:first|second|third|last)) pregnanc|\bpregnanc(?:y|ies) (?:in|loss)\b|\bpregnancies\b|\b(?:could|might|may) be pregnant\b|\bunsure if pregnant\b|\bif (?:i )?(?:get|become) pregnant\b|\b(?:to|before|after) (?:get(?:ting)? |becom(?:e|ing) )pregnan|\b(?:afraid|scared|worried|fear\w*|avoid\w*|prevent\w*|risk|chance|concern\w*|worry\w*|nervous)(?: (?:of|about|with|to|my))*(?: (?:get|getting|become|becoming|being|a|unplanned))* pregnan|\b(?:possibl[ey]|maybe|perhaps|possibility of|think i(?:'m| am| might be| may be)|suspect\w*|worried i(?:'m| am| might be| may be)) (?:a )?pregnan|\bnever been pregnant\b|\bpregnancy (?:weight|test|scare)\b|\b(?:hard|difficult|trouble|unable|can'?t) (?:to )?(?:get(?:ting)?|becom(?:e|ing)) pregnan|\bbefore pregnancy\b/,
  },
  {
    id: 'pregnancy-possible',
    codes: 'z3200',
    text: /\b(?:could|might|may) be pregnant\b|\b(?:possibl[ey]|maybe|perhaps|possibility of|think i(?:'m| am| might be| may be)|suspect\w*|worried i(?:'m| am| might be| may be)) (?:a )?pregnan(?:t|cy)\b|\blate period\b|\bperiod(?:'s| is| was)? (?:\w+ ){0,4}late\b|\b(?:missed|skipped) (?:my |a |this |last |my last |the |one |this month'?s )?period\b|\blate (?:for|on|with) my period\b|\b(?:haven'?t|have not|not) (?:had|gotten|got) (?:my|a) period (?:this|since last|yet|for \d+ (?:days|weeks))\b|\bno period (?:this|yet)\b|\bperiod (?:hasn'?t|has not|did ?n[o']t) (?:come|arrived?|started)\b|\b(?:un|not )sure if (?:i'?m |i am )?pregnant\b/,
    selfNegating: true,
  },
  {
    id: 'postpartum',
    codes: 'o85 o86 o87 o88 o89 o90 o91 o92 z39',
    text: /\bpost[- ]?partum\b|\bgave birth\b|\bjust had (?:a |my )?baby\b|\bafter (?:childbirth|delivery)\b|\brecent(?:ly)? (?:childbirth|delivered|delivery)\b|\bchildbirth\b|\b(?:after|since) (?:having|i had) (?:my|a|the|our) (?:baby|child|son|daughter)\b/,
  },
  {
    id: 'breastfeeding',
    codes: 'z391',
    text: /\bbreast ?-?feed\w*|\blactat(?:ing|ion)\b|\bnursing (?:a |my |an )?(?:baby|infant|newborn|child|son|daughter)\b|\bcurrently nursing\b|\bpumping (?:breast )?milk\b/,
  },
  {
    id: 'planning-pregnancy',
    codes: 'z316 z3169',
    text: /\b(?:trying|attempting) (?:to (?:conceive|get pregnant|become pregnant|fall pregnant|have (?:a|another|our|my) (?:\w+ )?(?:baby|child|kid))|for (?:a |another |our (?:\w+ )?)?(?:baby|child|kid|#?\d))\b|\btrying (?:naturally|again|actively)\b|\bactively trying\b|\bttc\b|\b(?:in order )?to get pregnant\b|\biui\b|\bembryos?\b|\b(?:seeing|at) (?:a |the )?fertility\b|\b(?:plan\w*|want|hop\w+|like|attempt\w*) (?:to |on |for )?(?:get |getting |become |becoming |be |a )?(?:pregnan\w+|conceiv\w+)\b|\bivf\b|\bfertility (?:treatments?|meds?|medications?|drugs?|shots?|injections?)\b|\b(?:wants?|wanting|would like|hoping for|plan\w* (?:for|on)) (?:to have )?(?:a |another |our (?:\w+ )?)?(?:bab(?:y|ies)|child(?:ren)?|kids?)\b(?! (?:to be|to grow))|\bwants? to conceive\b|\b(?:plan\w*|planning) (?:for )?(?:a |another |our (?:\w+ )?)?(?:pregnanc(?:y|ies)|family soon)\b|\bwants? (?:to start )?a family\b|\bstart(?:ing)? a family\b/,
    notText: /\b(?:afraid|scared|avoid\w*|prevent\w*|risk of|chance of) /,
  },
  { id: 'hysterectomy', codes: 'z90710 z90711', text: /\bhysterectomy\b|\buterus (?:was )?removed\b/ },
  {
    id: 'bilateral-oophorectomy',
    codes: 'z90722',
    text: /\bbilateral (?:salpingo[- ]?)?oophorectomy\b|\bboth ovaries (?:were )?removed\b|\bbso\b/,
  },
  {
    id: 'ovarian-failure',
    codes: 'e28310 e28319',
    text: /\b(?:premature|primary) ovarian (?:failure|insufficiency)\b|\bpoi\b/,
  },
  {
    id: 'menopause',
    codes: 'z780 n950 n952',
    text: /\bpost[- ]?menopaus\w*|\bmenopaus(?:e|al)\b|\bno (?:periods?|menses|menstrual cycles?) (?:for|in|since)(?: over| more than)? (?:a year|(?:1[2-9]|[2-9]\d) months|(?:\d+|one|two|three|four|five|ten|several|many) years?)\b|\bperiods? stopped (?:over |more than )?(?:a|one|two|\d+) years?\b/,
    notText: /\bperi[- ]?menopaus|\bpre[- ]?menopaus/,
    selfNegating: true,
  },
  { id: 'perimenopause', codes: 'n951', text: /\bperi[- ]?menopaus\w*/ },
  {
    id: 'sterilisation',
    codes: 'z9851',
    text: /\btub(?:al|es)\b.*\b(?:ligation|tied|removed|sterili\w+)?\b|\bsterili[sz](?:ed|ation)\b|\bsalpingectomy\b|\bpartner (?:had |has |with )?(?:a )?vasectomy\b|\b(?:husband|boyfriend)(?:'s| had| has) (?:a |had a )?vasectomy\b/,
    notText: /\btubal pregnancy\b|\bear tubes?\b|\btubes in (?:my )?ears?\b/,
  },
  {
    id: 'no-sperm-exposure',
    text: /\babstinen\w+|\bnot sexually active\b|\bno (?:male|sexual) partners?\b|\bsame[- ]sex\b|\b(?:female|women) partners? only\b|\bonly (?:female|women) partners?\b|\blesbian\b|\bcelibate\b/,
    selfNegating: true,
  },
  {
    id: 'hyperandrogenism',
    codes: 'l680 e281 e282 e25',
    text: /\bhirsut\w+|\bhyperandrogen\w+|\bfacial hair\b|\bpcos\b|\bpolycystic ovar\w+|\bhigh (?:testosterone|androgens?)\b|\bexcess(?:ive)? (?:body|facial|chin) hair\b/,
  },
  {
    id: 'virilisation',
    codes: 'e281',
    text: /\bvirili[sz]\w+|\bdeep(?:er|ening|ened)? voice\b|\bvoice (?:is |has |got |getting |became )?(?:deepen\w*|deeper|lower)\b|\bclitor\w+|\bmale pattern (?:hair|features)\b.*\b(?:woman|female)\b|\bmasculini[sz]\w+/,
  },
  { id: 'cah', codes: 'e25', text: /\bcongenital adrenal\b|\bcah\b/ },
  // Hair
  {
    id: 'aga',
    codes: 'l64',
    text: /\bandrogen(?:et)?ic alopecia\b|\b(?:male|female)[- ]pattern\b|\bpattern (?:hair loss|baldness)\b|\bthinning (?:crown|on top|hair|at (?:the )?(?:crown|temples|part))\b|\breceding (?:hair ?line|temples?)\b|\bhair ?line (?:is )?reced\w+|\bwidening part\b|\bpart (?:is )?widening\b|\bnorwood\b|\bludwig\b|\bbald(?:ing|ness)?\b|\bcrown (?:is )?thinning\b|\baga\b/,
    notText: /\bbald (?:patch|spot)/,
  },
  {
    id: 'non-aga-alopecia',
    codes: 'l63 l651 l66 l93 b350',
    text: /\balopecia (?:areata|totalis|universalis)\b|\bareata\b|\bscarring alopecia\b|\bcicatricial\b|\blichen planopilaris\b|\bfrontal fibrosing\b|\bccca\b|\bfolliculitis decalvans\b|\bdiscoid lupus\b|\btinea capitis\b|\b(?:scalp ringworm|ringworm (?:of|on|in) (?:my |the )?scalp)\b|\b(?:bald|smooth|round|coin[- ]?sized?) (?:patch|spot)\w*|\bpatchy (?:hair )?loss\b|\bpatches of (?:hair )?(?:loss|baldness)\b|\banagen effluvium\b|\bhair loss in patches\b/,
  },
  {
    id: 'telogen-effluvium',
    codes: 'l650',
    text: /\btelogen\b|\bshedding after\b|\bhair\b.*\b(?:after|since) (?:having |i had |giving |the )?(?:my |a |our )?(?:baby|birth|childbirth|delivery|pregnancy)\b|\bhair loss after (?:childbirth|covid|surgery|illness|fever|pregnancy|baby|weight loss|diet)\b/,
  },
  {
    id: 'telogen-trigger',
    codes: 'u071',
    text: /\bcovid\b|\bhigh fevers?\b|\bcrash diet\w*|\bmajor (?:surgery|operation|illness)\b|\b(?:severe|serious) (?:illness|infection)\b|\bhospitali[sz]ed\b|\bsepsis\b|\brapid weight loss\b|\bsurgery\b|\bbariatric\b/,
    notText: /\bcovid\w* (?:vaccin|shot|booster)\w*|\beye surgery\b|\blasik\b|\bdental\b/,
  },
  {
    id: 'scarring-or-infected-scalp',
    codes: 'l66 b350',
    text: /\bscalp (?:pain|burning|folliculitis|infection|sores?|pustules?|ulcers?|scarring|tenderness)\b|\b(?:painful|burning|inflamed|infected|red|scarred|pustular|oozing|tender) scalp\b|\bpus(?:tules?)?\b.*\bscalp\b|\bscalp\b.*\b(?:pus|scar\w*|painful|oozing|burn\w+|inflamed|infected|red and)\b/,
  },
  {
    id: 'sudden-hair-loss',
    text: /\b(?:sudden|rapid|abrupt)(?:ly)? (?:onset )?(?:hair (?:loss|shedding)|shedding|balding|lost)\b|\bhair (?:loss|shedding) (?:was |is |that )?(?:sudden|rapid|started suddenly|came on suddenly)\b|\bsudden onset\b|\bhair (?:is )?(?:coming|falling) out in (?:clumps|handfuls)\b|\b(?:clumps|handfuls) of hair\b|\blos(?:t|ing) (?:hair|eyebrows?|eyelashes|body hair|eyebrow hair)\b.*\b(?:suddenly|overnight|weeks)\b|\b(?:eyebrow|eyelash|body) hair loss\b|\blosing (?:my )?(?:eyebrows?|eyelashes)\b|\bthinning (?:of )?(?:my |the )?(?:eyebrows?|eyelashes)\b|\b(?:eyebrows?|eyelashes) (?:are |is )?(?:thinning|falling|gone|lost)\b|\bhair loss (?:on|of|from) (?:my |the )?(?:eyebrows?|eyelashes|legs?|arms?|body)\b|\bloss of (?:my )?(?:eyebrows?|eyelashes|body hair)\b/,
  },
  {
    id: 'alopecia-unspecified',
    codes: 'l659 l658',
    text: /\bhair ?loss\b|\b(?:hair )?thinning\b|\balopecia\b|\blosing (?:my )?hair\b/,
  },
]
