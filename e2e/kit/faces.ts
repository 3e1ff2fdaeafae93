/** Every face of the queue, the review and the orders that a designer looks at: how to bring the real product into it, and out again. */
import type { Page } from 'playwright-core'
import type { Provider } from '../../scripts/demo/provider.ts'
import type { World } from '../../scripts/demo/world.ts'
import { hairRefills, pharmacyQuestion, titrationInDoubt, weightRefill } from './after-care.ts'
import { query } from './database.ts'
import { type StagedOrders, stageOrders } from './orders-stage.ts'

export type Face = {
  readonly name: string
  readonly as: Pick<Provider, 'api'>
  readonly open: (page: Page) => Promise<unknown>
  /** Undoes what others would trip over. */
  readonly after?: () => Promise<unknown>
}

type Stage = {
  readonly world: World
  readonly adminUrl: string
  /** A provider of a clinic where nobody waits. */
  readonly idle: Provider
  readonly idOf: (name: string) => Promise<string>
}

/** The first patients by what their cases are like. */
const people = {
  green: 'Magnolia Trent',
  blocked: 'Otis Fernsby',
  warned: 'Gideon Swale',
  missing: 'Rufus Pennywell',
  photos: 'Felix Harrowgate',
} as const

/** What goes on after a first prescription; each takes a minute to bring about. */
export const afterCareFaces = async ({
  world,
  adminUrl,
}: Pick<Stage, 'world' | 'adminUrl'>): Promise<Face[]> => {
  const { avery } = world
  await hairRefills(world, adminUrl)
  const refill = await weightRefill(world, adminUrl)
  const question = await pharmacyQuestion(world, adminUrl)
  const titration = await titrationInDoubt(world, adminUrl)
  const face = (name: string, open: Face['open'], as: Face['as'] = avery): Face => ({ name, as, open })
  const listed = async (page: Page, lane: string) => {
    await page.goto(`/refills${lane}`)
    await page.getByRole('listitem').first().waitFor()
  }
  return [
    face('refill-delta', async (page) => {
      await page.goto(`/consultations/${refill}`)
      await page.getByRole('region', { name: 'Decision' }).waitFor()
      await page.getByRole('img', { name: /^Weight: / }).waitFor()
      await page.locator('#approve-reason').filter({ hasNotText: 'Checking' }).waitFor({ state: 'attached' })
    }),
    face('refills', (page) => listed(page, '')),
    face('pharmacy-questions', (page) => listed(page, '?lane=questions')),
    face('titrations', (page) => listed(page, '?lane=titrations')),
    face('pharmacy-question', async (page) => {
      await page.goto(`/refills/questions/${question}`)
      await page.getByRole('radio', { name: /^Approve as asked/ }).check()
      await page.getByText(/gets a new prescription/).waitFor()
    }),
    face('titration', async (page) => {
      await page.goto(`/refills/titrations/${titration.id}`)
      await page.getByRole('radio', { name: /^Hold for some days/ }).check()
    }),
    face(
      'portal-steps',
      async (page) => {
        await page.goto('/portal/medicines')
        await page.getByRole('region', { name: 'Your dose steps' }).waitFor()
      },
      titration.patient,
    ),
  ]
}

