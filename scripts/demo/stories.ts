/** Thirty patients and what becomes of them. */
import { dontKnow, number, pick, pressure, says, takes, tall, weighs, yes } from './answers.ts'
import {
  deniedAndReleased,
  escalatedAndHeld,
  filledAndPaid,
  filledAndUnpaid,
  notFilled,
  refusedByPharmacy,
} from './endings.ts'
import { persona, pharmacies, places } from './personas.ts'
import {
  answeredLate,
  approveAsProposed,
  askedThenApproved,
  captureFails,
  denied,
  escalated,
  fought,
  halfTheDose,
  messageAnswered,
  refusedThenDenied,
  undoneThenApproved,
} from './plots.ts'
import { cards } from './sandbox-client.ts'
import type { Story } from './story.ts'

type Who = Parameters<typeof persona>[0]

const green = (who: Who): Story => ({
  title: 'green',
  persona: persona(who),
  ending: filledAndPaid,
  play: approveAsProposed,
})

const greens: Story[] = [
  green({ name: 'Fern Alderwick', birthDate: '1988-04-12', sex: 'female', category: 'weight' }),
  green({
    name: 'Basil Thornquist',
    birthDate: '1979-09-30',
    sex: 'male',
    category: 'weight',
    place: places.denver,
    answers: {
      height: tall(5, 11),
      weight: weighs(264),
      reason: says('My knees hurt and I want to be lighter'),
    },
  }),
  green({
    name: 'Marigold Pell',
    birthDate: '1992-01-19',
    sex: 'female',
    category: 'weight',
    place: places.seattle,
    answers: { height: tall(5, 4), weight: weighs(205), contraception: pick('sterilized') },
  }),
  green({
    name: 'Alder Finchley',
    birthDate: '1971-06-02',
    sex: 'male',
    category: 'weight',
    place: places.miami,
    answers: { height: tall(6, 0), weight: weighs(281), 'blood-pressure': pressure(126, 80) },
  }),
  green({ name: 'Rowan Tidewell', birthDate: '1975-11-08', sex: 'male', category: 'ed' }),
  green({
    name: 'Jasper Holloway',
    birthDate: '1968-03-27',
    sex: 'male',
    category: 'ed',
    place: places.phoenix,
    answers: { frequency: pick('often'), 'heart-rate': number(62) },
  }),
  green({
    name: 'Linden Marsh',
    birthDate: '1983-07-14',
    sex: 'male',
    category: 'ed',
    place: places.tampa,
    pharmacyId: pharmacies.mail,
    answers: { 'alcohol-often': pick('never') },
  }),
  green({
    name: 'Cedric Bramble',
    birthDate: '1990-12-01',
    sex: 'male',
    category: 'ed',
    place: places.denver,
    answers: { 'blood-pressure': pressure(112, 70) },
  }),
  green({ name: 'Ash Whitlock', birthDate: '1991-05-23', sex: 'male', category: 'hair' }),
  green({
    name: 'Hawthorn Reed',
    birthDate: '1986-10-10',
    sex: 'male',
    category: 'hair',
    place: places.seattle,
    answers: { norwood: pick('3') },
  }),
  green({
    name: 'Sorrel Wainwright',
    birthDate: '1995-02-17',
    sex: 'male',
    category: 'hair',
    place: places.phoenix,
    answers: { norwood: pick('4'), duration: pick('1-2') },
  }),
  green({
    name: 'Heath Larkin',
    birthDate: '1980-08-05',
    sex: 'male',
    category: 'hair',
    place: places.denver,
    answers: { norwood: pick('2'), 'blood-pressure': pressure(121, 79) },
  }),
]

const blocked: Story[] = [
  {
    title: 'blocked: a nitrate on the medicine list',
    persona: persona({
      name: 'Osier Gray',
      birthDate: '1962-02-11',
      sex: 'male',
      category: 'ed',
      answers: { medications: takes('nitroglycerin 0.4 mg under the tongue') },
    }),
    ending: deniedAndReleased,
    play: refusedThenDenied('sildenafil'),
  },
  {
    title: 'blocked: poppers',
    persona: persona({
      name: 'Vetch Corbin',
      birthDate: '1987-09-09',
      sex: 'male',
      category: 'ed',
      place: places.miami,
      answers: { poppers: yes },
    }),
    ending: deniedAndReleased,
    play: refusedThenDenied('sildenafil'),
  },
  {
    title: 'blocked: thyroid cancer in the family',
    persona: persona({
      name: 'Tansy Oakhurst',
      birthDate: '1984-03-03',
      sex: 'female',
      category: 'weight',
      answers: { 'thyroid-cancer': pick('family') },
    }),
    ending: deniedAndReleased,
    play: refusedThenDenied('semaglutide_sc'),
  },
  {
    title: 'blocked: pregnant',
    persona: persona({
      name: 'Clover Dunmore',
      birthDate: '1993-06-21',
      sex: 'female',
      category: 'weight',
      place: places.denver,
      answers: { pregnant: yes },
    }),
    ending: deniedAndReleased,
    play: refusedThenDenied('semaglutide_sc'),
  },
]

