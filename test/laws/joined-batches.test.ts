import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adaptiveLif,
  dense,
  explain,
  initial,
  input,
  layer,
  network,
  orThrow,
  postPre,
  size,
  srm0,
  tensor,
  traced,
  type AnyNetwork,
  type Frame,
  type Names,
  type Tensor,
} from '../../src/index.js';
import { eagerAlgebra as A, type AnyRule, type Joining, type Reduction } from '../../src/authoring.js';
import { describe as describeNetwork, fromDescription, save, saveState } from '../../src/file.js';
import { amounts, type Kind } from '../models/support/kind.js';
import { kinds } from '../models/support/kinds.js';
import { around, paramsFor, type Params } from '../models/support/rule-params.js';
import { definitions } from '../models/support/rules.js';
import { boolsOf, tensorOf, wholeIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law, quickLaw } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { play } from '../support/trials.js';

/** What a program may join its rows by. */
const half: Joining = (A, x) => A.mul(0.5, A.sum(x, [0]));
const furthest: Joining = (A, x) => A.sub(A.maxOver(x, [0]), A.maxOver(A.mul(x, -1), [0]));
const reductions: readonly Reduction[] = ['sum', 'mean', 'max', half, furthest];

interface Batch {
  readonly kind: Kind;
  readonly rows: number;
  readonly params: Params;
  readonly over: Reduction;
  readonly frames: readonly Frame<Tensor>[];
}

const anyKind = fc.oneof(...Object.values(kinds));

const batches = (soft?: boolean): fc.Arbitrary<Batch> =>
  fc.tuple(anyKind, wholeIn(1, 4)).chain(([kind, rows]) => {
    const [pre, post] = [
      [rows, ...kind.from],
      [rows, ...kind.to],
    ];
    const frame = fc.record({
      inputs: boolsOf(pre).map((X) => ({ X })),
      clamp: boolsOf(post).map((Y) => ({ Y })),
      reward: tensorOf([rows], amounts(-1, 2)),
    });
    return fc.record({
      kind: fc.constant(kind),
      rows: fc.constant(rows),
      params: paramsFor(kind.w.shape, soft),
      over: fc.constantFrom(...reductions),
      frames: fc.array(frame, { minLength: 2, maxLength: 6 }),
    });
  });

const netOf = ({ from, to, wiring }: Kind, rule: AnyRule): AnyNetwork =>
  orThrow(
    network<Names, Names>(
      { dt: 1 },
      { X: layer(from, traced(input())), Y: layer(to, traced(srm0(), { scale: -0.5 })) },
      (connect) => ({ XY: connect('X', 'Y', wiring, rule as never) }),
    ),
  );

describe.each(Object.entries(definitions))('a batch that learns by %s', (_, { rule, soft }) => {
  law(
    'learns the same on every backend, on every connection, however its rows are joined',
    [batches(soft)],
    async ({ kind, rows, params, over, frames }) => {
      const net = netOf(kind, around(rule({ ...params, over }), params));
      const [want, ...others] = await Promise.all(
        backends.map((backend) => play(backend, net, initial(net, { batch: rows }), frames)),
      );
      for (const got of others) {
        expectSame(got.monitors, want!.monitors);
        expectSame({ ...got.state }, { ...want!.state });
      }
    },
    30,
  );

  law(
    'of one row learns the same whatever word is said',
    [batches(soft)],
    async ({ kind, params, frames }) => {
      const alone = frames.map(({ inputs, clamp, reward }): Frame<Tensor> => {
        const first = (x: Tensor): Tensor =>
          tensor([1, ...x.shape.slice(1)], x.data.slice(0, size(x.shape.slice(1))), x.dtype);
        return {
          inputs: { X: first(inputs!['X']!) },
          clamp: { Y: first(clamp!['Y']!) },
          reward: first(reward as Tensor),
        };
      });
      const [want, ...others] = await Promise.all(
        (['sum', 'mean', 'max', 'single'] as const).map(async (over) => {
          const net = netOf(kind, around(rule({ ...params, over }), params));
          return (await play(backends[0]!, net, initial(net), alone)).monitors;
        }),
      );
      for (const got of others) expectSame(got, want!);
    },
    6,
  );

  test.each(['median', 'each', undefined, 3, null])('is refused where its rows are joined by %s', (over) => {
    const params = { nu: [0.1, 0.1], tauPlus: 20, tauMinus: 20, aPlus: 1, aMinus: -1, tauC: 5, tauEligibility: 25 };
    const made = rule({ ...params, over } as unknown as Params);
    if (over === undefined) return expect(made.term.params['over'] ?? 'sum').toBe('sum');
    const faults = made.faults?.([1, 1], [0, 1]).map(({ what, got }) => `${what} ${got}`);
    expect(faults).toStrictEqual([`over ${typeof over === 'string' ? `'${over}'` : String(over)}`]);
  });
});

