/** Reads the intake's own answer keys; everything else on the form is free text. */

import { NO, type Tri, UNKNOWN, YES } from '../logic/tri.ts'
import type { Answer } from '../types.ts'
import { answerText, numeric, phqItem, scoreBetween, yesNo } from './answers.ts'
import type { Answers } from './facts.ts'
import { readGain, readPhoto, readPlannedSurgery } from './lifestyle.ts'
import { tellsOfAnother } from './misplaced.ts'

export function readAnswers(raw: Readonly<Record<string, Answer | undefined>>): Answers {
  const tri = (key: string): Tri => {
    const { tri: said, text } = yesNo(raw[key])
    return text !== null && tellsOfAnother(text) ? UNKNOWN : said
  }
  const mtc = yesNo(raw.familyHistoryMTC)
  const mtcWords = mtc.text?.toLowerCase() ?? ''
  const otherThyroid =
    mtc.tri === YES &&
    /thyroid|cancer/.test(mtcWords) &&
    !/medullary|mtc|\bmen[ -]?(2|ii)|\bret\b/.test(mtcWords)
  const namedOther = /papillary|follicular/.test(mtcWords)
  const test = answerText(raw.pregnancyTest)?.toLowerCase() ?? ''
  const firstNumber = (...keys: readonly string[]) => {
    for (const key of keys) {
      const value = numeric(raw[key])
      if (value !== null) return value
    }
    return null
  }
  const onset = answerText(raw.onset)
  return {
    scoff: scoreBetween(raw.scoff, 0, 5),
    phq2: scoreBetween(raw.phq2, 0, 6),
    phq9: scoreBetween(raw.phq9, 0, 27),
    phq9Item9: phqItem(raw.phq9Item9),
    auditC: scoreBetween(raw.auditC, 0, 12),
    shim: scoreBetween(raw.shim, 1, 25),
    symptomDurationMonths: scoreBetween(raw.symptomDurationMonths, 0, 1200),
    alcoholPerOccasion: scoreBetween(raw.alcoholPerOccasion, 0, 200),
    familyHistoryMTC: otherThyroid ? (namedOther ? NO : UNKNOWN) : mtc.tri,
    familyHistoryMTCUnsure: mtc.unsure || (otherThyroid && !namedOther),
    pancreatitisHistory: tri('pancreatitisHistory'),
    opioidUse: tri('opioidUse'),
    seizureHistory: tri('seizureHistory'),
    maoi: tri('maoiLast14Days'),
    nitrateUse: tri('nitrateUse'),
    recreationalNitrites: tri('recreationalNitrites'),
    recentCardiacEvent: tri('recentCardiacEvent'),
    partnerPregnant: tri('partnerPregnant'),
    sexualDysfunction: tri('sexualDysfunction'),
    dizziness: tri('dizziness'),
    needleAverse: tri('needleAverse'),
    contraceptionText: answerText(raw.contraception),
    pregnancyTest: /\bneg|not pregnant/.test(test) ? 'negative' : /\bpos/.test(test) ? 'positive' : 'unknown',
    plannedSurgery: readPlannedSurgery(raw.plannedSurgery),
    scalpPhoto: readPhoto(raw.scalpPhoto),
    onsetText: onset,
    bloodPressureMonthsOld: firstNumber('bpMonthsAgo', 'bloodPressureMonthsAgo'),
    missedDoses: firstNumber('missedDoses', 'dosesMissed'),
    weightGainKgWeek:
      firstNumber('weightGainKg') ??
      readGain(`${answerText(raw.symptomsNow) ?? ''} ${answerText(raw.symptoms) ?? ''}`),
    pulseRise: firstNumber('pulseRise'),
    onMinoxidilOral: false,
    diabetesPrescriberNamed: tri('diabetesPrescriber') === YES,
    sexInadvisable: tri('sexInadvisable'),
    preferences: {
      frequentActivity: /daily|spontan|([2-9]|two|three|four|several)\b.*week|frequent|often/i.test(
        `${answerText(raw.frequency) ?? ''} ${answerText(raw.preference) ?? ''}`,
      ),
      topicalAversion: tri('topicalAversion') === YES,
      cravings: Object.entries(raw).some(
        ([key, value]) => /crav|emotionaleating|smok/i.test(key) && yesNo(value).tri === YES,
      ),
    },
  }
}
