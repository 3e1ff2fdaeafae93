import type { PharmacyFound, RoutingRule } from '@countersign/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matches, type RoutingCase, routePharmacies } from './route-pharmacy.ts'

const pharmacy = (ncpdpId: string, change: Partial<PharmacyFound> = {}): PharmacyFound => ({
  ncpdpId,
  name: `Pharmacy ${ncpdpId}`,
  kind: 'retail',
  phone: '5125550100',
  addressLine: '1 Test Street',
  city: 'Austin',
  state: 'TX',
  postalCode: '78701',
  statesServed: ['TX'],
  capabilities: [],
  distanceMiles: 5,
  ...change,
})
const rule = (change: Partial<RoutingRule>): RoutingRule => ({
  id: '00000000-0000-7000-8000-000000000001',
  name: 'a rule',
  position: 10,
  active: true,
  category: null,
  drugId: null,
  state: null,
  coverage: null,
  effect: 'prefer_kind',
  pharmacyId: null,
  kind: null,
  capability: null,
  ...change,
})
const of: RoutingCase = {
  category: 'weight',
  drugId: 'semaglutide_sc',
  state: 'TX',
  coverage: null,
  chosen: null,
  favourite: null,
  controlled: false,
  glp1: false,
  refused: new Map(),
}
const order = (
  list: readonly PharmacyFound[],
  rules: readonly RoutingRule[],
  change: Partial<RoutingCase> = {},
) => routePharmacies(list, rules, { ...of, ...change }).map((item) => item.pharmacy.ncpdpId)

describe('where a prescription should go', () => {
  const near = pharmacy('1', { distanceMiles: 1 })
  const far = pharmacy('2', { distanceMiles: 30 })
  const mail = pharmacy('3', { kind: 'mail_order', state: 'KY', statesServed: ['KY', 'TX'] })

  it('near before far', () => {
    expect(order([far, near], [])).toEqual(['1', '2'])
  })
  it('the patient’s choice before every rule, their own pharmacy before rules of a kind', () => {
    const rules = [rule({ effect: 'prefer_pharmacy', pharmacyId: '3' })]
    expect(order([near, far, mail], rules)[0]).toBe('3')
    expect(order([near, far, mail], rules, { chosen: '2' })[0]).toBe('2')
    expect(order([near, far, mail], [rule({ kind: 'mail_order' })], { favourite: '2' })[0]).toBe('2')
  })
  it('without a rule a retail pharmacy near by before the mail, and the mail before a long drive', () => {
    expect(order([mail, far, near], [])).toEqual(['1', '3', '2'])
    expect(order([near, mail], [rule({ kind: 'mail_order', position: 900 })])[0]).toBe('3')
  })
  it('who has it by mail is offered the mail first when theirs turns it down', () => {
    const other = pharmacy('6', { kind: 'mail_order', state: 'KY', statesServed: ['TX'] })
    const refused = new Map([['3', 'Out of stock']])
    expect(order([near, mail, other], [], { chosen: '3', refused })).toEqual(['6', '1', '3'])
    expect(order([near, mail, other], [], { favourite: '2' })[0]).toBe('1')
  })
  it('compounding comes after all others, stock or not, unless a rule asks for it or the patient chose it', () => {
    const compounder = pharmacy('5', { kind: 'compounding', capabilities: ['compounding', 'glp1_stock'] })
    const distant = pharmacy('7', { distanceMiles: 90 })
    const list = [compounder, distant, mail, near]
    expect(order(list, []).at(-1)).toBe('5')
    expect(order(list, [], { glp1: true }).at(-1)).toBe('5')
    expect(order(list, [], { chosen: '5' })[0]).toBe('5')
    expect(order(list, [rule({ kind: 'compounding' })])[0]).toBe('5')
    expect(order(list, [rule({ effect: 'prefer_pharmacy', pharmacyId: '5', position: 900 })])[0]).toBe('5')
  })
  it('a rule of lower position weighs more', () => {
    const rules = [
      rule({ effect: 'prefer_pharmacy', pharmacyId: '1', position: 50 }),
      rule({ effect: 'prefer_pharmacy', pharmacyId: '2', position: 1 }),
    ]
    expect(order([near, far], rules)[0]).toBe('2')
  })
  it('a stock message decides between two that are equal', () => {
    const stocked = pharmacy('4', { distanceMiles: 9, capabilities: ['glp1_stock'] })
    expect(order([near, stocked], [])).toEqual(['1', '4'])
    expect(order([near, stocked], [], { glp1: true })).toEqual(['4', '1'])
  })
  it('who refused it comes last of those that may be chosen, with the words', () => {
    const [first, last] = routePharmacies([near, far], [], {
      ...of,
      refused: new Map([['1', 'Out of stock']]),
    })
    expect(first?.pharmacy.ncpdpId).toBe('2')
    expect(last?.reasons).toContainEqual({ for: false, text: 'It turned this order down: Out of stock' })
  })
  it.each([
    ['another state', pharmacy('9', { state: 'WA', statesServed: ['WA'] }), {}, [], 'TX'],
    ['a controlled substance', near, { controlled: true }, [], 'controlled'],
    ['a rule that avoids it', near, {}, [rule({ effect: 'avoid_pharmacy', pharmacyId: '1' })], 'a rule'],
    [
      'a rule that asks more',
      near,
      {},
      [rule({ effect: 'require_capability', capability: 'cold_chain' })],
      'cold',
    ],
  ] as const)('%s cannot be chosen', (_, one, change, rules, words) => {
    const [item] = routePharmacies([one], rules, { ...of, ...change })
    expect(item?.excluded).toContain(words)
  })
  it('how the patient pays is unknown: a rule about it does not match, either way', () => {
    expect(matches(rule({ coverage: 'cash' }), of)).toBe(false)
    expect(matches(rule({ coverage: 'insured' }), of)).toBe(false)
    expect(matches(rule({ coverage: 'cash' }), { ...of, coverage: 'cash' })).toBe(true)
  })
  it('whatever the rules: all are listed once, excluded last, the chosen one first unless excluded', () => {
    const rules = fc.array(
      fc.record({
        position: fc.integer({ min: 0, max: 999 }),
        pick: fc.integer({ min: 0, max: 7 }),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 7 }), (drawn, chosen) => {
        const list = Array.from({ length: 8 }, (_, n) => pharmacy(String(n), { distanceMiles: n * 3 }))
        const made = drawn.map(({ position, pick }) =>
          rule(
            pick === 7
              ? { effect: 'avoid_pharmacy', pharmacyId: '7', position }
              : { effect: 'prefer_pharmacy', pharmacyId: String(pick), position },
          ),
        )
        const routes = routePharmacies(list, made.slice(0, 2), { ...of, chosen: String(chosen) })
        expect(routes.map((item) => item.pharmacy.ncpdpId).sort()).toEqual(list.map((item) => item.ncpdpId))
        const firstExcluded = routes.findIndex((item) => item.excluded !== null)
        if (firstExcluded >= 0)
          expect(routes.slice(firstExcluded).every((item) => item.excluded !== null)).toBe(true)
        const avoided = made.slice(0, 2).some((each) => each.effect === 'avoid_pharmacy')
        if (!(chosen === 7 && avoided)) expect(routes[0]?.pharmacy.ncpdpId).toBe(String(chosen))
      }),
    )
  })
})
