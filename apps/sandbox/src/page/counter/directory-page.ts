/** The pharmacies of the network, to be found by name, number, place or ZIP. */
import { conducts } from '../../pharmacy-network/behaviours.ts'
import { searchDirectory } from '../../pharmacy-network/directory.ts'
import { type Html, html } from '../html.ts'
import { chip, section } from '../parts.ts'
import type { ViewDeps } from '../view-deps.ts'

const shown = 50

export const directoryView = ({ network }: ViewDeps, search: string): Html => {
  const found = searchDirectory({ search })
  // Those with something on their counter first: they are what a person comes for.
  const listed = found
    .map((pharmacy) => ({ pharmacy, held: network.records.countPrescriptionsOf(pharmacy.ncpdpId) }))
    .sort((a, b) => b.held - a.held)
  return html`<h1>Pharmacies</h1>
<form class="find" method="get" action="/pharmacies" role="search"><label class="field"><span>Name, city, state, ZIP or NCPDP number</span><input type="search" name="search" value="${search}" maxlength="100"></label><button type="submit">Search</button></form>
${section(
  `${found.length} found`,
  found.length > shown ? `The first ${shown}; those with prescriptions come first.` : '',
  listed
    .slice(0, shown)
    .map(
      ({ pharmacy, held }) =>
        html`<a class="entry plain" href="/pharmacies/${pharmacy.ncpdpId}"><span class="lead"><strong>${pharmacy.name}</strong><small>${pharmacy.address.city}, ${pharmacy.address.state} · ${conducts[network.counter.behaviourOf(pharmacy.ncpdpId)].words}</small></span><span class="marks">${held > 0 ? chip(`${held} ${held === 1 ? 'prescription' : 'prescriptions'}`, 'accent') : ''}</span><span class="figure quiet">${pharmacy.ncpdpId}</span></a>`,
    ),
  'No pharmacy of the network is called so.',
)}`
}
