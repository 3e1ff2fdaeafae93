/** Journey 9, first half: two providers reach for one case. */
import { describe, expect, it } from 'vitest'
import { places } from '../scripts/demo/personas.ts'
import { refusalOf } from '../scripts/demo/story.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { nameOf, staff, waitingPatient } from './kit/people.ts'
import { cardOf, openCase, openQueue } from './kit/queue-page.ts'

const open = useBrowser()

describe('two providers on one case', () => {
  it('shows the second who has it, read-only, and refuses what they try', async () => {
    const patient = await waitingPatient({
      givenName: 'Marlow',
      birthDate: '1982-12-12',
      sex: 'male',
      category: 'hair',
    })
    const id = patient.consultationId()
    const [avery, jonah] = await Promise.all([staff('avery'), staff('jonah')])
    const [first, second] = await Promise.all([open({ as: avery.api }), open({ as: jonah.api })])
    await Promise.all([openQueue(first), openQueue(second)])
    await Promise.all([cardOf(first, patient), cardOf(second, patient)])

    await openCase(first, patient)
    // Live, without a reload: the other's list says whose it is.
    await (await cardOf(second, patient)).getByText(/Avery Okafor/).waitFor()
    await expectAccessible(second, 'a queue with a case somebody holds')

    await second.goto(`/consultations/${id}`)
    await second.getByText(/Avery Okafor.* has this case/).waitFor()
    expect(await second.getByRole('region', { name: 'Decision' }).count()).toBe(0)
    await expectAccessible(second, 'a case somebody else holds')
    // Each sees that the other has it on the screen.
    await first.getByText(/Jonah Lindqvist.* is reading/).waitFor()
    await second.getByText(/Avery Okafor.* is reading/).waitFor()

    const claim = await refusalOf(jonah.claim(id))
    expect([claim.body.status, claim.problem]).toEqual([409, 'consultation-claimed'])
    const approval = await refusalOf(jonah.approve(await jonah.open(id)))
    expect(approval.body.status).toBe(409)

    await first.getByRole('button', { name: /^Approve/ }).click()
    await first
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} approved` })
      .waitFor()
    await second.getByText('Read-only.').waitFor()
    const { decisions } = await avery.open(id)
    expect(decisions.filter(({ undone }) => !undone)).toHaveLength(1)
  })

  it('hands each waiting case to exactly one of many who ask at once', async () => {
    // Mira treats in Colorado alone, and no other test has a patient of this clinic there.
    const patients = await Promise.all(
      ['Arden', 'Bevan', 'Corey', 'Darcy'].map((givenName) =>
        waitingPatient({
          givenName,
          birthDate: '1986-06-16',
          sex: 'male',
          category: 'hair',
          place: places.denver,
        }),
      ),
    )
    const wanted = new Set(patients.map((patient) => patient.consultationId()))
    const sessions = await Promise.all(patients.map(() => staff('mira')))
    const claims = await Promise.all(sessions.map(({ api }) => api.call('takeNext', { body: {} })))
    const taken = claims.map(({ consultationId }) => consultationId)
    expect(new Set(taken)).toEqual(wanted)
    expect(taken).toHaveLength(new Set(taken).size)
    for (const [at, provider] of sessions.entries()) {
      await provider.deny(await provider.open(taken[at] ?? ''), {
        reason: 'other',
        notes: 'Closed after the test.',
        patientMessage: 'Your visit was closed. Nothing was charged to your card.',
      })
    }
  })
})
