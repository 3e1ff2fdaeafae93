/**
 * Words of a medication entry that are not a medicine: directions, forms, units, diagnoses, plain English. They are
 * neither looked up as names on their own nor corrected to one.
 */
const words = `
succ tart besylate maleate hydrochloride citrate tartrate succinate fumarate sulfate acetate bitartrate monohydrate dihydrate hemihydrate anhydrous mesylate phosphate bromide chloride gray grey market flexpen kwikpen solostar flextouch
flexpro autoinjector sensoready pen-needle needles diskus respimat handihaler ellipta turbuhaler respiclick redihaler

filled unfilled thrown threw unopened unused touched touch toothpaste completed complete completes longer until till approx provider providers advised advice allowed although amount another
anybody anything anyway appointment available avoid became become began begin behind believe beside besides bit brand brings
busy buy bye came care careful certain check checked clear close common concern concerned confirm considering contact cost
couldnt covered daughter decide depending describe detail details diet dinner directly discuss discussed does doesnt domestic
don done dry either email end enough entire especially eventually exactly example explain explained feeling feels felt fill
fixed follow following forget forgot forth forward fresh further general generally getting glad gone gotten grade great group grown
guess happen happened happy hear heavy herself himself hour however idea immediately important include included including
indicated info information initial inside instructions insurance intake interested interval irregular issue issues item job join kept
kinds knew known large late lately later leave leaves leaving let lets lifelong likely limited living load longterm look looking
lots lowered making manage managed management matter meanwhile meant mention mentioned met mine moment moved nearly necessary neither
none nothing notice noticed number numbers occasion occasional occasionally office older online open option options outside overall
page paid particular per perhaps permanently person phone place placed pleased point pre prefer preferred present presently
pretty prevent prevention preventive preventative previously price process program proper protocol provide provided
provides range rather read ready receive received receiving recommended record reduce reduced removed replace replacement
report request require required requires response rest result results return returned review risk running safe schedule scheduled
section seemed seems seen selected separate series serious several short shortly similar simple simply slight slightly slow small
somewhat soon source special specialist specific spread standard state status strict study stuff successful suggest suggested
supposedly surgeon swallow swallowed symptom tapering team tell temporarily temporary test tested tests thank thanks therefore thing thought threw
topic topical toward towards traditional travel trial true twelve typically uncertain unclear understand unfortunately unit unknown
unlike up update updated urgent useful usual usually various veteran veterinary visit waiting wanted wants warning weight whatever whenever
whether whole wonder wondering wont word words worked working worry worth wouldnt write wrote yesterday young younger
cannot cant didnt isnt wasnt werent havent hasnt hadnt shouldnt ive im id dont aint youre theyre thats whats
morning noon evening bedtimes fortnight quarterly annually biweekly monthly hourly thrice alternate
whenever wherever anymore nowadays ago since because why how when where who whom whose which
really very quite too also just only even still already yet ever never always often sometimes
start starting stop stopping begin beginning finish finishing continue continued continues continuing resume resumed pause paused hold held
currently presently recently lately formerly ongoing lifelong chronic acute
prophylaxis prevention maintenance rescue emergency suppression suppressive induction
hypertension hyperlipidemia hypothyroidism diabetic diabetes type bph gerd osteoarthritis neuropathic

car bag house home glove compartment desk office bathroom shelf bedside nightstand pocket backpack gym

a about after again ago all almost along already also alternate always am an and another any anymore are around as at
away back bad based be because bed bedtime been before began being below best better between big bit both bottle box
break breakfast brought but by call called can cannot carry carried change changed child clinic clinical come cost
couple course current currently cut cycle daily date day days decided dinner directed do doc doctor does doing done
dont down drink drug drugs due during each early eat eating eight either eleven else emergency empty end er even
evening ever every except expired extra false far feel felt few finish finished first five fix for found four fri friday
from full gave get gets getting give given gives go goes going got had half hand hard has hasnt have havent having he
heard help helped helps her here high him his history hold home hospital hour hourly hours how hrs i if ill im in
initially inject injected injects instead instructed into is isnt it its ive january february march april may june july
august september october november december jan feb mar apr jun jul aug sept sep oct nov dec just keep keeps kept kind
know last later least leftover left less level like line list listed little local long low lower lunch made main make
many maximum may maybe md me meal meals mean med medicated medication medications medicine medicines meds might mild
minimum minute minutes mom mon monday month monthly months more morning mornings most mostly mouth mrs much my name need
needed never new next nice night nightly nights nine no noon nor normal not nothing now of off often oh ok okay old on
once one ones only onto or order ordered original other our out over own pack package past patient pharmacist pharmacy
physician pick plan please plus possible prescribed prescriber prescription previous previously prior private probably
problem put qam qd qday qhs qid qod qpm quit quite rarely really reason recent recently refill refilled refills regular
regularly remember replaced right routine run same sample samples sat saturday say second see seldom self set seven
several she should side since single six sleep so some someone something sometimes soon sort split spouse start started
starting starts stay still stomach stop stopped stopping stops strong sub such sun sunday supply supposed sure switch
switched take taken takes taking ten than that the their them then there these they thing things think this those though
three through throughout thu thursday tid time times to today together told tomorrow tonight too took total treat
treated treating treatment tried trouble try trying tue tuesday twelve twice two type uncertain unclear under unknown
unless unsure until up upon us use used uses using usual usually very via vs wait was wed wednesday week weekly weekend
weekends weeks well went were what when where which while who will with within without wk wks wont work works would
x year years yes yesterday yet you your yrs
tab tabs tablet tablets cap caps capsule capsules pill pills caplet caplets softgel softgels gel gels gelcap gelcaps cream
creams ointment lotion foam foams shampoo solution soln suspension susp syrup elixir liquid drops drop spray sprays
inhaler inhalers inhale inhaled nebulizer neb puff puffs patch patches injection injections injectable shot shots pen pens
vial vials syringe pump suppository suppositories enema powder packet packets sachet lozenge lozenges troche troches chew
chewable chewables gummy gummies film films strip strips wafer odt stick swab wipes wash bar paste mouthwash rinse
oral orally po sl sublingual sublingually buccal topical topically rectal rectally vaginal vaginally nasal intranasal
ophthalmic otic transdermal subcutaneous subcutaneously subq sc sq im iv intramuscular intravenous eye eyes ear ears nose
tongue skin scalp face arm thigh belly abdomen lip lips
mg mgs mcg ug ugm gm gms gram grams g kg ml mls cc l dl unit units iu meq mmol percent oz tsp tbsp teaspoon
milligram milligrams microgram micrograms dose doses dosed dosage strength amount quantity qty
bid prn qw qwk qweek q2w q4h q6h q8h q12h hs ac pc stat ad od os ou am pm sig disp rx otc dx hx tx sx re pt pts
er xr xl sr cr la dr ec cd hcl hbr ds es ir xt mr sa lar pf hfa extended release delayed immediate sustained
controlled modified long acting short generic brand name equivalent compounded compound pharmacy online bought
maintenance loading taper tapering tapered titrating titrated increasing increased decreased step stable
blood pressure heart sugar diabetes cholesterol thyroid pain pains headache headaches migraine migraines allergy
allergies asthma anxiety depression mood bipolar seizure seizures nausea reflux heartburn acid cough cold flu fever
infection uti acne rash eczema psoriasis hair loss hairline weight obesity appetite prostate bph bladder urine kidney liver
stroke clot clots angina chest attack failure rhythm afib palpitations swelling fluid edema gout arthritis joint joints back
knee muscle muscles spasm spasms insomnia sleep adhd add ptsd nerve neuropathy nerves menopause periods hormone hormones
contraception birth control pregnancy cancer surgery dental tooth virus viral hiv herpes sores sinus congestion runny
erectile dysfunction ed sex sexual libido performance glaucoma dry itch itching itchy hives hot flashes cramps diarrhea
constipation ibs gerd ulcer crohns colitis lupus ra copd osteoporosis bones bone anemia deficiency vitamin supplement
supplements vitamins mineral minerals herbal herb herbs tea
active inactive discontinued discontinue dc dcd allergic intolerant denies denied deny refused negative positive none
noted reported reports states stated per record chart list see above below attached unspecified various multiple
cardiologist cardiology psychiatrist psychiatry neurologist dermatologist endocrinologist urologist gyn obgyn pcp np
husband wife partner mother father sister brother dad mum
maybe think believe approximately approx roughly around between age aged
monotherapy therapy therapies regimen condition conditions disease disorder syndrome symptoms symptom
water food juice milk meal breakfast stomach wake waking bedtime
white yellow pink red green blue orange brown round small large tiny purple
air oxygen sugar salt sodium
cup cups glass glasses bottle can cans pack packs drinks
lost weightloss helps good great fine worse poor poorly tolerated tolerating well effects effect side
sent mail ordering mexico canada india amazon website internet friend friends family
hims hers ro walmart costco kirkland cvs walgreens equate relion goodrx
product products pain reliever relief remedy booster natural organic
first line second half whole quarter
his hers maximum lowest highest normal baseline
emergencies backup case cases rescue handy purse wallet cabinet drawer around
treatment care daily doing
socially pellet pellets pouch pouches hydration drip infusion infusions seed seeds root roots leaf bark extract extracts complex formula blend
oxalate pamoate embonate lactate malate napsylate xinafoate furoate propionate dipropionate valerate enanthate cypionate undecanoate decanoate
medoxomil cilexetil hyclate trihydrate disodium tosylate esylate hydrobromide besilate stearate ethylsuccinate medical calm tears bars
human protamine usp nf chelated conjugated esterified hydrolyzed dibasic monobasic live lente
restarted restart restarting resuming college highschool vacation university dayly dailly daly dialy twise tiwce evry everyday nite nites tabelt weekley weakly wekly montly perscribed preasure presure dosage dossage
ultra premium advanced womens mens adult adults adults' fillers filler invisalign contact contacts lens lenses cleaning
`

