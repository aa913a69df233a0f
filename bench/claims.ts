import type { Claim } from './harness/claim.js';
import { elementwise } from './elementwise.js';
import { izhikevich } from './izhikevich.js';
import { pair } from './pair.js';

/** All claims, in the order in which they run. */
export const claims: readonly Claim[] = [pair, izhikevich, elementwise];
