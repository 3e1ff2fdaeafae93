/** An admin says who a provider is to pharmacies, and where they are licensed: until then they may not sign. */
import type { ProviderProfile, SaveProviderProfile } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { loadProfile, lockMembers, npiIsAnothers, saveLicences, upsertProvider } from './provider-queries.ts'

/**
 * @param staffMemberId of somebody who joined as a provider
 * @throws not-found for anybody else, validation-failed when the NPI is another provider's
 */
export const saveProviderProfile = (
  deps: Deps,
  actor: Actor,
  staffMemberId: string,
  profile: SaveProviderProfile,
): Promise<ProviderProfile> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const { clinicId } = actor
    const at = deps.clock.now()
    const [member] = await lockMembers(tx, clinicId, [staffMemberId])
    if (member?.role !== 'provider') throw new Problem('not-found')
    if (await npiIsAnothers(tx, clinicId, staffMemberId, profile.npi)) {
      const message = 'Another provider of this clinic has this NPI.'
      throw new Problem('validation-failed', { errors: [{ pointer: '/npi', message }] })
    }
    const providerId = await upsertProvider(tx, { clinicId, staffMemberId, at }, profile)
    await saveLicences(tx, { clinicId, providerId }, profile.licences)
    const saved = await loadProfile(tx, clinicId, staffMemberId)
    const statesThatAre = (status: 'active' | 'suspended') =>
      saved.licences.filter((licence) => licence.status === status).map(({ state }) => state)
    await recordAudit(tx, actor, {
      action: 'staff.provider_saved',
      subjectType: 'staff',
      subjectId: staffMemberId,
      details: { providerId, active: statesThatAre('active'), suspended: statesThatAre('suspended') },
      at,
    })
    return saved
  })
