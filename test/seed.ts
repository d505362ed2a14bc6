/**
 * Gives the properties one seed, so that the same code always gets the same verdict.
 * `FAST_CHECK_SEED=random npm run test:unit` searches elsewhere; what it finds becomes a case of its own in a table.
 */

import { configureGlobal } from 'fast-check';

const chosen = process.env.FAST_CHECK_SEED ?? '20261124';

if (chosen !== 'random') configureGlobal({ seed: Number(chosen) });
