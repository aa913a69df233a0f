import { cobaClaim, cubaClaim } from './balanced.js';
import { brunelClaim, brunelPoissonClaim } from './brunel.js';
import { build } from './build.js';
import { convStdp } from './conv-stdp.js';
import { diehlCook } from './diehl-cook.js';
import { elementwise } from './elementwise.js';
import { events } from './events.js';
import type { Claim } from './harness/claim.js';
import { izhikevich } from './izhikevich.js';
import { microcircuitClaim } from './microcircuit.js';
import { overhead } from './overhead.js';
import { pair } from './pair.js';
import { synapses } from './synapses.js';
import { polychronizationClaim, stdpClaim, vogelsClaim } from './plastic.js';
import { reading } from './reading.js';

/** All claims, in the order in which they run. */
export const claims: readonly Claim[] = [
  pair,
  diehlCook,
  convStdp,
  izhikevich,
  cubaClaim,
  cobaClaim,
  brunelClaim,
  brunelPoissonClaim,
  stdpClaim,
  vogelsClaim,
  polychronizationClaim,
  microcircuitClaim,
  build,
  events,
  elementwise,
  reading,
  overhead,
  synapses,
];
