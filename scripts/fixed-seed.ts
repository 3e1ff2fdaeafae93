/** Property tests draw the same cases everywhere; `FC_SEED=random` goes looking for new ones. */
import fc from 'fast-check'

const given = process.env.FC_SEED
if (given !== 'random') fc.configureGlobal({ seed: Number(given ?? 20_261_122) })
