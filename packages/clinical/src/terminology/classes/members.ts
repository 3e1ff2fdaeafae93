/**
 * Ingredients of each drug class (formulary §4 with the pharmacist's review A4, A7–A11, A15, B3–B7, B22, B23).
 * Names are RxNorm ingredients in lower case, separated by commas where none contains one, else by semicolons.
 */
import type { DrugClass } from './ids.ts'

const ace =
  'benazepril; captopril; enalapril; fosinopril; lisinopril; moexipril; perindopril; quinapril; ramipril; trandolapril; cilazapril; zofenopril; imidapril'
const arb =
  'azilsartan; candesartan; eprosartan; irbesartan; losartan; olmesartan; telmisartan; valsartan; sparsentan'
const nsaids =
  'ibuprofen; naproxen; diclofenac; celecoxib; meloxicam; ketorolac; indomethacin; etodolac; nabumetone; oxaprozin; piroxicam; sulindac; flurbiprofen; ketoprofen; fenoprofen; mefenamate; meclofenamate; tolmetin; diflunisal; salsalate; aceclofenac; metamizole; etoricoxib; nimesulide; lornoxicam; dexketoprofen'
const ssris =
  'fluoxetine; sertraline; paroxetine; citalopram; escitalopram; fluvoxamine; vortioxetine; vilazodone'
const snris = 'venlafaxine; desvenlafaxine; duloxetine; levomilnacipran; milnacipran'
const tcas =
  'amitriptyline; nortriptyline; imipramine; desipramine; doxepin; clomipramine; protriptyline; trimipramine; amoxapine; maprotiline; dosulepin; lofepramine'
const antipsychotics =
  'aripiprazole; brexpiprazole; cariprazine; lurasidone; quetiapine; olanzapine; risperidone; paliperidone; ziprasidone; asenapine; haloperidol; thioridazine; pimozide; clozapine; lumateperone; iloperidone; chlorpromazine; fluphenazine; perphenazine; trifluoperazine; thiothixene; loxapine; molindone; xanomeline; amisulpride; sulpiride; flupenthixol; zuclopenthixol'
const thiazides =
  'hydrochlorothiazide; chlorthalidone; indapamide; metolazone; chlorothiazide; bendroflumethiazide; methyclothiazide'
const loops = 'furosemide; bumetanide; torsemide; ethacrynic acid'
const betaBlockers =
  'atenolol; metoprolol; propranolol; bisoprolol; nebivolol; nadolol; carvedilol; labetalol; timolol; acebutolol; pindolol; sotalol; betaxolol; esmolol'
const ccbs =
  'amlodipine; nifedipine; felodipine; nisoldipine; isradipine; nicardipine; diltiazem; verapamil; levamlodipine; clevidipine'
const arvs =
  'abacavir; atazanavir; bictegravir; cabotegravir; cobicistat; darunavir; delavirdine; didanosine; dolutegravir; doravirine; efavirenz; elvitegravir; emtricitabine; enfuvirtide; etravirine; fosamprenavir; amprenavir; fostemsavir; ibalizumab; indinavir; lamivudine; lenacapavir; lopinavir; maraviroc; nelfinavir; nevirapine; raltegravir; rilpivirine; ritonavir; saquinavir; stavudine; tenofovir alafenamide; tenofovir disoproxil; tipranavir; zidovudine'
const steroids =
  'prednisone; prednisolone; methylprednisolone; dexamethasone; hydrocortisone; cortisone; budesonide; betamethasone; triamcinolone; deflazacort; vamorolone; corticotropin'
const fluoroquinolones =
  'ciprofloxacin; levofloxacin; moxifloxacin; ofloxacin; delafloxacin; gemifloxacin; norfloxacin'
const macrolides = 'azithromycin; clarithromycin; erythromycin; telithromycin; fidaxomicin; roxithromycin'
const stimulants =
  'amphetamine; dextroamphetamine; lisdexamfetamine; methamphetamine; methylphenidate; dexmethylphenidate; serdexmethylphenidate; pseudoephedrine; phenylephrine; ephedrine; ephedra; synephrine; diethylpropion; benzphetamine; phendimetrazine; mephentermine; fenethylline; clenbuterol; cocaine; mdma'