const decisions: Story[] = [
  {
    title: 'asked: blood pressure; half the dose',
    persona: persona({
      name: 'Reed Salter',
      birthDate: '1974-01-30',
      sex: 'male',
      category: 'ed',
      answers: { 'blood-pressure': dontKnow },
    }),
    ending: { ...filledAndPaid, mails: [...filledAndPaid.mails, 'question'] },
    play: askedThenApproved(halfTheDose),
  },
  {
    title: 'asked: blood pressure',
    persona: persona({
      name: 'Yarrow Benedek',
      birthDate: '1982-05-16',
      sex: 'female',
      category: 'weight',
      place: places.seattle,
      answers: { 'blood-pressure': dontKnow },
    }),
    ending: { ...filledAndPaid, mails: [...filledAndPaid.mails, 'question'] },
    play: askedThenApproved(),
  },
  {
    title: 'denied: weight is healthy',
    persona: persona({
      name: 'Bryony Castle',
      birthDate: '1996-11-11',
      sex: 'female',
      category: 'weight',
      place: places.miami,
      answers: { height: tall(5, 8), weight: weighs(140) },
    }),
    ending: deniedAndReleased,
    play: denied('not_indicated'),
  },
  {
    title: 'denied: patches, needs an examination',
    persona: persona({
      name: 'Moss Everhart',
      birthDate: '1989-04-04',
      sex: 'male',
      category: 'hair',
      place: places.denver,
      answers: { norwood: pick('other'), onset: pick('patches') },
    }),
    ending: deniedAndReleased,
    play: denied('needs_in_person_exam'),
  },
  {
    title: 'escalated: chest symptoms on stairs',
    persona: persona({
      name: 'Elm Stratton',
      birthDate: '1960-07-07',
      sex: 'male',
      category: 'ed',
      place: places.phoenix,
      answers: { exercise: pick('symptoms') },
    }),
    ending: escalatedAndHeld,
    play: escalated,
  },
  {
    title: 'undone, then approved',
    persona: persona({
      name: 'Laurel Quimby',
      birthDate: '1985-12-24',
      sex: 'female',
      category: 'weight',
      place: places.tampa,
      answers: { height: tall(5, 6), weight: weighs(233) },
    }),
    ending: { ...filledAndPaid, prescriptions: ['cancelled', 'filled'] },
    play: undoneThenApproved,
  },
  {
    title: 'a message, answered',
    persona: persona({
      name: 'Juniper Askew',
      birthDate: '1978-02-02',
      sex: 'male',
      category: 'hair',
      place: places.miami,
    }),
    ending: { ...filledAndPaid, mails: [...filledAndPaid.mails, 'message'] },
    play: messageAnswered,
  },
  {
    title: 'two providers, one case',
    persona: persona({ name: 'Bay Underhill', birthDate: '1981-01-15', sex: 'male', category: 'ed' }),
    ending: filledAndPaid,
    play: fought,
  },
]

const outside: Story[] = [
  {
    title: 'the pharmacy refuses',
    persona: persona({
      name: 'Poplar Denby',
      birthDate: '1977-07-19',
      sex: 'male',
      category: 'ed',
      place: places.dallas,
      pharmacyId: pharmacies.gatehouse,
    }),
    ending: refusedByPharmacy,
    play: approveAsProposed,
  },
  {
    title: 'the pharmacy has none',
    persona: persona({
      name: 'Birch Olander',
      birthDate: '1970-10-28',
      sex: 'male',
      category: 'ed',
      place: places.tucson,
      pharmacyId: pharmacies.emptyShelf,
    }),
    ending: notFilled,
    play: approveAsProposed,
  },
  {
    title: 'the pharmacy says everything twice',
    persona: persona({
      name: 'Ivy Ravenscroft',
      birthDate: '1990-09-13',
      sex: 'female',
      category: 'weight',
      pharmacyId: pharmacies.prairiePost,
    }),
    ending: filledAndPaid,
    play: approveAsProposed,
  },
  {
    title: 'the card fails at the capture',
    persona: persona({
      name: 'Hazel Nordmann',
      birthDate: '1987-08-30',
      sex: 'female',
      category: 'weight',
      place: places.phoenix,
      cards: [cards.failsLater],
    }),
    ending: filledAndUnpaid,
    play: captureFails,
  },
  {
    title: 'one card declined, another works',
    persona: persona({
      name: 'Sage Winterbourne',
      birthDate: '1994-04-26',
      sex: 'male',
      category: 'hair',
      place: places.tampa,
      cards: [cards.declined, cards.good],
    }),
    ending: filledAndPaid,
    play: approveAsProposed,
  },
]

/**
 * `lateOver` is called when the one story that silences the whole network has had its moment: until then no
 * other decision may leave.
 */
export const thirtyStories = (lateOver: () => void): readonly Story[] => [
  {
    title: 'the network answers too late',
    persona: persona({ name: 'Dill Carrowmore', birthDate: '1976-06-06', sex: 'male', category: 'ed' }),
    ending: filledAndPaid,
    play: answeredLate(lateOver),
  },
  ...greens,
  ...blocked,
  ...decisions,
  ...outside,
]