export const facesOf = async ({ world, adminUrl, idle, idOf }: Stage): Promise<Face[]> => {
  const { avery, jonah, mira } = world
  const ids = Object.fromEntries(
    await Promise.all(Object.entries(people).map(async ([kind, name]) => [kind, await idOf(name)])),
  ) as Record<keyof typeof people, string>
  const review = async (page: Page, kind: keyof typeof people) => {
    await page.goto(`/consultations/${ids[kind]}`)
    await page.getByRole('region', { name: 'Decision' }).waitFor()
    await page.locator('#approve-reason').filter({ hasNotText: 'Checking' }).waitFor({ state: 'attached' })
  }
  /** By its button or menu: a phone has no keys. */
  const run = async (page: Page, command: string) => {
    await page.keyboard.press('Control+k')
    const search = page.getByPlaceholder(/record number/)
    await search.fill(command)
    await page.getByRole('button', { name: command, exact: true }).last().waitFor()
    await page.keyboard.press('Enter')
  }
  const face = (name: string, open: Face['open'], rest: Partial<Face> = {}): Face => ({
    name,
    as: avery,
    open,
    ...rest,
  })
  const asleep = async (page: Page) => {
    await page.route('**/api/events', (route) => route.abort())
    await page.goto('/queue')
    await page.getByText('Live updates paused').waitFor()
  }
  let staged: Promise<StagedOrders> | undefined
  /** The orders are made when one of their faces is wanted. */
  const orders = () => {
    staged ??= stageOrders(world)
    return staged
  }
  const order = async (page: Page, kind: keyof StagedOrders) => {
    await page.goto(`/orders/${(await orders())[kind]}`)
    await page.getByRole('heading', { name: 'Timeline' }).waitFor()
  }
  return [
    face('orders-lanes', async (page) => {
      await orders()
      await page.goto('/orders')
      await page.getByText('Pharmacy rejected').first().waitFor()
    }),
    face('orders-trouble', async (page) => {
      await order(page, 'rejected')
      await page.getByRole('button', { name: /^Reroute to / }).waitFor()
    }),
    face('orders-asked', (page) => order(page, 'asked')),
    face('orders-held', (page) => order(page, 'held')),
    face('orders-unpaid', (page) => order(page, 'unpaid')),
    face('orders-filled', (page) => order(page, 'filled')),
    face('orders-adjust', async (page) => {
      await order(page, 'rejected')
      await page.getByRole('button', { name: 'Change the dose' }).click()
      await page
        .getByRole('dialog')
        .getByText(/^checked/)
        .waitFor()
    }),
    face('orders-compare', async (page) => {
      await order(page, 'sent')
      await page.getByRole('button', { name: 'Compare with what is meant' }).click()
      await page.getByRole('dialog').waitFor()
    }),
    face('orders-cancel', async (page) => {
      await order(page, 'sent')
      await page.getByRole('button', { name: 'Cancel order' }).click()
      await page.getByRole('dialog').waitFor()
    }),
    face(
      'orders-empty',
      async (page) => {
        await page.goto('/orders')
        await page.getByText('No order is open').waitFor()
      },
      { as: idle },
    ),
    face(
      'queue-empty',
      async (page) => {
        await page.goto('/queue')
        await page.getByText('Nothing is waiting').waitFor()
      },
      { as: idle },
    ),
    face('queue-reconnecting', asleep),
    face('review-green', (page) => review(page, 'green')),
    face('review-blocked', (page) => review(page, 'blocked')),
    face('review-overridable', async (page) => {
      await review(page, 'warned')
      await page.getByLabel('Why you go past this').first().scrollIntoViewIfNeeded()
    }),
    face('review-asks', (page) => review(page, 'missing')),
    face('review-photos', (page) => review(page, 'photos')),
    face('review-compare', async (page) => {
      await review(page, 'photos')
      // A phone folds them.
      const fold = page.locator('summary').filter({ hasText: 'Documents' })
      if ((await fold.count()) > 0) await fold.click()
      await page
        .getByRole('button', { name: /^Compare/ })
        .first()
        .click()
      await page.getByRole('dialog', { name: /side by side/ }).waitFor()
    }),
    face('review-readings', async (page) => {
      await review(page, 'green')
      await page.keyboard.press('v')
      await page.getByRole('dialog', { name: /^Readings/ }).waitFor()
    }),
    face('review-deny', async (page) => {
      await review(page, 'blocked')
      await run(page, 'Deny')
      await page.getByRole('dialog', { name: /^Deny/ }).waitFor()
    }),
    face(
      'review-lost-lease',
      async (page) => {
        await review(page, 'green')
        await query(
          adminUrl,
          "update consultations set lease_expires_at = now() - interval '1 second' where id = $1",
          [ids.green],
        )
        await jonah.claim(ids.green)
        await page.getByRole('dialog', { name: /has this case now/ }).waitFor()
      },
      { after: () => jonah.api.call('releaseConsultation', { params: { id: ids.green } }) },
    ),
    face(
      'review-changed',
      async (page) => {
        await review(page, 'photos')
        await query(
          adminUrl,
          `insert into observations (clinic_id, id, patient_id, code, value, value2, unit, source, effective_at)
           select clinic_id, gen_random_uuid(), patient_id, '85354-9', 152, 96, 'mm[Hg]', 'pharmacy', now() from consultations where id = $1`,
          [ids.photos],
        )
        // A message has the case read again.
        await avery.api.call('sendMessage', {
          params: { id: ids.photos },
          body: { body: 'Thank you for measuring again.' },
        })
        await page.getByRole('alert').filter({ hasText: 'case changed' }).waitFor()
      },
      {
        after: () =>
          query(
            adminUrl,
            "delete from observations using consultations c where c.id = $1 and observations.patient_id = c.patient_id and observations.source = 'pharmacy'",
            [ids.photos],
          ),
      },
    ),
    face(
      'review-undo',
      async (page) => {
        await review(page, 'green')
        await page.getByRole('button', { name: /^Approve/, disabled: false }).click()
        await page
          .getByRole('status')
          .filter({ hasText: `${people.green} approved` })
          .waitFor()
        await page
          .getByRole('button', { name: /^Approve|^Take next/ })
          .first()
          .waitFor()
      },
      {
        after: async () => {
          const { decisions } = await avery.open(ids.green)
          const [last] = decisions.filter(({ status, undone }) => status === 'approved' && !undone)
          if (last)
            await avery.api.call('undoDecision', { params: { id: ids.green }, body: { decisionId: last.id } })
        },
      },
    ),
    face('review-offline', async (page) => {
      await review(page, 'green')
      await page.context().setOffline(true)
      await page.getByText('You are offline').waitFor()
    }),
    face('review-no-answer', async (page) => {
      await page.route('**/approve', (route) => route.abort())
      await review(page, 'green')
      await page.getByRole('button', { name: /^Approve/, disabled: false }).click()
      await page.getByRole('heading', { name: 'No answer to your decision' }).waitFor()
    }),
    face(
      'review-no-licence',
      async (page) => {
        await page.goto(`/consultations/${ids.green}`)
        await page.getByText(/^The chart stays closed/).waitFor()
      },
      { as: mira },
    ),
    face('review-loading', async (page) => {
      await page.route('**/api/consultations/*', () => undefined)
      await page.goto(`/consultations/${ids.green}`)
      await page.getByRole('heading', { name: 'Loading the case' }).waitFor()
    }),
    face('palette', async (page) => {
      await review(page, 'green')
      await page.keyboard.press('Control+k')
      await page.getByPlaceholder(/record number/).fill('co')
      await page.getByText('Corin Ashdown').first().waitFor()
    }),
    face('keys', async (page) => {
      await review(page, 'green')
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    }),
    face('preferences', async (page) => {
      await page.goto('/preferences')
      await page.getByRole('heading', { level: 1 }).waitFor()
    }),
  ]
}