const benzos =
  'alprazolam; lorazepam; clonazepam; diazepam; temazepam; triazolam; chlordiazepoxide; clorazepate; oxazepam; estazolam; flurazepam; midazolam; clobazam; quazepam; remimazolam; nitrazepam; flunitrazepam; bromazepam'
const barbiturates =
  'phenobarbital; primidone; butalbital; secobarbital; pentobarbital; amobarbital; butabarbital'
const hypnotics =
  'zolpidem; eszopiclone; zaleplon; suvorexant; lemborexant; daridorexant; sodium oxybate; calcium oxybate; meprobamate; carisoprodol; methaqualone; phenibut; zopiclone'
const opioids =
  'oxycodone; hydrocodone; morphine; hydromorphone; codeine; tramadol; tapentadol; methadone; fentanyl; oxymorphone; meperidine; levorphanol; buprenorphine; butorphanol; nalbuphine; pentazocine; benzhydrocodone; dihydrocodeine; sufentanil; alfentanil; remifentanil; opium; diphenoxylate; difenoxin; eluxadoline; tianeptine; kratom; 7-hydroxymitragynine; heroin; oliceridine; difelikefalin; meptazinol; tilidine; propoxyphene'
const inducersStrong =
  'rifampin; carbamazepine; phenytoin; fosphenytoin; phenobarbital; primidone; apalutamide; enzalutamide; mitotane; lumacaftor; ivosidenib'
const inducersModerate =
  "efavirenz; etravirine; bosentan; rifabutin; rifapentine; st. john's wort; cenobamate; modafinil; armodafinil; lorlatinib; dabrafenib; sotorasib; eslicarbazepine; nafcillin; oxcarbazepine; repotrectinib"
const alphaNonselective = 'doxazosin; terazosin; prazosin; phenoxybenzamine; indoramin; urapidil'
const alphaUroselective = 'tamsulosin; alfuzosin; silodosin'
const potassium =
  'potassium; potassium chloride; potassium citrate; potassium gluconate; potassium bicarbonate; potassium phosphate; potassium acetate; potassium aspartate; potassium bitartrate; potassium,chelated; potassium salt substitute'
const heparins = 'heparin; enoxaparin; dalteparin; fondaparinux; tinzaparin'
const calcineurin = 'cyclosporine; tacrolimus; voclosporin'