export const noiseWords: ReadonlySet<string> = new Set(words.split(/\s+/).filter(Boolean))

/** Words that name a class or a kind of medicine: read by the phrases, never corrected to the name of a medicine. */
export const classWords: ReadonlySet<string> = new Set(
  `insulin insulins nitrate nitrates mononitrate dinitrate nitrite opioid opioids opiate opiates narcotic narcotics statin
  statins steroid steroids diuretic diuretics antibiotic antibiotics antidepressant antidepressants antihistamine
  antihistamines antipsychotic antipsychotics anticoagulant anticoagulants thinner thinners blocker blockers inhibitor
  inhibitors benzo benzos benzodiazepine benzodiazepines stimulant stimulants decongestant decongestants nsaid nsaids
  contraceptive contraceptives iud ring implant chemo chemotherapy antiviral antivirals antifungal antifungals
  painkiller painkillers relaxer relaxers relaxant sleeping weight diet channel alpha beta pressure enhancement male
  tricyclic tricyclics ssri ssris snri snris maoi maois sulfonylurea sulfonylureas antiretroviral antiretrovirals
  hypertension cardiac prostate immunosuppressant epilepsy agonist agonists laxative laxatives antihypertensive
  antihypertensives diabetic coil inflammatory nitrites extenze enzyte vigrx rhino honey gas station fat burner burners appetite suppressant
  suppressants metabolism detox cleanse doctor smoking drinking clinic methadone-clinic`
    .split(/\s+/)
    .filter(Boolean),
)
