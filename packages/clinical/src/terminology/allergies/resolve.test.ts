import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveAllergy } from './resolve.ts'

/** `substance | reaction => status; ingredients; classes; excipients; severity`; a part left empty is not looked at, `-` = none. */
const table = `
Penicillin | hives => recognised; ; penicillin; ; mild
penicillin | anaphylaxis => recognised; ; penicillin; ; anaphylaxis
PCN => recognised; ; penicillin; ; unknown
Amoxicillin | rash => recognised; amoxicillin; penicillin; ; mild
sulfa | => recognised; ; sulfonamide-antibiotic; ; unknown
sulfa drugs | rash as a child => recognised; ; sulfonamide-antibiotic; ; mild
Bactrim | Stevens-Johnson => recognised; sulfamethoxazole+trimethoprim; sulfonamide-antibiotic; ; severe-skin
Ozempic | throat swelling => recognised; semaglutide; incretin; ; angioedema
Ozempic | nausea and vomiting => recognised; semaglutide; incretin; ; intolerance
semaglutide => recognised; semaglutide; incretin; ; unknown
Wellbutrin | hives => recognised; bupropion; ; ; mild
wellbutron | hives => recognised; bupropion; ; ; mild
Proscar | rash => recognised; finasteride; 5ari; ; mild
Viagra | headache => recognised; sildenafil; pde5; ; intolerance
sildenafil | flushing => recognised; sildenafil; pde5; ; intolerance
Cialis | back pain => recognised; tadalafil; pde5; ; intolerance
Topamax | => recognised; topiramate; ; ; unknown
phentermine | palpitations => recognised; phentermine; sympathomimetic-amine; ; intolerance
Sudafed | hives => recognised; pseudoephedrine; sympathomimetic-amine; ; mild
phenylephrine => recognised; phenylephrine; sympathomimetic-amine; ; unknown
Adderall => recognised; amphetamine; sympathomimetic-amine; ; unknown
decongestants => recognised; ; sympathomimetic-amine; ; unknown
fluconazole | itching => recognised; fluconazole; azole; ; mild
ketoconazole => recognised; ketoconazole; azole; ; unknown
azole antifungals | rash => recognised; ; azole; ; mild
minoxidil | scalp irritation => recognised; minoxidil; ; ; intolerance
Rogaine | contact dermatitis => recognised; minoxidil; ; ; mild
Rogaine | hives all over => recognised; minoxidil; ; ; mild
propylene glycol | => recognised; -; ; propylene-glycol; unknown
propylene glycol | contact dermatitis => recognised; ; ; propylene-glycol; mild
phenol => recognised; ; ; phenol; unknown
tartrazine => recognised; ; ; tartrazine; unknown
FD&C Yellow #5 => recognised; ; ; tartrazine; unknown
yellow dye | hives => recognised; ; ; tartrazine; mild
lactose | hives => recognised; ; ; lactose; mild
lactose intolerance => recognised; ; ; lactose; intolerance
gelatin | swelling => recognised; ; ; gelatin; angioedema
peanuts | anaphylaxis => recognised; ; ; peanut; anaphylaxis
soy => recognised; ; ; soy; unknown
polysorbate 80 => recognised; ; ; polysorbate; unknown
shellfish | hives => recognised; -; irrelevant; ; mild
latex => recognised; -; irrelevant; ; unknown
bee stings | anaphylaxis => recognised; -; irrelevant; ; anaphylaxis
cats => recognised; -; irrelevant; ; unknown
eggs => recognised; -; irrelevant; ; unknown
fish => recognised; -; irrelevant; ; unknown
iodine contrast => recognised; -; irrelevant; ; unknown
pollen, dust, mold => recognised; -; irrelevant; ; unknown
codeine | nausea => recognised; codeine; opioid; ; intolerance
opioids | itching => recognised; ; opioid; ; mild
morphine | trouble breathing => recognised; morphine; opioid; ; anaphylaxis
aspirin | stomach upset => recognised; aspirin; ; ; intolerance
ibuprofen | face swelled up, lip swelling => recognised; ibuprofen; nsaid; ; angioedema
NSAIDs | wheezing => recognised; ; nsaid; ; anaphylaxis
lisinopril | cough => recognised; lisinopril; ; ; intolerance
lisinopril | angioedema => recognised; lisinopril; ; ; angioedema
amlodipine | ankle swelling => recognised; amlodipine; ; ; intolerance
allopurinol | DRESS => recognised; allopurinol; ; ; severe-skin
lamotrigine | blistering rash => recognised; lamotrigine; ; ; severe-skin
penicillin, shellfish and sulfa | => recognised; ; penicillin+sulfonamide-antibiotic; ; unknown
penicillin (hives) => recognised; ; penicillin; ; mild
penicillin - rash => recognised; ; penicillin; ; mild
statins | muscle aches => recognised; ; ; ; intolerance
insulin => recognised; ; ; ; unknown
zorbex => unrecognised; -; ; ; unknown
zorbex | hives => unrecognised; -; ; ; mild
NKDA => none
nka => none
none => none
no known drug allergies => none
No known allergies => none
N/A => none
not allergic to anything => none
liraglutide | could not breathe => recognised; liraglutide; incretin; ; anaphylaxis
finasteride | low libido => recognised; finasteride; 5ari; ; intolerance
spironolactone | dizziness => recognised; spironolactone; ; ; intolerance
metformin | diarrhea => recognised; metformin; ; ; intolerance
`

