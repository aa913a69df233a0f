import { describe, expect } from 'vitest';
import * as fc from 'fast-check';
import {
  allToAllPattern,
  constant,
  dense,
  input,
  layer,
  lif,
  network,
  oneToOne,
  oneToOnePattern,
  orThrow,
  sparse,
} from '../../src/index.js';
import { eagerAlgebra, type AnyWiring } from '../../src/authoring.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { placesOf } from './support/patterns.js';

const sizes = wholeIn(1, 12);

/** The current of a connection for some spikes. */
const currentOf = (wiring: AnyWiring, m: number, n: number): ArrayLike<number> => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([m], input()), Y: layer([n], lif()) }, () => ({
      XY: { from: 'X', to: 'Y', wiring },
    })),
  );
  const { connection } = (net.connections as Readonly<Record<string, { readonly connection: ReturnType<AnyWiring> }>>)[
    'XY'
  ]!;
  const spikes = Float32Array.from({ length: m }, (_, k) => (k * 7) % 3);
  return connection.apply(eagerAlgebra, connection.init, { shape: [1, m], dtype: 'f32', data: spikes }, 1).current.data;
};

describe('whole patterns', () => {
  quickLaw('give the currents of the same dense weights', [sizes, sizes], (m, n) => {
    expect(currentOf(sparse(oneToOnePattern(), constant(3)), m, n)).toEqual(currentOf(dense(oneToOne(3)), m, n));
    expect(currentOf(sparse(allToAllPattern(), constant(3)), m, n)).toEqual(currentOf(dense(constant(3)), m, n));
  });

  quickLaw('have all pairs, source by source', [sizes, sizes, fc.boolean()], (m, n, autapses) => {
    const pattern = allToAllPattern({ autapses })(m, n);
    const all = Array.from({ length: m * n }, (_, place) => place);
    expect(placesOf(pattern, n)).toStrictEqual(all.filter((place) => autapses || Math.floor(place / n) !== place % n));
  });
});
