import { unless } from '../../core/faults/refuse.js';
import type { LocalFault } from '../../core/faults/errors.js';
import type { Key } from '../../core/random.js';
import { integersOf } from './draws.js';

/** What may be drawn. */
export interface Allowed {
  readonly autapses: boolean;
  readonly multapses: boolean;
}

/** How many of `choices` neurons the one of a number may be joined to. */
export const partnersOf = (own: number, choices: number, autapses: boolean): number =>
  autapses || own >= choices ? choices : choices - 1;

/**
 * Draws partners of one neuron after the other: fills `into` from `start` to `end` with some of `choices` neurons, all with the same
 * probability, in any order. Without multapses all are different (Floyd's algorithm: Bentley & Floyd 1987, CACM 30), and there have
 * to be so many.
 */
export const partners = (
  key: Key,
  choices: number,
  { autapses, multapses }: Allowed,
): ((into: Int32Array, start: number, end: number, own: number) => void) => {
  const below = integersOf(key);
  /** Of which neuron each is a partner: the last one that it was drawn for. */
  const drawnFor = new Int32Array(choices).fill(-1);
  return (into, start, end, own) => {
    const free = partnersOf(own, choices, autapses);
    for (let place = start; place < end; place++) {
      const most = multapses ? free : free - (end - place) + 1;
      const drawn = below(most);
      const partner = multapses || drawnFor[drawn] !== own ? drawn : most - 1;
      drawnFor[partner] = own;
      // Those from the neuron itself on move up by one.
      into[place] = free < choices && partner >= own ? partner + 1 : partner;
    }
  };
};

/** The fault of more synapses of one neuron than it may have, or of any where it has no partner. */
export const degreeFaults = (
  degree: number,
  side: 'sources' | 'targets',
  choices: number,
  { autapses, multapses }: Allowed,
): readonly LocalFault[] => {
  // The first neuron has no more partners than any other.
  const most = partnersOf(0, choices, autapses);
  const cure = multapses ? '' : ' (with multapses: true there may be more)';
  const want = `at most ${most}, as there are ${side}${autapses ? '' : ' without autapses'}${cure}`;
  return unless(degree <= most || (multapses && most > 0), 'Parameter', 'degree', want, `${degree}`);
};
