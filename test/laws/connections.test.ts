import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { size, type Shape, type Tensor } from '../../src/index.js';
import { eagerAlgebra as A, transmit, type Connection, type Over, type Vars } from '../../src/authoring.js';
import { shapes, tensorOf, wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { bare, elementAt, placesOf, tensorBy } from '../support/plain.js';
import { expectSame } from '../support/same.js';
import { wholeWeights, wrapped } from '../support/wiring.js';

/** A connection between two shapes, with small whole weights, and small whole numbers for a batch of both ends. */
interface Link {
  readonly from: Shape;
  readonly to: Shape;
  readonly connection: Connection<string>;
  readonly x: Tensor;
  readonly y: Tensor;
}

const whole = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.oneof(tensorOf(shape, wholeIn(0, 1), 'bool'), tensorOf(shape, wholeIn(-2, 3)));

const links: fc.Arbitrary<Link> = fc.tuple(shapes, shapes, wholeIn(1, 3)).chain(([from, to, batch]) =>
  fc.record({
    from: fc.constant(from),
    to: fc.constant(to),
    connection: wrapped(to, wholeWeights(from, to)).map((wiring) => wiring(from, to)),
    x: whole([batch, ...from]),
    y: whole([batch, ...to]),
  }),
);

/** What the weights do, without a bias. */
const current = ({ connection, from }: Link, x: Tensor, vars: Vars<string, Tensor> = connection.init): Tensor => {
  expect(x.shape.slice(1)).toStrictEqual(from);
  return bare(connection.apply(A, vars, x, 1).current);
};

const inner = (a: Tensor, b: Tensor): number =>
  Array.from(a.data).reduce((sum, value, k) => sum + value * b.data[k]!, 0);
const row = ({ shape, dtype, data }: Tensor, b: number): Tensor => {
  const width = data.length / shape[0]!;
  return { shape: [1, ...shape.slice(1)], dtype, data: data.slice(b * width, (b + 1) * width) };
};

describe('every connection', () => {
  quickLaw('and its transpose agree: <apply(w, x), y> = <w, correlate(x, y)>', [links], (link) => {
    const { connection, x, y } = link;
    expect(inner(connection.init['w']!, connection.correlate(A, x, y, 'sum'))).toBe(inner(current(link, x), y));
  });

  quickLaw('agrees with its transpose in each row of a batch', [links], (link) => {
    const { connection, x, y } = link;
    const each = connection.correlate(A, x, y, 'each');
    expect(each.shape).toStrictEqual([x.shape[0]!, ...connection.init['w']!.shape]);
    for (let b = 0; b < x.shape[0]!; b++)
      expect(inner(connection.init['w']!, row(each, b))).toBe(inner(current(link, row(x, b)), row(y, b)));
  });

  const joined: Readonly<Record<Exclude<Over, 'each'>, (values: readonly number[]) => number>> = {
    sum: (values) => values.reduce((a, b) => a + b),
    mean: (values) => Math.fround(values.reduce((a, b) => a + b) / values.length),
    max: (values) => Math.max(...values),
  };
  quickLaw(
    'joins the rows of a batch by their sum, their mean, or their largest',
    [links, fc.constantFrom('sum' as const, 'mean' as const, 'max' as const)],
    ({ connection, x, y }, over) => {
      const each = connection.correlate(A, x, y, 'each');
      const want = tensorBy(connection.init['w']!.shape, 'f32', (place) =>
        joined[over](Array.from({ length: x.shape[0]! }, (_, b) => elementAt(each, [b, ...place]))),
      );
      const got = connection.correlate(A, x, y, over);
      expect(got.shape).toStrictEqual(want.shape);
      expect(Array.from(got.data, (value) => value + 0)).toStrictEqual(Array.from(want.data, (value) => value + 0));
    },
  );

  quickLaw('is linear in the spikes', [links, wholeIn(-3, 3)], (link, factor) => {
    const [x, z] = [A.add(link.x, 0), A.mul(factor, link.x)];
    expectSame(A.add(current(link, A.add(x, z)), 0), A.add(current(link, x), current(link, z)));
  });

  quickLaw('is linear in the weights', [links, wholeIn(-3, 3)], (link, factor) => {
    const w = A.mul(factor, link.connection.init['w']!);
    const scaled = current(link, link.x, { ...link.connection.init, w });
    expectSame(A.add(scaled, 0), A.add(A.mul(factor, current(link, link.x)), 0));
  });

  quickLaw('treats the rows of a batch alike and apart', [links], (link) => {
    const all = current(link, link.x);
    for (let b = 0; b < link.x.shape[0]!; b++) expectSame(current(link, row(link.x, b)), row(all, b));
  });

  quickLaw('adds its bias, where it has one, to every row', [links], (link) => {
    const { connection, x, to } = link;
    const wire = { from: 'X', to: 'Y', wiring: () => connection, connection, variables: [] };
    const { current: biased, vars } = transmit(A, wire, connection.init, x, 1);
    expect(vars).toBe(connection.init);
    expect(connection.bias !== undefined).toBe('b' in connection.init);
    expect(biased.shape).toStrictEqual([x.shape[0], ...to]);
    const want = 'b' in connection.init ? A.add(current(link, x), connection.init['b']!) : current(link, x);
    expectSame(bare(biased), want);
  });

  quickLaw('that is dense gives each neuron the sum of its weights by the spikes', [links], (link) => {
    const { connection, x, to } = link;
    const [m, n] = [size(link.from), size(to)];
    const flat = { ...x, shape: [x.shape[0]!, m] };
    const sums = tensorBy([x.shape[0]!, n], 'f32', ([b, j]) =>
      placesOf([m]).reduce(
        (sum, [i]) => sum + elementAt(flat, [b!, i!]) * elementAt(connection.init['w']!, [i!, j!]),
        0,
      ),
    );
    expectSame(A.add(current(link, x), 0), A.add({ ...sums, shape: [x.shape[0]!, ...to] }, 0));
  });
});
