import { describe, expect, test } from 'vitest';
import {
  dense,
  explain,
  filled,
  input,
  layer,
  lif,
  maxPool,
  meanField,
  network,
  oneSpike,
  poissonGroup,
  summed,
  traced,
} from '../../src/index.js';
import type { AnyModel, AnyWiring } from '../../src/authoring.js';

const told = (target: AnyModel, wiring: AnyWiring): readonly string[] => {
  const made = network({ dt: 1 }, { Y: layer([1, 2, 2], lif()), X: layer([1, 2, 2], target) }, (connect) => ({
    YX: connect('Y', 'X', wiring),
  }));
  return made._tag === 'Left' ? made.left.map(explain) : [];
};
const weights = dense(filled([4, 4], 20));

describe('weights into an input layer', () => {
  test.each<[string, AnyModel, AnyWiring]>([
    ['as it is', input(), weights],
    ['with a trace', traced(input()), weights],
    ['with its input summed', summed(traced(input())), weights],
    ['by a mean field', input(), meanField(-0.5)],
  ])('%s are a fault that names the connection', (_, target, wiring) => {
    expect(told(target, wiring)).toStrictEqual([
      "connection 'YX': target must be a layer whose neurons decide when they spike, such as lif(), got 'X', an input layer, whose spikes would be the weights (frames can inject 100 mV into a lif() where it has to spike)",
    ]);
  });

  test.each<[string, AnyModel, AnyWiring]>([
    ['spikes of a pool', input(), maxPool({ kernel: 1, decay: 0 })],
    ['neurons that spike by themselves', poissonGroup({ rates: 5 }), weights],
    ['one spike of many', oneSpike(lif()), weights],
    ['neurons', lif(), weights],
  ])('%s are none', (_, target, wiring) => expect(told(target, wiring)).toStrictEqual([]));
});
