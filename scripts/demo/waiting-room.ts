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
    birthDate: '1969-05-14',
    sex: 'female',
    category: 'weight',
    answers: {
      reason: says('Diets work for a month, then it comes back'),
      childbearing: pick('menopause'),
      height: tall(5, 6),
      weight: weighs(221),
      'blood-pressure': pressure(124, 79),
      'heart-rate': number(72),
    },
  }),
  persona({
    name: 'Corin Ashdown',
    birthDate: '1973-02-27',
    sex: 'male',
    category: 'ed',
    place: places.denver,
    answers: {
      reason: says('It started about a year ago and it comes between us'),
      'blood-pressure': pressure(128, 81),
      'shim-1': pick('3'),
    },
  }),
  persona({
    name: 'Silas Brightwater',
    birthDate: '1992-08-19',
    sex: 'male',
    category: 'hair',
    place: places.seattle,
    answers: {
      reason: says('The crown is getting thin, as it was with my father'),
      'blood-pressure': pressure(116, 74),
    },
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
      'blood-pressure': pressure(136, 84),
    },
  }),
  persona({
    name: 'Wilder Crane',
    birthDate: '1966-06-30',
    sex: 'male',
    category: 'ed',
    answers: {
      exercise: pick('symptoms'),
      reason: says('I would like to try the tablets my brother takes'),
      'blood-pressure': pressure(142, 88),
    },
  }),
  persona({
    name: 'Delphine Moorcroft',
    birthDate: '1979-12-09',
    sex: 'female',
    category: 'weight',
    place: places.miami,
    answers: {
      reason: says('My knees ache on the stairs at work'),
      'thyroid-cancer': pick('family'),
      height: tall(5, 3),
      weight: weighs(212),
      'blood-pressure': pressure(119, 77),
    },
  }),
  persona({
    name: 'Rufus Pennywell',
    birthDate: '1984-01-22',
    sex: 'male',
    category: 'weight',
    place: places.denver,
    answers: {
      reason: says('I want to run with my kids again'),
      'blood-pressure': dontKnow,
      height: tall(5, 10),
      weight: weighs(259),
    },
  }),
  persona({
    name: 'Amos Gentry',
    birthDate: '1969-09-15',
    sex: 'male',
    category: 'ed',
    place: places.tampa,
    answers: {
      reason: says('It works on some days and not on others'),
      'named-medicines': pick('tamsulosin'),
      metabolic: pick('prostate'),
      'blood-pressure': pressure(131, 80),
    },
  }),
  persona({
    name: 'Leonie Farrow',
    birthDate: '1990-03-08',
    sex: 'female',
    category: 'weight',
    place: places.seattle,
    answers: {
      reason: says('My doctor said my sugar is going up'),
      metabolic: pick('pcos', 'prediabetes'),
      height: tall(5, 5),
      weight: weighs(236),
      'blood-pressure': pressure(127, 82),
    },
  }),
  persona({
    name: 'Ezra Lockhart',
    birthDate: '1995-07-01',
    sex: 'male',
    category: 'hair',
    answers: {
      reason: says('I see more of my temples every month'),
      norwood: pick('2'),
      duration: pick('1-2'),
      'blood-pressure': pressure(112, 70),
    },
  }),
  persona({
    name: 'Thea Wexford',
    birthDate: '1985-10-17',
    sex: 'female',
    category: 'hair',
    place: places.denver,
    answers: { reason: says('My part is getting wider'), 'family-hair': dontKnow },
  }),
  persona({
    name: 'Barnaby Stroud',
    birthDate: '1977-04-25',
    sex: 'male',
    category: 'weight',
    place: places.tampa,
    answers: {
      reason: says('I snore and I am tired all day'),
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
    answers: {
      reason: says('I would like to stop worrying about it'),
      frequency: pick('often'),
      'named-medicines': pick('alprostadil'),
    },
  }),
  persona({
    name: 'Felix Harrowgate',
    birthDate: '1988-11-29',
    sex: 'male',
    category: 'hair',
    place: places.phoenix,
    answers: {
      reason: says('I used to have thick hair and would like to slow this down'),
      norwood: pick('4'),
      'blood-pressure': pressure(121, 78),
    },
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
