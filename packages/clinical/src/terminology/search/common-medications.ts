/** The medicines most often written in an intake, offered before rarer ones that match as well. */
const names = `atorvastatin levothyroxine metformin lisinopril amlodipine metoprolol albuterol losartan omeprazole gabapentin
sertraline hydrochlorothiazide rosuvastatin escitalopram pantoprazole montelukast simvastatin bupropion trazodone fluticasone
prednisone tamsulosin furosemide fluoxetine carvedilol meloxicam clonazepam apixaban clopidogrel pravastatin duloxetine
citalopram zolpidem venlafaxine alprazolam ibuprofen insulin|glargine spironolactone propranolol buspirone
amphetamine lisdexamfetamine methylphenidate semaglutide tirzepatide dulaglutide liraglutide empagliflozin sitagliptin glipizide
glimepiride warfarin aspirin allopurinol cyclobenzaprine hydroxyzine lamotrigine topiramate quetiapine aripiprazole
tramadol hydrocodone oxycodone acetaminophen naproxen famotidine cetirizine loratadine ezetimibe valsartan atenolol
clonidine diltiazem nitroglycerin isosorbide|mononitrate sildenafil tadalafil vardenafil avanafil finasteride dutasteride minoxidil
ketoconazole testosterone estradiol norethindrone drospirenone phentermine orlistat naltrexone lorazepam mirtazapine
paroxetine amitriptyline nortriptyline doxycycline amoxicillin azithromycin cephalexin cholecalciferol fish|oil
multivitamin melatonin magnesium potassium|chloride folic|acid cyanocobalamin baclofen tizanidine
sumatriptan ondansetron rivaroxaban valacyclovir methotrexate hydroxychloroquine adalimumab lithium
viagra cialis levitra stendra wegovy ozempic rybelsus mounjaro zepbound saxenda victoza trulicity contrave qsymia adipex-p
propecia proscar avodart rogaine lipitor crestor zocor synthroid norvasc zestril cozaar diovan toprol|xl coreg lasix
zoloft lexapro prozac paxil celexa cymbalta effexor|xr wellbutrin xanax klonopin ativan ambien adderall vyvanse ritalin
concerta flomax imdur nitrostat eliquis xarelto plavix coumadin januvia jardiance farxiga lantus humalog tylenol advil aleve
nexium prilosec zyrtec claritin benadryl flonase singulair ventolin advair symbicort aldactone neurontin lyrica topamax lamictal
seroquel abilify suboxone percocet norco yaz mirena nexplanon depo-provera`

const order = new Map(names.split(/\s+/).map((name, i) => [name.replaceAll('|', ' '), i]))
/** 0 for the commonest; null when it is not on the list. */
export const commonness = (key: string): number | null => order.get(key) ?? null
