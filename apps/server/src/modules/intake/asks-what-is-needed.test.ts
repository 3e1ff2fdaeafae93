/**
 * The intake asks what the engine needs to know, and nothing that neither it nor, by the formulary's own list (§9),
 * the clinician reads. Found by walking every branch: what is asked is what some patient sees, and read is what
 * changes a conclusion.
 */
import type { MissingCode } from '@countersign/clinical'
import type { Category } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { walk } from '../../testing/walk-questionnaire.ts'
import { extensionTexts } from './asked-questions.ts'
import { allItems, currentVersion, questionnaireOf } from './questionnaires.ts'

/** Identity and law: not the engine's. */
const notClinical = ['sex', 'consent-telehealth', 'consent-privacy']
/** Rows of formulary §9 that are for the clinician's eye. */
const forTheClinician: Record<Category, Record<string, string>> = {
  weight: {},
  ed: { 'ed-onset': 'E1', 'morning-erections': 'E1' },
  hair: { 'family-hair': 'H4', 'partner-pregnant': 'H7', 'current-weeks': 'H11' },
}
/** A grade that a clinician gives; no patient can be asked for it. */
const notAPatients: MissingCode[] = ['childPugh']

describe.each<[Category, 'male' | 'female']>([
  ['weight', 'male'],
  ['weight', 'female'],
  ['ed', 'male'],
  ['hair', 'male'],
  ['hair', 'female'],
])('the %s intake of a %s patient', (category, sex) => {
  const questionnaire = questionnaireOf(category, currentVersion(category))
  const { put, read, missed } = walk(category, questionnaire, sex)

  it('tells every fact that the engine can miss', () => {
    const untold = [...missed].filter(([, by]) => by.size === 0).map(([code]) => code)
    expect(untold.filter((code) => !notAPatients.includes(code))).toEqual([])
    expect(missed.size).toBeGreaterThan(10)
  })
  it('asks nothing that is not read', () => {
    const idle = [...put].filter((linkId) => !read.has(linkId))
    const excused = [...notClinical, ...Object.keys(forTheClinician[category])]
    expect(idle.filter((linkId) => !excused.includes(linkId))).toEqual([])
    expect(put.size).toBeGreaterThan(40)
  })
  it('asks nobody about the other sex', () => {
    const ofWomen = ['pregnant', 'breastfeeding', 'contraception', 'pregnancyTest', 'periods', 'virilisation']
    const asked = allItems(questionnaire.item)
      .filter(({ linkId }) => put.has(linkId))
      .flatMap((item) => extensionTexts(item, 'fact'))
    if (sex === 'male') expect(asked.filter((fact) => ofWomen.includes(fact))).toEqual([])
    else expect(asked).not.toContain('partnerPregnant')
  })
})

it('has no excuse that is out of date', () => {
  for (const [category, excuses] of Object.entries(forTheClinician)) {
    const ids = allItems(questionnaireOf(category as Category, currentVersion(category as Category)).item)
    for (const linkId of Object.keys(excuses)) expect(ids.map((item) => item.linkId)).toContain(linkId)
  }
})
