import type { Claim } from './harness/claim.js';
import { pair } from './pair.js';

/** All claims, in the order in which they run. */
export const claims: readonly Claim[] = [pair];