const table: Partial<Readonly<Record<DrugClass, string>>> = {
  NITRATE:
    'nitroglycerin; isosorbide mononitrate; isosorbide dinitrate; nitroprusside; nicorandil; pentaerythritol tetranitrate; molsidomine',
  NITRITE:
    'amyl nitrite; butyl nitrite; isobutyl nitrite; isopropyl nitrite; pentyl nitrite; cyclohexyl nitrite',
  SGC_STIM: 'riociguat; vericiguat',
  PDE5: 'sildenafil; tadalafil; vardenafil; avanafil; udenafil; mirodenafil; lodenafil',
  PDE5_HIDDEN: 'hidden pde5 inhibitor supplement',
  PDE5_HERB: 'horny goat weed',
  ED_OTHER: 'alprostadil; papaverine; phentolamine; apomorphine',
  VASODILATOR:
    'hydralazine; guanethidine; ambrisentan; bosentan; macitentan; selexipag; treprostinil; iloprost; epoprostenol',
  GUANETHIDINE: 'guanethidine; reserpine',
  ALPHA_BLOCKER: `${alphaNonselective}; ${alphaUroselective}`,
  ALPHA_BLOCKER_NONSELECTIVE: alphaNonselective,
  ALPHA_BLOCKER_UROSELECTIVE: alphaUroselective,
  ALPHA_BETA_BLOCKER: 'carvedilol; labetalol',
  CYP3A4_INH_STRONG:
    'ritonavir; cobicistat; clarithromycin; telithromycin; itraconazole; ketoconazole; posaconazole; voriconazole; nefazodone; indinavir; nelfinavir; saquinavir; atazanavir; lopinavir; darunavir; ceritinib; idelalisib; tucatinib; ribociclib; mifepristone; adagrasib; levoketoconazole; lonafarnib; tipranavir; paritaprevir; troleandomycin; elvitegravir',
  CYP3A4_INH_MOD:
    'erythromycin; diltiazem; verapamil; fluconazole; aprepitant; fosaprepitant; fosamprenavir; amprenavir; ciprofloxacin; crizotinib; imatinib; dronedarone; isavuconazole; letermovir; fluvoxamine; cyclosporine; conivaptan; nilotinib; duvelisib; fedratinib; netupitant; lefamulin; berotralstat; nirogacestat',
  GRAPEFRUIT: 'grapefruit juice',
  BOOSTER: 'ritonavir; cobicistat',
  CYP3A4_INDUCER: `${inducersStrong}; ${inducersModerate}`,
  CYP3A4_INDUCER_STRONG: inducersStrong,
  CYP3A4_INDUCER_MOD: inducersModerate,
  OATP1B_INH:
    'cyclosporine; gemfibrozil; rifampin; lopinavir; darunavir; atazanavir; saquinavir; tipranavir; glecaprevir; voxilaprevir; nirmatrelvir; paritaprevir',
  CYP2B6_INH: 'ticlopidine; clopidogrel',
  CYP2B6_IND:
    'ritonavir; lopinavir; efavirenz; carbamazepine; phenobarbital; primidone; phenytoin; fosphenytoin; rifampin',
  CYP2D6_SUB: `${ssris}; ${tcas}; venlafaxine; haloperidol; risperidone; thioridazine; pimozide; eliglustat; metoprolol; propafenone; flecainide; tamoxifen; aripiprazole; brexpiprazole; atomoxetine; carvedilol; nebivolol; perphenazine; deutetrabenazine; valbenazine; tetrabenazine; codeine; tramadol; iloperidone`,
  CYP2D6_SUB_CI: 'thioridazine; pimozide; eliglustat',
  MAOI: 'phenelzine; tranylcypromine; isocarboxazid; selegiline; rasagiline; safinamide; linezolid; methylene blue; procarbazine; moclobemide; harmala alkaloids',
  MAOI_WEAK: 'tedizolid',
  SSRI: ssris,
  SNRI: snris,
  TCA: tcas,
  ANTIDEPRESSANT_OTHER:
    'mirtazapine; trazodone; nefazodone; bupropion; esketamine; gepirone; zuranolone; agomelatine; reboxetine',
  BUPROPION: 'bupropion',
  OPIOID: opioids,
  OPIOID_LONG: 'methadone; buprenorphine',
  NALTREXONE: 'naltrexone; samidorphan',
  BENZODIAZEPINE: benzos,
  BARBITURATE: barbiturates,
  SEDATIVE_HYPNOTIC: hypnotics,
  CNS_DEPRESSANT: `${benzos}; ${barbiturates}; ${hypnotics}; ${opioids}; gabapentin; pregabalin; baclofen; tizanidine; cyclobenzaprine; methocarbamol; ethanol; diphenhydramine; hydroxyzine; doxylamine; quetiapine; cannabis`,
  ANTIPSYCHOTIC: antipsychotics,
  LITHIUM: 'lithium; lithium carbonate; lithium citrate',
  AED: 'valproate; lamotrigine; levetiracetam; brivaracetam; phenytoin; fosphenytoin; carbamazepine; oxcarbazepine; eslicarbazepine; phenobarbital; primidone; topiramate; zonisamide; lacosamide; cenobamate; perampanel; felbamate; ethosuximide; methsuximide; rufinamide; vigabatrin; clobazam; tiagabine',
  VALPROATE: 'valproate',
  TOPIRAMATE: 'topiramate',
  CAI: 'acetazolamide; methazolamide; dichlorphenamide; zonisamide; topiramate',
  SEIZURE_LOWER: `${antipsychotics}; ${ssris}; ${snris}; ${tcas}; mirtazapine; trazodone; theophylline; aminophylline; ${steroids}; tramadol; ${stimulants}; ${fluoroquinolones}; meperidine; tapentadol; dalfampridine; isoniazid`,
  LEVODOPA_AMANTADINE: 'levodopa; amantadine',
  SYMPATHO_STIM: stimulants,
  SYMPATHO_WEAK: 'atomoxetine; viloxazine; solriamfetol',
  ANORECTIC:
    'phentermine; diethylpropion; benzphetamine; phendimetrazine; sibutramine; fenfluramine; lorcaserin',
  PHENTERMINE: 'phentermine',
  ALCOHOL: 'ethanol',
  CANNABIS: 'cannabis',
  ILLICIT_STIMULANT: 'cocaine; methamphetamine; mdma',
  NICOTINE: 'nicotine',
  INSULIN:
    'insulin glargine; insulin degludec; insulin detemir; insulin lispro; insulin lispro protamine, human; insulin aspart, human; insulin aspart protamine, human; insulin glulisine, human; insulin isophane; insulin, regular, human; insulin icodec',
  SECRETAGOGUE:
    'glipizide; glyburide; glimepiride; gliclazide; repaglinide; nateglinide; tolbutamide; tolazamide; chlorpropamide',
  DPP4: 'sitagliptin; saxagliptin; linagliptin; alogliptin; vildagliptin',
  INCRETIN:
    'semaglutide; tirzepatide; liraglutide; dulaglutide; exenatide; lixisenatide; orforglipron; albiglutide; retatrutide; cagrilintide; survodutide; mazdutide',
  AMYLIN: 'pramlintide',
  SGLT2: 'empagliflozin; dapagliflozin; canagliflozin; ertugliflozin; bexagliflozin; sotagliflozin',
  BIGUANIDE: 'metformin',
  ORLISTAT: 'orlistat',
  THYROID: 'levothyroxine; liothyronine; thyroid (usp)',
  ANTITHYROID: 'methimazole; propylthiouracil; carbimazole',
  STATIN: 'atorvastatin; rosuvastatin; simvastatin; pravastatin; lovastatin; fluvastatin; pitavastatin',
  BILE_ACID_SEQUESTRANT: 'cholestyramine resin; colesevelam; colestipol',
  PANCRELIPASE: 'pancrelipase; lipase',
  FAT_SOLUBLE_VITAMIN:
    'vitamin a; cholecalciferol; ergocalciferol; vitamin d; vitamin e; alpha tocopherol; vitamin k; vitamin k1; vitamin k2; beta carotene; multivitamin; doxercalciferol; calcitriol',
  CORTICOSTEROID_SYSTEMIC: steroids,
  MINERALOCORTICOID: 'fludrocortisone',
  CONTRACEPTIVE_NON_ORAL: 'copper intrauterine device',
  DROSPIRENONE: 'drospirenone',
  '5ARI': 'finasteride; dutasteride',
  MINOXIDIL: 'minoxidil',
  MINOXIDIL_ORAL: 'minoxidil',
  TAMOXIFEN: 'tamoxifen',
  TESTOSTERONE: 'testosterone; methyltestosterone; anabolic steroid; oxandrolone; nandrolone; stanozolol',
  ESTROGEN:
    'estradiol; ethinyl estradiol; estrogens, conjugated (usp); estrogens, esterified (usp); estetrol; estropipate',
  ANTIANDROGEN:
    'bicalutamide; flutamide; nilutamide; apalutamide; enzalutamide; darolutamide; cyproterone; clascoterone',
  ACEI_ARB: `${ace}; ${arb}; sacubitril; aliskiren`,
  MRA: 'spironolactone; eplerenone; finerenone; canrenone',
  K_RAISING: `${potassium}; amiloride; triamterene; spironolactone; eplerenone; finerenone; canrenone; trimethoprim; ${nsaids}; ${heparins}; ${calcineurin}; drospirenone; ${ace}; ${arb}; sacubitril; aliskiren; pentamidine`,
  K_SUPPLEMENT: potassium,
  K_SPARING: 'amiloride; triamterene; spironolactone; eplerenone; finerenone',
  THIAZIDE: thiazides,
  LOOP_DIURETIC: loops,
  BETA_BLOCKER: betaBlockers,
  CCB: ccbs,
  ANTIHYPERTENSIVE: `${ace}; ${arb}; sacubitril; aliskiren; ${thiazides}; ${loops}; ${betaBlockers}; ${ccbs}; clonidine; guanfacine; methyldopa; hydralazine; reserpine; aprocitentan; moxonidine; indoramin; urapidil`,
  QT_ANTIARR:
    'quinidine; procainamide; disopyramide; amiodarone; sotalol; dofetilide; ibutilide; dronedarone',
  QT_OTHER: `methadone; haloperidol; citalopram; ondansetron; ${fluoroquinolones}; ${macrolides}; ranolazine; thioridazine; pimozide; ziprasidone; quetiapine; chlorpromazine; droperidol; hydroxychloroquine; chloroquine; pentamidine; vandetanib; nilotinib; domperidone; donepezil; fluconazole; hydroxyzine; lofexidine; papaverine`,
  ANTIARRHYTHMIC:
    'quinidine; procainamide; disopyramide; amiodarone; sotalol; dofetilide; ibutilide; dronedarone; flecainide; propafenone; mexiletine',
  DIGOXIN: 'digoxin',
  VIT_K_ANTAG: 'warfarin; acenocoumarol; phenindione; phenprocoumon; fluindione',
  ANTICOAGULANT: `warfarin; acenocoumarol; phenindione; phenprocoumon; fluindione; apixaban; rivaroxaban; dabigatran etexilate; edoxaban; ${heparins}; argatroban; bivalirudin`,
  P2Y12: 'clopidogrel; prasugrel; ticagrelor; ticlopidine; cangrelor',
  ANTIPLATELET:
    'clopidogrel; prasugrel; ticagrelor; ticlopidine; cangrelor; aspirin; dipyridamole; cilostazol; vorapaxar; anagrelide',
  HEPARIN: heparins,
  NSAID: nsaids,
  SALICYLATE: 'aspirin; bismuth subsalicylate; salsalate; magnesium salicylate',
  TRIMETHOPRIM: 'trimethoprim',
  ARV: arvs,
  ARV_BOOSTED: 'ritonavir; cobicistat',
  AZOLE:
    'ketoconazole; levoketoconazole; itraconazole; fluconazole; voriconazole; posaconazole; isavuconazole; clotrimazole; miconazole; econazole; oxiconazole; sertaconazole; sulconazole; terconazole; tioconazole; butoconazole; luliconazole; efinaconazole; oteseconazole',
  FLUOROQUINOLONE: fluoroquinolones,
  MACROLIDE: macrolides,
  CALCINEURIN_INH: calcineurin,
  CYCLOSPORINE: 'cyclosporine',
  SULFONAMIDE_ANTIBIOTIC:
    'sulfamethoxazole; sulfadiazine; sulfasalazine; sulfacetamide; sulfisoxazole; silver sulfadiazine',
  PENICILLIN:
    'penicillin v; penicillin g; amoxicillin; ampicillin; piperacillin; nafcillin; dicloxacillin; oxacillin',
  CHEMOTHERAPY:
    'cyclophosphamide; doxorubicin; paclitaxel; docetaxel; cisplatin; carboplatin; fluorouracil; capecitabine; gemcitabine; etoposide; vincristine; epirubicin; ifosfamide; irinotecan; procarbazine; daunorubicin; cytarabine; bleomycin; oxaliplatin; topotecan; vinblastine; pemetrexed',
  THEOPHYLLINE: 'theophylline; aminophylline',
  GLAUCOMA_DROPS:
    'latanoprost; latanoprostene bunod; travoprost; bimatoprost; tafluprost; timolol; betaxolol; levobunolol; carteolol; dorzolamide; brinzolamide; brimonidine; netarsudil; pilocarpine; omidenepag; apraclonidine',
  PHENOXYBENZAMINE: 'phenoxybenzamine',
}

const listOf = (text: string): string[] =>
  text
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean)

export const classMembers: ReadonlyMap<DrugClass, readonly string[]> = new Map(
  Object.entries(table).map(([name, text]) => [name as DrugClass, listOf(text)]),
)

/** Contraceptive hormones: by mouth they are OC, otherwise not (formulary §4). */
export const contraceptiveHormones: ReadonlySet<string> = new Set([
  'norethindrone',
  'drospirenone',
  'norgestimate',
  'levonorgestrel',
  'norgestrel',
  'desogestrel',
  'ethynodiol',
  'dienogest',
  'etonogestrel',
  'norelgestromin',
  'segesterone',
  'gestodene',
  'nomegestrol',
  'medroxyprogesterone',
])