const rows = table
  .trim()
  .split('\n')
  .map((line) => {
    const [left = '', expected = ''] = line.split(' => ')
    const [substance = '', reaction] = left.split('|').map((part) => part.trim())
    return {
      name: left,
      substance,
      reaction: reaction || null,
      expected: expected.split(';').map((part) => part.trim()),
    }
  })

describe('allergy entries', () => {
  it('has a table worth the name', () => expect(rows.length).toBeGreaterThan(70))
  it.each(rows)('$name', ({ substance, reaction, expected }) => {
    const match = resolveAllergy({ substance, reaction })
    const [status, ingredients, classes, excipients, severity] = expected
    expect(match.status).toBe(status)
    const names = match.ingredients.map((one) => one.name)
    if (ingredients === '-') expect(names).toEqual([])
    else if (ingredients) for (const one of ingredients.split('+')) expect(names).toContain(one)
    if (classes) for (const one of classes.split('+')) expect(match.classes).toContain(one)
    if (excipients) for (const one of excipients.split('+')) expect(match.excipients).toContain(one)
    if (severity) expect(match.severity).toBe(severity)
  })
  it('tells a reaction of the skin where it was put from one of the body', () => {
    expect(resolveAllergy({ substance: 'minoxidil', reaction: 'itchy scalp' }).localReactionOnly).toBe(true)
    expect(
      resolveAllergy({ substance: 'minoxidil', reaction: 'hives and irritation' }).localReactionOnly,
    ).toBe(false)
  })
  it('does not take what is denied for what was said', () => {
    expect(resolveAllergy({ substance: 'penicillin', reaction: 'rash, no trouble breathing' }).severity).toBe(
      'mild',
    )
    expect(resolveAllergy({ substance: 'penicillin', reaction: 'could not breathe' }).severity).toBe(
      'anaphylaxis',
    )
  })
})

describe('always', () => {
  const words = fc.constantFrom(
    'penicillin',
    'hives',
    'none',
    'sulfa',
    'no',
    'and',
    ',',
    'zorbex',
    'Viagra',
    '(',
    ')',
    'swelling',
  )
  const entry = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 8 }).map((list) => list.join(' ')),
  )
  it('never throws, is deterministic, does not mind case or white space', () => {
    fc.assert(
      fc.property(entry, fc.option(entry), (substance, reaction) => {
        const strip = (one: string) => ({ ...resolveAllergy({ substance: one, reaction }), text: '' })
        expect(strip(substance)).toEqual(strip(substance))
        expect(strip(` ${substance.toUpperCase()}\t`)).toEqual(strip(substance.toUpperCase()))
      }),
      { numRuns: 500 },
    )
  })
})
