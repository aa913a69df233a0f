import * as fc from 'fast-check';
import {
  bounded,
  decaying,
  layer,
  network,
  orThrow,
  type AnyNetwork,
  type Frame,
  type Names,
  type Shape,
  type Tensor,
} from '../../../src/index.js';
import type { AnyModel, AnyRule } from '../../../src/authoring.js';
import { numberIn } from '../../support/arbitraries.js';
import { joined } from './joined.js';
import { large, oftenOf, spikes } from './large.js';

/** A network of two layers, how many rows it runs, and what happens to it. */
export interface Scene {
  readonly net: AnyNetwork;
  readonly batch: number;
  readonly frames: readonly Frame<Tensor>[];
}

const framesOf = (batch: number, from: Shape, to: Shape): fc.Arbitrary<readonly Frame<Tensor>[]> =>
  fc.array(
    fc
      .record({
        X: fc.oneof(
          { weight: 3, arbitrary: spikes([batch, ...from]) },
          { weight: 1, arbitrary: large([batch, ...from], oftenOf([0, 1], 0, 1)) },
        ),
        Y: fc.option(large([batch, ...to], oftenOf([0, 20], -3, 30)), { nil: undefined }),
        clamp: fc.option(spikes([batch, ...to]), { nil: undefined, freq: 2 }),
        reward: numberIn(-1, 1),
        ends: fc.constantFrom(false, false, false, true),
      })
      .map(({ X, Y, clamp, reward, ends }): Frame<Tensor> => ({
        inputs: { X, ...(Y && { Y }) },
        ...(clamp && { clamp: { Y: clamp } }),
        reward,
        ends,
      })),
    { minLength: 1, maxLength: 5 },
  );

const wraps: fc.Arbitrary<(rule: AnyRule) => AnyRule> = fc.constantFrom(
  (rule) => rule,
  (rule) => rule,
  (rule) => bounded(rule, -1, 2),
  (rule) => decaying(rule, 0.01),
  (rule) => bounded(decaying(rule, 0.01), 0, Infinity),
);

/** A network with such a rule between two such models, on any connection. */
export const scenesOf = (
  rules: fc.Arbitrary<AnyRule>,
  sources: fc.Arbitrary<AnyModel>,
  targets: fc.Arbitrary<AnyModel>,
): fc.Arbitrary<Scene> =>
  fc
    .tuple(joined, fc.constantFrom(1, 1, 2, 3), rules, wraps, sources, targets)
    .chain(([{ from, to, wiring }, batch, rule, wrap, pre, post]) => {
      const net = orThrow(
        network<Names, Names>({ dt: 1 }, { X: layer(from, pre), Y: layer(to, post) }, () => ({
          XY: { from: 'X', to: 'Y', wiring, rule: wrap(rule) },
        })),
      );
      return framesOf(batch, from, to).map((frames) => ({ net, batch, frames }));
    });
