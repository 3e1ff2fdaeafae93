/**
 * What patients and clinicians write, and what must be read: `text => readings`, several readings joined by " ; ".
 * A reading: ingredients joined by "+", then any of `@route`, `=mg`, `!stopped(days)`, `!negated`, `#CLASS` (has it),
 * `-#CLASS` (has not). `?` = unrecognised, `none` = says there is none, `*` = recognised by class only.
 */
export const medicationCases = `
lisinopril => lisinopril #ACEI_ARB #K_RAISING #ANTIHYPERTENSIVE
Lisinopril 10mg daily => lisinopril =10
LISINOPRIL 10 MG TABLET => lisinopril =10 @oral
lisinopril 20 => lisinopril =20
lisinipril 10 => lisinopril
lisinopril/hctz 20-12.5 => hydrochlorothiazide+lisinopril #THIAZIDE #ACEI_ARB =20
lisinopril, metformin and Imdur => lisinopril ; metformin ; isosorbide mononitrate #NITRATE
metformin 1,000 mg twice a day => metformin =1000 #BIGUANIDE
metformin ER 500mg 2 tabs daily => metformin =500 @oral
Metformin HCl 500 mg => metformin =500
metforman => metformin
Janumet 50/1000 => metformin+sitagliptin #BIGUANIDE #DPP4
Jentadueto => linagliptin+metformin #BIGUANIDE #DPP4
Synjardy XR => empagliflozin+metformin #BIGUANIDE #SGLT2
Glucovance => glyburide+metformin #SECRETAGOGUE #BIGUANIDE
Trijardy XR => empagliflozin+linagliptin+metformin
glipizide-metformin => glipizide+metformin #SECRETAGOGUE
Duetact => glimepiride+pioglitazone #SECRETAGOGUE
Imdur 30 mg => isosorbide mononitrate =30 #NITRATE
isosorbide mononitrate ER 60mg => isosorbide mononitrate =60 #NITRATE
isosorbide dinitrate => isosorbide dinitrate #NITRATE
isosorbide 30 => isosorbide mononitrate #NITRATE
BiDil => hydralazine+isosorbide dinitrate #NITRATE #VASODILATOR
Nitrostat 0.4 mg SL prn => nitroglycerin @sublingual =0.4 #NITRATE
nitro spray just in case => nitroglycerin @sublingual #NITRATE
nitroglycerine tablets => nitroglycerin #NITRATE
nitro patch => nitroglycerin @transdermal #NITRATE
Nitro-Dur 0.2 mg/hr => nitroglycerin @transdermal #NITRATE
Rectiv => nitroglycerin @rectal #NITRATE
nitroglycerin ointment for anal fissure => nitroglycerin @rectal #NITRATE
NTG => nitroglycerin #NITRATE
nitroglycerin (expired, still carry it) => nitroglycerin #NITRATE
nitroglycerin, never used, kept in car => nitroglycerin #NITRATE
nitrates => * #NITRATE
nitrate => ? -#NITRATE
thiamine mononitrate => thiamine -#NITRATE
miconazole nitrate cream => miconazole @topical -#NITRATE
econazole nitrate => econazole -#NITRATE
potassium nitrate toothpaste => potassium nitrate -#NITRATE
silver nitrate => silver nitrate -#NITRATE
nitrofurantoin 100 mg => nitrofurantoin -#NITRATE
Macrobid => nitrofurantoin -#NITRATE
nitazoxanide => nitazoxanide -#NITRATE
nitrous oxide => nitrous oxide -#NITRATE
poppers => amyl nitrite #NITRITE
uses poppers on weekends => amyl nitrite #NITRITE
amyl nitrite => amyl nitrite #NITRITE
isobutyl nitrite => isobutyl nitrite #NITRITE
jungle juice => amyl nitrite #NITRITE
amsterdam => amyl nitrite #NITRITE
icodec => insulin icodec #INSULIN
mycophenolate => mycophenolic acid
VHS cleaner => amyl nitrite #NITRITE
Adempas 2.5mg tid => riociguat #SGC_STIM
Verquvo => vericiguat #SGC_STIM
Viagra 50 => sildenafil =50 #PDE5
sildenafil 20mg (generic Revatio) => sildenafil =20 #PDE5
sildenifil => sildenafil
viagara => sildenafil
Cialis 5 mg daily => tadalafil =5 #PDE5
tadalifil => tadalafil
Alyq => tadalafil #PDE5
Opsynvi => macitentan+tadalafil #PDE5
Entadfi => finasteride+tadalafil #PDE5 #5ARI
Staxyn => vardenafil
Stendra => avanafil
gas station rhino pills => ? #PDE5_HIDDEN
Jalyn => dutasteride+tamsulosin #5ARI #ALPHA_BLOCKER_UROSELECTIVE
Propecia => finasteride #5ARI
Proscar 5mg => finasteride =5
topical finasteride spray => finasteride @topical #5ARI
Rogaine => minoxidil @topical #MINOXIDIL -#MINOXIDIL_ORAL
minoxidil 5% foam => minoxidil @topical -#MINOXIDIL_ORAL
minoxidil 5% => minoxidil @topical -#MINOXIDIL_ORAL
minoxidil 2.5 mg => minoxidil @oral =2.5 #MINOXIDIL_ORAL
oral minoxidil => minoxidil @oral #MINOXIDIL_ORAL
spironolactone 100mg => spironolactone =100 #MRA #K_RAISING
spironalactone => spironolactone
Aldactazide => hydrochlorothiazide+spironolactone
Nizoral shampoo => ketoconazole @shampoo #AZOLE -#CYP3A4_INH_STRONG
ketoconazole 2% shampoo => ketoconazole @shampoo -#CYP3A4_INH_STRONG
ketoconazole cream => ketoconazole @topical -#CYP3A4_INH_STRONG
ketoconazole 200 mg tablets => ketoconazole @oral #CYP3A4_INH_STRONG
Wegovy 1.7 mg weekly => semaglutide @injection =1.7 #INCRETIN
Ozempic 0.5mg => semaglutide @injection
Rybelsus 7mg => semaglutide @oral =7
Wegovy pill 25 mg => semaglutide @oral =25
compounded semaglutide 1mg weekly => semaglutide =1 #INCRETIN
Mounjaro => tirzepatide #INCRETIN
terzepatide => tirzepatide
wegovi => semaglutide
ozempik => semaglutide
Saxenda => liraglutide
Xultophy => insulin degludec+liraglutide #INCRETIN #INSULIN
Soliqua => insulin glargine+lixisenatide #INCRETIN #INSULIN
Foundayo => orforglipron #INCRETIN
retatrutide => retatrutide #INCRETIN
Symlin => pramlintide #AMYLIN
Adipex-P 37.5 => phentermine =37.5 #PHENTERMINE #ANORECTIC
adipex => phentermine
phentermine 37.5mg => phentermine
Qsymia => phentermine+topiramate #TOPIRAMATE
Contrave => bupropion+naltrexone #BUPROPION #NALTREXONE
Tenuate => diethylpropion #ANORECTIC
Alli => orlistat
Wellbutrin XL 300 mg => bupropion =300 #BUPROPION
wellbutrin sr => bupropion
wellbutron => bupropion
Zyban => bupropion
Auvelity => bupropion+dextromethorphan #BUPROPION
buspirone 10mg => buspirone -#BUPROPION -#OPIOID
Welchol => colesevelam
Lantus 20 units at bedtime and Humalog with meals => insulin glargine #INSULIN ; insulin lispro #INSULIN
insulin => * #INSULIN
insulin pump => * #INSULIN
Novolin 70/30 => insulin isophane+insulin, regular, human #INSULIN
NPH => insulin isophane
Afrezza => insulin, regular, human @inhaled #INSULIN
glipizide 5mg => glipizide #SECRETAGOGUE
glibenclamide => glyburide #SECRETAGOGUE
Amaryl => glimepiride #SECRETAGOGUE
Januvia => sitagliptin #DPP4 -#BIGUANIDE
Flomax => tamsulosin #ALPHA_BLOCKER_UROSELECTIVE
Flomax 0.4mg qhs => tamsulosin =0.4
doxazosin => doxazosin #ALPHA_BLOCKER_NONSELECTIVE
Cardura => doxazosin
Hytrin => terazosin
Uroxatral => alfuzosin
Flonase => fluticasone @nasal -#CORTICOSTEROID_SYSTEMIC -#CYP3A4_INH_STRONG
Fosamax => alendronate
Norvir => ritonavir #CYP3A4_INH_STRONG #BOOSTER
Paxlovid finished yesterday => nirmatrelvir+ritonavir !stopped(1) #CYP3A4_INH_STRONG
Genvoya => cobicistat+elvitegravir+emtricitabine+tenofovir alafenamide #BOOSTER #ARV_BOOSTED
Symtuza => cobicistat+darunavir+emtricitabine+tenofovir alafenamide #BOOSTER
Prezista => darunavir #CYP3A4_INH_STRONG
Kaletra => lopinavir+ritonavir #BOOSTER
Biktarvy => bictegravir+emtricitabine+tenofovir alafenamide #ARV -#BOOSTER
Descovy => emtricitabine+tenofovir alafenamide #ARV
Atripla => efavirenz+emtricitabine+tenofovir disoproxil #CYP3A4_INDUCER_MOD
Biaxin => clarithromycin #CYP3A4_INH_STRONG
Prevpac => amoxicillin+clarithromycin+lansoprazole #CYP3A4_INH_STRONG
itraconazole => itraconazole #CYP3A4_INH_STRONG
Z-pak => azithromycin -#CYP3A4_INH_STRONG
Cartia XT 120 => diltiazem =120 #CYP3A4_INH_MOD
Cardizem CD => diltiazem #CYP3A4_INH_MOD
Tarka => trandolapril+verapamil #CYP3A4_INH_MOD #ACEI_ARB
verapamil SR => verapamil
Diflucan => fluconazole #CYP3A4_INH_MOD
grapefruit juice daily => grapefruit juice #GRAPEFRUIT -#CYP3A4_INH_STRONG
rifampin => rifampin #CYP3A4_INDUCER_STRONG
Tegretol XR => carbamazepine #CYP3A4_INDUCER_STRONG #AED
phenytoin => phenytoin #CYP3A4_INDUCER_STRONG
st johns wort => st. john's wort #CYP3A4_INDUCER_MOD
St. John’s Wort => st. john's wort #CYP3A4_INDUCER_MOD
modafinil => modafinil #CYP3A4_INDUCER_MOD
Neoral => cyclosporine #CYCLOSPORINE #OATP1B_INH
Restasis eye drops => cyclosporine @ophthalmic -#CYCLOSPORINE
Nardil => phenelzine #MAOI
Nardil stopped 3 weeks ago => phenelzine !stopped(21)
selegiline patch => selegiline @transdermal #MAOI
Zyvox => linezolid #MAOI
Linzess => linaclotide -#MAOI
Uribel => hyoscyamine+methenamine+methylene blue #MAOI_METHYLENE_BLUE -#MAOI
Azilect => rasagiline #MAOI
Prozac => fluoxetine #SSRI
Lexapro 10 mg => escitalopram #SSRI
Zoloft (sertraline) 50mg => sertraline =50
Effexor XR => venlafaxine #SNRI
Cymbalta => duloxetine #SNRI
amitriptyline => amitriptyline #TCA
used to take Lexapro, now on Zoloft 50 => escitalopram !stopped ; sertraline =50
switched from Lexapro to Zoloft => escitalopram !stopped ; sertraline
Percocet => acetaminophen+oxycodone #OPIOID
Norco 5/325 => acetaminophen+hydrocodone #OPIOID
hydrocodone/acetaminophen 5-325 => acetaminophen+hydrocodone #OPIOID
Tylenol #3 => acetaminophen+codeine #OPIOID
tylenol with codeine => acetaminophen+codeine #OPIOID
promethazine with codeine => codeine+promethazine #OPIOID
Tussionex => chlorpheniramine+hydrocodone #OPIOID
Fioricet with codeine => acetaminophen+butalbital+caffeine+codeine #OPIOID
Fioricet => acetaminophen+butalbital+caffeine -#OPIOID #BARBITURATE
Ultram => tramadol #OPIOID
Suboxone 8/2 => buprenorphine+naloxone @sublingual #OPIOID
Sublocade => buprenorphine @injection #OPIOID #OPIOID_DEPOT
Butrans patch => buprenorphine @transdermal #OPIOID -#OPIOID_DEPOT
Duragesic => fentanyl @transdermal #OPIOID
Lazanda => fentanyl @nasal #OPIOID
kratom => kratom #OPIOID
Lomotil => atropine+diphenoxylate #OPIOID
tianeptine => tianeptine #OPIOID
Narcan => naloxone -#OPIOID
naltrexone 50 => naltrexone #NALTREXONE -#OPIOID
LDN => naltrexone #NALTREXONE
Vivitrol => naltrexone @injection
Imodium => loperamide -#OPIOID
dextromethorphan => dextromethorphan -#OPIOID
methadone 60 mg => methadone #OPIOID #OPIOID_LONG #QT_OTHER
Toradol => ketorolac #NSAID -#OPIOID
oxybutynin => oxybutynin -#OPIOID
oxcarbazepine => oxcarbazepine -#OPIOID
OxyContin => oxycodone #OPIOID
Zestoretic => hydrochlorothiazide+lisinopril #ACEI_ARB
Benicar => olmesartan #ACEI_ARB
Benicar HCT => hydrochlorothiazide+olmesartan
Diovan HCT 160/12.5 => hydrochlorothiazide+valsartan =160
Lotrel => amlodipine+benazepril #ACEI_ARB
Entresto => sacubitril+valsartan #ACEI_ARB
Exforge HCT => amlodipine+hydrochlorothiazide+valsartan
losartan-hctz => hydrochlorothiazide+losartan
Norvasc => amlodipine #CCB
amlodapine => amlodipine
Toprol XL => metoprolol #BETA_BLOCKER
metropolol => metoprolol
Topamax => topiramate #TOPIRAMATE #CAI #AED
Inderal LA => propranolol
Adderall XR 20mg => amphetamine #SYMPATHO_STIM
Vyvanse => lisdexamfetamine #SYMPATHO_STIM
Concerta => methylphenidate #SYMPATHO_STIM
Sudafed => pseudoephedrine #SYMPATHO_STIM
Claritin-D => loratadine+pseudoephedrine #SYMPATHO_STIM
Claritin => loratadine -#SYMPATHO_STIM
Mucinex D => guaifenesin+pseudoephedrine #SYMPATHO_STIM
Daytrana => methylphenidate @transdermal #SYMPATHO_STIM
Strattera => atomoxetine #SYMPATHO_WEAK
Afrin nasal spray => oxymetazoline @nasal
K-Dur 20 meq => potassium chloride #K_SUPPLEMENT
salt substitute => potassium salt substitute #K_SUPPLEMENT
Maxzide => hydrochlorothiazide+triamterene #K_SPARING
triamterene-hctz 37.5/25 => hydrochlorothiazide+triamterene
Kerendia => finerenone #MRA
Inspra => eplerenone #MRA
Bactrim DS => sulfamethoxazole+trimethoprim #TRIMETHOPRIM #K_RAISING
ibuprofen prn => ibuprofen #NSAID #K_RAISING
diclofenac gel => diclofenac @topical -#NSAID
Prograf => tacrolimus #CALCINEURIN_INH
tacrolimus ointment => tacrolimus @topical -#CALCINEURIN_INH
Lithobid => lithium #LITHIUM
Lanoxin 0.125 mg => digoxin =0.125 #DIGOXIN
digoxin 125 mcg => digoxin =0.125
amiodarone => amiodarone #QT_ANTIARR
Betapace AF => sotalol #QT_ANTIARR
Nuedexta => dextromethorphan+quinidine #QT_ANTIARR
Coumadin 5mg => warfarin #VIT_K_ANTAG
Plavix => clopidogrel #CYP2B6_INH #P2Y12
thioridazine => thioridazine #CYP2D6_SUB_CI
tamoxifen => tamoxifen #TAMOXIFEN
Yaz => drospirenone+ethinyl estradiol #OC #DROSPIRENONE
Loryna => drospirenone+ethinyl estradiol #OC
Sprintec => ethinyl estradiol+norgestimate #OC
Junel Fe 1/20 => ethinyl estradiol+norethindrone #OC
Slynd => drospirenone #OC
Opill => norgestrel #OC
birth control pill => * #OC
birth control => * #OC
Mirena IUD => levonorgestrel @iud #CONTRACEPTIVE_NON_ORAL -#OC
Nexplanon => etonogestrel @implant #CONTRACEPTIVE_NON_ORAL -#OC
NuvaRing => ethinyl estradiol+etonogestrel @ring -#OC
Depo-Provera => medroxyprogesterone @injection #CONTRACEPTIVE_NON_ORAL -#OC
Xulane patch => ethinyl estradiol+norelgestromin @transdermal -#OC #CONTRACEPTIVE_NON_ORAL
copper IUD => copper intrauterine device @iud #CONTRACEPTIVE_NON_ORAL
levothyroxine 50mcg => levothyroxine =0.05 #THYROID
synthroid .075 mg => levothyroxine =0.075
Armour Thyroid => thyroid (usp) #THYROID
methimazole => methimazole #ANTITHYROID
Creon => pancrelipase #PANCRELIPASE
prednisone 10mg => prednisone #CORTICOSTEROID_SYSTEMIC
hydrocortisone cream => hydrocortisone @topical -#CORTICOSTEROID_SYSTEMIC
Symbicort => budesonide+formoterol @inhaled -#CORTICOSTEROID_SYSTEMIC
Florinef => fludrocortisone #MINERALOCORTICOID
timolol eye drops => timolol @ophthalmic -#BETA_BLOCKER #GLAUCOMA_DROPS
latanoprost => latanoprost #GLAUCOMA_DROPS
Caverject => alprostadil #ED_OTHER
Depakote ER 500 => valproate =500 #VALPROATE
blood pressure pill => ? #ANTIHYPERTENSIVE
water pill => ?
heart medicine => ?
sleeping pill => ?
diet pills => ?
blood thinner => ?
fish oil => fish oil
vitamin d => cholecalciferol #FAT_SOLUBLE_VITAMIN
Vitamin D3 2000 IU => cholecalciferol
multivitamin => multivitamin
biotin => biotin
weed => cannabis #CANNABIS
edibles => cannabis
cocaine => cocaine #ILLICIT_STIMULANT
aspirin 81 => aspirin =81
baby aspirin => aspirin
asa 325mg => aspirin =325
Tylenol PM => acetaminophen+diphenhydramine
none => none
None. => none
N/A => none
no meds => none
no medications => none
not taking any medications => none
nothing => none
denies => none
no nitrates or poppers => * !negated #NITRATE ; amyl nitrite !negated
denies opioids => ? !negated #OPIOID
never took Viagra => sildenafil !negated
not taking Imdur anymore => isosorbide mononitrate !stopped
Imdur, stopped last week => isosorbide mononitrate !stopped(7)
Imdur (d/c'd 2 months ago) => isosorbide mononitrate !stopped(60)
quit Nardil a week ago => phenelzine !stopped(7)
linezolid completed 10 days ago => linezolid !stopped(10)
no longer taking Lexapro => escitalopram !stopped
took methadone until 5 days ago, stopped => methadone !stopped(5)
No meds except Viagra => sildenafil
nothing except Wegovy => semaglutide
lisinopril and metformin, both stopped last month => lisinopril !stopped(30) ; metformin !stopped(30)
lisinopril 10mg metformin 500mg => lisinopril =10 ; metformin =500
metformin imdurr => metformin ; isosorbide mononitrate
atorvastatin 40mg qhs; amlodipine 5 mg qd => atorvastatin =40 ; amlodipine =5
bupropion for smoking => bupropion
Zyban to quit smoking => bupropion
methadone 40mg until last week => methadone !stopped(7)
had to quit Lexapro => escitalopram !stopped
iron for anemia => ferrous sulfate
Eliquis 5mg BID for afib => apixaban =5
zorbex => ?
qwertyuiop 10mg => ?
lisinopril, zorbex => lisinopril ; ?
metformin zorbex 10mg => metformin ; ?
Amoxicillin/clavulanate => amoxicillin+clavulanate #PENICILLIN
Augmentin => amoxicillin+clavulanate
Isotretinoin => isotretinoin -#NITRATE
paracetamol => acetaminophen
salbutamol => albuterol
Trelegy => fluticasone+umeclidinium+vilanterol @inhaled
hydroxyzine 25 => hydroxyzine
hydralazine 25 => hydralazine #VASODILATOR #ANTIHYPERTENSIVE
clonidine => clonidine #ANTIHYPERTENSIVE
clonazepam => clonazepam #BENZODIAZEPINE
primidone => primidone #CYP3A4_INDUCER_STRONG
Celebrex => celecoxib #NSAID
Celexa => citalopram #SSRI
Lamisil => terbinafine
Lamictal => lamotrigine #AED
Avandia => rosiglitazone
Avodart => dutasteride
Aciphex => rabeprazole
Inderal => propranolol
Zovirax => acyclovir
methotrexate 15mg weekly => methotrexate
nitrate => ? #NITRATE_POSSIBLE -#NITRATE
strong painkillers => ? #OPIOID_POSSIBLE -#OPIOID
Humira => adalimumab
`
