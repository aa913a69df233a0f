import * as fc from 'fast-check';
import { biased, dale, masked, size } from '../../../src/index.js';
import { boolsOf, tensorOf } from '../../support/arbitraries.js';
import { amounts, type Kind } from './kind.js';

/** Something around a kind of connection. */
export type Wrap = (kind: Kind) => fc.Arbitrary<Kind>;

export const maskedKind: Wrap = (of) =>
  boolsOf(of.w.shape).map((mask) => ({
    ...of,
    wiring: masked(of.wiring, mask),
    keep: (value, weight) => (mask.data[weight] === 1 ? 0 : of.keep(value, weight)),
  }));

export const dalianKind: Wrap = (of) =>
  fc.constantFrom('excitatory' as const, 'inhibitory' as const).map((sign) => ({
    ...of,
    wiring: dale(of.wiring, sign),
    keep: (value, weight) =>
      Math.sign(of.keep(value, weight)) === (sign === 'excitatory' ? 1 : -1) ? of.keep(value, weight) : 0,
  }));

/** A bias: one for all, one for each neuron, or one for each of the target's channels. */
export const biasedKind: Wrap = (of) => {
  const [n, channels] = [size(of.to), of.to[0]!];
  return fc.oneof(amounts(-1, 1), tensorOf(of.to, amounts(-1, 1)), tensorOf([channels], amounts(-1, 1))).map((b) => ({
    ...of,
    wiring: biased(of.wiring, b),
    bias: of.bias.map(
      (before, j) =>
        before + (typeof b === 'number' ? b : b.data[b.data.length === n ? j : Math.floor((j * channels) / n)]!),
    ),
  }));
};
