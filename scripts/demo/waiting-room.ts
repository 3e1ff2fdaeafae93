/**
 * The first patients of a fresh demo clinic, so that its queue is not empty: sent and paid through the same
 * public API as anybody's, and left waiting. Entering twice lets nobody in twice.
 */
import { dontKnow, number, pick, pressure, says, takes, tall, weighs } from './answers.ts'
import { createPatient, type Patient } from './patient.ts'
import { type Persona, persona, places } from './personas.ts'
import { SandboxClient } from './sandbox-client.ts'
import { eachAtMost } from './wait.ts'

export const firstPatients: readonly Persona[] = [
  persona({
    name: 'Magnolia Trent',
    birthDate: '1987-05-14',
    sex: 'female',
    category: 'weight',
    answers: {
      reason: says('I gained weight after my second child and cannot lose it'),
      weight: weighs(221),
    },
  }),
  persona({
    name: 'Corin Ashdown',
    birthDate: '1973-02-27',
    sex: 'male',
    category: 'ed',
    place: places.denver,
    answers: { reason: says('It started about a year ago and it comes between us') },
  }),
  persona({
    name: 'Silas Brightwater',
    birthDate: '1992-08-19',
    sex: 'male',
    category: 'hair',
    place: places.seattle,
    answers: { reason: says('The crown is getting thin, my father was bald at forty') },
  }),
  persona({
    name: 'Otis Fernsby',
    birthDate: '1961-11-03',
    sex: 'male',
    category: 'ed',
    place: places.phoenix,
    answers: {
      reason: says('I want to be close to my wife again'),
      medications: takes('lisinopril 20 mg daily', 'nitroglycerin 0.4 mg under the tongue'),
      metabolic: pick('hypertension'),
    },
  }),
  persona({
    name: 'Wilder Crane',
    birthDate: '1966-06-30',
    sex: 'male',
    category: 'ed',
    answers: { exercise: pick('symptoms'), reason: says('I would like to try the tablets my brother takes') },
  }),
  persona({
    name: 'Delphine Moorcroft',
    birthDate: '1979-12-09',
    sex: 'female',
    category: 'weight',
    place: places.miami,
    answers: { 'thyroid-cancer': pick('family'), height: tall(5, 3), weight: weighs(212) },
  }),
  persona({
    name: 'Rufus Pennywell',
    birthDate: '1984-01-22',
    sex: 'male',
    category: 'weight',
    place: places.denver,
    answers: { 'blood-pressure': dontKnow, height: tall(5, 10), weight: weighs(259) },
  }),
  persona({
    name: 'Amos Gentry',
    birthDate: '1969-09-15',
    sex: 'male',
    category: 'ed',
    place: places.tampa,
    answers: { 'named-medicines': pick('tamsulosin'), metabolic: pick('prostate') },
  }),
  persona({
    name: 'Leonie Farrow',
    birthDate: '1990-03-08',
    sex: 'female',
    category: 'weight',
    place: places.seattle,
    answers: { metabolic: pick('pcos', 'prediabetes'), height: tall(5, 5), weight: weighs(236) },
  }),
  persona({
    name: 'Ezra Lockhart',
    birthDate: '1995-07-01',
    sex: 'male',
    category: 'hair',
    answers: { norwood: pick('2'), duration: pick('1-2') },
  }),
  persona({
    name: 'Thea Wexford',
    birthDate: '1985-10-17',
    sex: 'female',
    category: 'hair',
    place: places.denver,
    answers: { 'family-hair': dontKnow, reason: says('My part is getting wider') },
  }),
  persona({
    name: 'Barnaby Stroud',
    birthDate: '1977-04-25',
    sex: 'male',
    category: 'weight',
    place: places.tampa,
    answers: {
      'blood-pressure': pressure(168, 102),
      'heart-rate': number(88),
      metabolic: pick('hypertension', 'sleep-apnea'),
      medications: takes('amlodipine 5 mg daily'),
      height: tall(6, 1),
      weight: weighs(302),
    },
  }),
  persona({
    name: 'Gideon Swale',
    birthDate: '1981-02-13',
    sex: 'male',
    category: 'ed',
    place: places.seattle,
    answers: { frequency: pick('often'), nitrates: dontKnow },
  }),
  persona({
    name: 'Felix Harrowgate',
    birthDate: '1988-11-29',
    sex: 'male',
    category: 'hair',
    place: places.phoenix,
    answers: { norwood: pick('4') },
  }),
]

const AT_ONCE = 4

/** Answers the people let in, in the order of `firstPatients`. `password` becomes everybody's. */
export const openWaitingRoom = (options: {
  readonly url: string
  readonly publicUrl: string
  readonly sandboxUrl: string
  readonly clinicSlug: string
  readonly password: string
}): Promise<Patient[]> => {
  const sandbox = new SandboxClient(options.sandboxUrl)
  return eachAtMost(AT_ONCE, firstPatients, async (who) => {
    const patient = createPatient({ ...options, sandbox, persona: who })
    const known = await patient.comeBack()
    if (!patient.hasSent()) {
      await patient.fillIn()
      if (!known) await patient.signUp()
      await patient.submit()
    }
    if ((await patient.visit()).todo === 'card') await patient.enterCard()
    return patient
  })
}