const pairs = anyKind.chain((kind) =>
  wholeIn(1, 4).chain((rows) =>
    fc.record({
      kind: fc.constant(kind),
      rows: fc.constant(rows),
      pre: fc.oneof(boolsOf([rows, ...kind.from]), tensorOf([rows, ...kind.from], amounts(-1, 1))),
      post: fc.oneof(boolsOf([rows, ...kind.to]), tensorOf([rows, ...kind.to], amounts(-1, 1))),
    }),
  ),
);

quickLaw('the mean of a batch is its sum divided by its rows', [pairs], ({ kind, rows, pre, post }) => {
  const { correlate } = kind.wiring(kind.from, kind.to);
  const [sum, mean] = [correlate(A, pre, post, 'sum'), correlate(A, pre, post, 'mean')];
  expectSame(mean, rows === 1 ? sum : A.div(sum, rows));
});

const denseBy = (over: Reduction) =>
  network({ dt: 1 }, { X: layer([2], traced(input())), Y: layer([3], traced(srm0())) }, (connect) => ({
    XY: connect('X', 'Y', dense(tensor([2, 3], [1, 2, 3, 4, 5, 6])), postPre([0, 1], over)),
  }));

describe('a function that joins a batch', () => {
  test('gets a value for each row and weight, [b, ...w]', async () => {
    const seen: (readonly number[])[] = [];
    const net = orThrow(
      denseBy((A, x) => {
        seen.push(A.type(x).shape);
        return A.sum(x, [0]);
      }),
    );
    await play(backends[0]!, net, initial(net, { batch: 4 }), [{}]);
    expect(seen.at(-1)).toStrictEqual([4, 2, 3]);
  });

  test('has to give the shape of the weights', () => {
    const net = denseBy((A, x) => A.sum(x, [0, 1]));
    expect(E.isLeft(net) && net.left.map(explain)).toStrictEqual([
      "connection 'XY': the step failed: 'over' has to give [2, 3] of [4, 2, 3], got [3]",
    ]);
  });

  test('cannot be described or saved, and says so; its state can', () => {
    const net = orThrow(denseBy(half));
    const told =
      "connection 'XY': over of postPre must be a value that a description can hold, got a function of the program";
    expect(() => describeNetwork(net)).toThrow(told);
    const saved = save(net, initial(net));
    expect(E.isLeft(saved) && saved.left.map(explain)).toStrictEqual([told]);
    expect(E.isRight(saveState(net, initial(net)))).toBe(true);
    const words = orThrow(denseBy('mean'));
    expect(describeNetwork(orThrow(fromDescription(describeNetwork(words))))).toStrictEqual(describeNetwork(words));
  });
});

const spiking = fc.tuple(wholeIn(1, 4), wholeIn(1, 5)).chain(([rows, n]) => boolsOf([rows, n]));
const counted: Readonly<Record<string, (column: readonly number[]) => number>> = {
  sum: (column) => column.reduce((a, b) => a + b, 0),
  mean: (column) => Math.fround(column.reduce((a, b) => a + b, 0) / column.length),
  max: (column) => Math.max(...column),
};
describe.each(Object.entries(counted))('thresholds that rise by the %s of a batch', (over, count) => {
  law('do so, on every backend', [spiking], async (spikes) => {
    const [rows, n] = spikes.shape as readonly [number, number];
    const model = adaptiveLif({ thetaPlus: 0.5, tauTheta: Infinity, refrac: 0, thetaOver: over as 'sum' });
    const net = orThrow(network({ dt: 1 }, { Y: layer([n], model) }));
    const current = tensor(
      spikes.shape,
      Float32Array.from(spikes.data, (s) => s * 100),
    );
    for (const backend of backends) {
      const { state } = await play(backend, net, initial(net, { batch: rows }), [{ inputs: { Y: current } }]);
      const columns = Array.from({ length: n }, (_, j) =>
        Array.from({ length: rows }, (__, b) => spikes.data[b * n + j]!),
      );
      expect(Array.from(state.layers['Y']!['theta']!.data)).toStrictEqual(
        columns.map((column) => Math.fround(0.5 * count(column))),
      );
    }
  });
});

test('thresholds that rise by no known word are refused', () => {
  const net = network({ dt: 1 }, { Y: layer([2], adaptiveLif({ thetaOver: 'median' as 'sum' })) });
  expect(E.isLeft(net) && net.left.map(explain)).toStrictEqual([
    "layer 'Y': thetaOver must be 'sum', 'mean', 'max' or a function, got 'median'",
  ]);
});
