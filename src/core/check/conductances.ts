import { forEachBlock, makerOf } from '../deferred.js';
import type { LocalFault } from '../faults/errors.js';
import type { Layer, Wire } from '../network.js';
import type { Slots } from '../slots.js';
import { isTensor, type Tensor } from '../tensor.js';
import { unless } from '../faults/refuse.js';

/** The faults of a connection whose first weights lower a conductance: it would end at 0, and inhibit nothing. */
export const conductanceFaults = (
  { receptor }: Wire<string>,
  { model: { conductances = [] } }: Layer<string>,
  { w }: Slots,
): readonly LocalFault[] => {
  if (receptor === undefined || w === undefined || !conductances.includes(receptor)) return [];
  const weights = w.init();
  const below = isTensor(weights) ? firstBelow(weights) : undefined;
  return unless(below === undefined, 'Parameter', 'weights', aboveZero(receptor), `${below}`);
};

/** What weights into a receptor have to be that is a conductance. */
export const aboveZero = (receptor: string): string =>
  `at least 0, as receptor '${receptor}' is a conductance (its reversal potential decides whether it inhibits)`;

const firstBelow = (weights: Tensor): number | undefined => {
  if ((makerOf(weights)?.least ?? -1) >= 0) return undefined;
  let found: number | undefined;
  forEachBlock(weights, (some) => (found ??= some.find((weight) => weight < 0)));
  return found;
};
