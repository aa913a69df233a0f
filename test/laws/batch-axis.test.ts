import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  dense,
  explain,
  input,
  layer,
  lif,
  network,
  noOp,
  oneSpike,
  poissonGroup,
  srm0,
  traced,
  uniform,
  type Names,
  type Plan,
  type Shape,
} from '../../src/index.js';
import type { AnyModel, AnyRule, AnyWiring, Model } from '../../src/authoring.js';

const said = (shape: Shape, model: AnyModel, wiring?: AnyWiring, rule?: AnyRule): string => {
  const built = network<Names, Names>(
    { dt: 1 },
    { X: layer(shape, traced(input())), Y: layer(shape, model) },
    (): Readonly<Record<string, Plan<string>>> =>
      wiring === undefined ? {} : { C: { from: 'X', to: 'Y', wiring, ...(rule && { rule }) } },
  );
  return E.isLeft(built) ? built.left.map(explain).join('\n') : '';
};

/** Layers whose extents a batch may have too. */
const shapes: readonly Shape[] = [[1], [2], [3], [4], [5], [7], [2, 2], [3, 2], [2, 3], [3, 4, 5]];

describe.each(shapes)('what takes the batch axis for another is refused in a layer of %i, %i, %i', (...extents) => {
  const shape = extents.filter((extent) => extent !== undefined);

  test.each<readonly [string, AnyModel]>([
    ['poissonGroup', poissonGroup({ rates: 100 })],
    ['srm0', srm0()],
    ['srm0', traced(srm0())],
  ])('one spike of neurons that each draw a number: %s', (name, model) => {
    expect(said(shape, oneSpike(model))).toBe(
      `layer 'Y': oneSpike must be around a model that draws no numbers for each neuron, got '${name}'`,
    );
  });

  test('a model that uses the numbers of rows as those of neurons', () => {
    const mixed: Model<'s'> = {
      term: { name: 'mixed', params: {} },
      init: { s: false },
      noise: 'row',
      step: (A, _, given, __, u) => ({ s: A.lt(u, given) }),
    };
    const fault = said(shape, mixed);
    // One number a row fits nothing but a single neuron, where it is that neuron's.
    expect(fault).toMatch(/^layer 'Y': /);
  });

  test('a model that sums over its rows, and one that keeps them apart', () => {
    const summing = (axis: number): Model<'v' | 's'> => ({
      term: { name: 'summing', params: {} },
      init: { v: 0, s: false },
      step: (A, { v }, given) => ({ v: A.add(v, A.sum(given, [axis])), s: A.gt(given, 1) }),
    });
    // A sum over the rows broadcasts like a learned variable; over the neurons it fits no other axis.
    expect(said(shape, summing(0))).toBe('');
    expect(said(shape, summing(1))).toMatch(/^layer 'Y': /);
  });

  test('a rule that moves the weights of each row', () => {
    const mixing: AnyRule = {
      ...noOp(),
      step: (A, { w }, { pre, post, correlate }) => ({ w: A.add(w!, correlate(pre['s']!, post['s']!, 'each')) }),
    };
    expect(said(shape, lif(), dense(uniform(1)), mixing)).toMatch(/^connection 'C': /);
  });
});
