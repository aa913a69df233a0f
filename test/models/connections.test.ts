import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { normalised, size, tensor, type Tensor } from '../../src/index.js';
import { eagerAlgebra as A, transmit, type Connection, type Over } from '../../src/authoring.js';
import { boolsOf, tensorOf, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { expectNear } from '../support/same.js';
import { amounts, type Kind } from './support/kind.js';
import { kinds } from './support/kinds.js';
import { currents, gradient, rowsIn } from './support/synapses.js';

/** A kind of connection, spikes `x` (bool or graded) for a batch of its source, and numbers `y` for its target. */
interface Case {
  readonly kind: Kind;
  readonly connection: Connection<string>;
  readonly rows: number;
  readonly x: Tensor;
  readonly y: Tensor;
}

const cases = (of: fc.Arbitrary<Kind>): fc.Arbitrary<Case> =>
  fc.tuple(of, wholeIn(1, 3)).chain(([kind, rows]) =>
    fc.record({
      kind: fc.constant(kind),
      connection: fc.constant(kind.wiring(kind.from, kind.to)),
      rows: fc.constant(rows),
      x: fc.oneof(boolsOf([rows, ...kind.from]), tensorOf([rows, ...kind.from], amounts(-1, 2))),
      y: tensorOf([rows, ...kind.to], amounts(-2, 2)),
    }),
  );

const inner = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, k) => sum + value * b[k]!, 0);
const sizesOf = (values: ArrayLike<number>): readonly number[] => Array.from(values, Math.abs);

/** Rounding errors, of sums of so much. */
const rounding = (amount: number): number => 2e-6 * amount + 1e-30;

describe.each(Object.entries(kinds))('a connection that is %s', (_, of) => {
  law('starts with the weights that it is given, kept as they have to be', [of], (kind) => {
    const { init, faults, learned } = kind.wiring(kind.from, kind.to);
    expect([faults, [...learned].sort()]).toStrictEqual([[], Object.keys(init).sort()]);
    expect(init['w']!.shape).toStrictEqual(kind.w.shape);
    expectNear(init['w']!.data, Array.from(kind.w.data, kind.keep), 0);
  });

  law('delivers what its formula says', [cases(of)], ({ kind, connection, rows, x }) => {
    const wire = { from: 'X', to: 'Y', wiring: () => connection, connection, variables: [] };
    const { current, vars } = transmit(A, wire, connection.init, x, 1);
    expect([current.shape, current.dtype]).toStrictEqual([[rows, ...kind.to], 'f32']);
    expect(vars).toBe(connection.init);
    const w = connection.init['w']!.data;
    const want = rowsIn(x.data, rows).flatMap((row) =>
      currents(kind.synapses, size(kind.to), w, row).map((value, j) => value + kind.bias[j]!),
    );
    const amount = rowsIn(x.data, rows).flatMap((row) =>
      currents(kind.synapses, size(kind.to), sizesOf(w), sizesOf(row)),
    );
    expectNear(current.data, want, rounding(Math.max(...amount) + 2));
  });

  law('and its transpose agree: <apply(w, x), y> = <w, correlate(x, y)>', [cases(of)], (all) => {
    const { kind, connection, x, y } = all;
    const { w } = connection.init;
    const { current } = connection.apply(A, connection.init, x, 1);
    const correlated = connection.correlate(A, x, y, 'sum');
    const amount = rowsIn(x.data, all.rows).reduce(
      (sum, row, r) =>
        sum +
        inner(
          currents(kind.synapses, size(kind.to), sizesOf(w!.data), sizesOf(row)),
          sizesOf(rowsIn(y.data, all.rows)[r]!),
        ),
      0,
    );
    expectNear([inner(w!.data, correlated.data)], [inner(current.data, y.data)], rounding(amount));
  });

  law('correlates each batch row as its gradient says', [cases(of)], ({ kind, connection, rows, x, y }) => {
    const each = connection.correlate(A, x, y, 'each');
    expect(each.shape).toStrictEqual([rows, ...kind.w.shape]);
    const [pre, post] = [rowsIn(x.data, rows), rowsIn(y.data, rows)];
    const want = pre.flatMap((row, b) => gradient(kind.synapses, kind.w.data.length, row, post[b]!));
    expectNear(each.data, want, rounding(4 * kind.synapses.length));
  });

  const joined: Readonly<Record<Exclude<Over, 'each'>, (values: readonly number[]) => number>> = {
    sum: (values) => values.reduce((a, b) => a + b),
    mean: (values) => values.reduce((a, b) => a + b) / values.length,
    max: (values) => Math.max(...values),
  };
  const ways = fc.constantFrom('sum' as const, 'mean' as const, 'max' as const);
  law('joins batch rows by sum, mean or the largest', [cases(of), ways], ({ kind, connection, rows, x, y }, over) => {
    const each = rowsIn(connection.correlate(A, x, y, 'each').data, rows);
    const got = connection.correlate(A, x, y, over);
    expect(got.shape).toStrictEqual(kind.w.shape);
    const want = each[0]!.map((_, k) => joined[over](each.map((row) => row[k]!)));
    expectNear(got.data, want, rounding(12 * kind.synapses.length));
  });

  const norms = amounts(0.1, 80);
  law('normalised: absolute weights of a unit sum to the norm, zeros stay', [of, norms], (kind, norm) => {
    const connection = normalised(kind.wiring, norm)(kind.from, kind.to);
    // The first unit is silenced where there are others.
    const several = kind.unit(kind.w.data.length - 1) !== kind.unit(0);
    const given: readonly number[] = Array.from(connection.init['w']!.data, (value, k) =>
      several && kind.unit(k) === kind.unit(0) ? 0 : value,
    );
    const w = tensor(kind.w.shape, given);
    const total = (k: number): number =>
      given.reduce((sum, value, other) => (kind.unit(other) === kind.unit(k) ? sum + Math.abs(value) : sum), 0);
    const once = connection.normalise!(A, { ...connection.init, w });
    const want = given.map((value, k) => (total(k) === 0 ? 0 : (value * norm) / total(k)));
    expect([once['w']!.shape, once['b']]).toStrictEqual([kind.w.shape, connection.init['b']]);
    expectNear(once['w']!.data, want, rounding(norm));
    expectNear(connection.normalise!(A, once)['w']!.data, once['w']!.data, rounding(norm));
  });
});
