import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bounded,
  eager,
  frames,
  js,
  wasm,
  decaying,
  delayed,
  hebbian,
  inhibitoryStdp,
  initial,
  input,
  layer,
  lif,
  mstdp,
  network,
  normalised,
  orThrow,
  postPre,
  profiled,
  run,
  sparse,
  tensor,
  traced,
  tripletStdp,
  uniform,
  weightDependentPostPre,
  zeros,
  type Backend,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import { draw, type Algebra, type AnyRule, type AnyWiring, type Graph, type Node } from '../../src/authoring.js';
import { leaves } from '../../src/core/graph/tree.js';
import { wholeIn } from '../support/arbitraries.js';
import { law, quickLaw } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { expectFaithful, type Given } from './support/compiled.js';
import { large, oftenOf, spikes } from './support/large.js';
import { updatesOf } from './support/updates-of.js';

/** Values at the ends of synapses: spikes and traces of both sides, and what rules make of two of them. */
interface Seen<T> {
  readonly w: T;
  /** One number for each synapse in each batch row. */
  readonly v: T;
  readonly pre: T;
  readonly post: T;
  readonly x: T;
  readonly y: T;
  readonly reward: T;
  /** At the sources, and at the targets, `[b, synapses]`. */
  readonly from: (x: T) => T;
  readonly to: (y: T) => T;
  readonly pairs: (pre: T, post: T) => T;
  readonly each: (pre: T, post: T) => T;
}
type Formula = <T>(A: Algebra<T>, seen: Seen<T>) => T;

interface Wires {
  readonly rows: number;
  readonly m: number;
  readonly n: number;
  readonly pre: Tensor;
  readonly post: Tensor;
}

type Way = 'sum' | 'mean' | 'largest';

const drawn = ({ rows, m, n, pre, post }: Wires, formula: Formula, way: Way, of: 'w' | 'v' | 'both' = 'w'): Graph => {
  const f32 = (...shape: readonly number[]) => ({ shape, dtype: 'f32' }) as const;
  const bool = (...shape: readonly number[]) => ({ shape, dtype: 'bool' }) as const;
  const count = pre.data.length;
  const types = {
    state: { w: f32(count), v: f32(rows, count) },
    frame: { pre: bool(rows, m), post: bool(rows, n), x: f32(rows, m), y: f32(rows, n), reward: f32() },
  };
  return draw(types, (A, given) => {
    const values = Object.fromEntries(leaves(given).map(([path, node]) => [path.split('.')[1]!, node]));
    const each = (a: Node, b: Node): Node => A.contract('be,be->be', A.gather(a, pre), A.gather(b, post));
    const seen = {
      ...values,
      from: (x: Node) => A.gather(x, pre),
      to: (y: Node) => A.gather(y, post),
      each,
      pairs: (a: Node, b: Node) => {
        if (way === 'largest') return A.maxOver(each(a, b), [0]);
        const total = A.sum(each(a, b), [0]);
        return way === 'mean' ? A.div(total, 3) : total;
      },
    } as unknown as Seen<Node>;
    const next = formula(A, seen);
    if (of === 'both') return { state: { w: next, v: A.mul(0.5, A.add(seen.v, next)) } };
    return { state: { w: seen.w, v: seen.v, [of]: next } };
  });
};

const byPre: Formula = (A, { w, pre, y, pairs }) => A.sub(w, A.mul(0.125, pairs(pre, y)));
const byPost: Formula = (A, { w, x, post, pairs }) => A.add(w, A.mul(0.25, pairs(x, post)));
const byBoth: Formula = (A, seen) => byPost(A, { ...seen, w: byPre(A, seen) });

/** Formulas that leave a weight alone unless its source or its target spikes. */
const still: Readonly<Record<string, Formula>> = {
  'presynaptic spikes': byPre,
  'postsynaptic spikes': byPost,
  both: byBoth,
  'spikes with spikes': (A, { w, pre, post, pairs }) => A.add(w, pairs(pre, post)),
  'soft bounds': (A, { w, pre, post, x, y, pairs }) =>
    A.add(A.sub(w, A.mul(A.mul(0.1, pairs(pre, y)), A.sub(w, -1))), A.mul(A.mul(0.1, pairs(x, post)), A.sub(2, w))),
  'products with what is 0 without spikes, as of triplets': (A, { w, pre, post, x, y, pairs }) =>
    A.add(A.sub(w, pairs(A.mul(pre, A.add(0.5, x)), y)), pairs(x, A.mul(post, A.add(0.25, y)))),
  bounds: (A, seen) => A.clamp(byBoth(A, seen), -1, 1),
  'a least value': (A, seen) => A.max(byBoth(A, seen), 0),
};

/** The same of one number for each synapse in each batch row, of what is at its ends however it is written. */
const stillInRows: Readonly<Record<string, Formula>> = {
  'pairs of each row': (A, { v, pre, post, x, y, each }) => A.add(A.add(v, each(pre, y)), each(x, post)),
  'spikes at sources': (A, { v, pre, from }) => A.add(v, A.mul(0.5, from(pre))),
  'a choice by spikes at targets': (A, { v, post, to }) => A.clamp(A.add(v, A.where(to(post), 0.25, 0)), -1, 1),
  'spikes on one side only': (A, { v, pre, post, from, to }) =>
    A.sub(v, A.mul(2, A.where(A.or(from(pre), to(post)), A.add(v, 1), 0))),
};

/** What moves other weights too, or is read by others. */
const restless: Readonly<Record<string, Formula>> = {
  decays: (A, seen) => A.mul(byBoth(A, seen), 0.99),
  'adds a constant': (A, seen) => A.add(byBoth(A, seen), 0.5),
  'has only traces': (A, { w, x, y, pairs }) => A.add(w, pairs(x, y)),
  'weighs spikes by pairs of traces': (A, { w, pre, post, x, y, pairs }) =>
    A.add(w, A.mul(pairs(x, y), pairs(pre, post))),
  'is bounded before it learns': (A, seen) => byBoth(A, { ...seen, w: A.clamp(seen.w, 0, 1) }),
  'reads weights of other synapses': (A, seen) => A.add(byBoth(A, seen), A.sum(seen.w, [0])),
};

const wires: fc.Arbitrary<Wires> = fc
  .record({
    rows: fc.constantFrom(1, 1, 2, 3, 34),
    m: wholeIn(1, 6),
    n: wholeIn(1, 6),
    count: wholeIn(1, 40),
    seed: fc.nat(1000),
  })
  .chain(({ rows, m, n, count }) => {
    const places = (below: number, inOrder: boolean): fc.Arbitrary<Tensor> =>
      fc
        .array(fc.nat(below - 1), { minLength: count, maxLength: count })
        .map((of) => tensor([count], inOrder ? of.toSorted((a, b) => a - b) : of, 'i32'));
    return fc.boolean().chain((inOrder) =>
      fc.record({
        rows: fc.constant(rows),
        m: fc.constant(m),
        n: fc.constant(n),
        pre: places(m, inOrder),
        post: places(n, false),
      }),
    );
  });

interface Trial {
  readonly at: Wires;
  readonly first: Given;
  readonly later: readonly Given[];
}

const trials = wires.chain((at): fc.Arbitrary<Trial> => {
  const { rows, m, n, pre } = at;
  const count = pre.data.length;
  const trace = (width: number): fc.Arbitrary<Tensor> =>
    fc.oneof(
      large([rows, width], oftenOf([0, -0, 0, 1], -2, 2)),
      large([rows, width], oftenOf([0, -0, 0, Number.NaN, Infinity, -Infinity], -2, 2)),
    );
  const weights = (...shape: readonly number[]): fc.Arbitrary<Tensor> =>
    fc.oneof(
      { weight: 3, arbitrary: large(shape, oftenOf([0, -0, 1, -1, 0.25], -4, 4)) },
      { weight: 1, arbitrary: large(shape, oftenOf([0, Number.NaN, Infinity, 2 ** 62, -3e38], -4, 4)) },
    );
  const moment = fc
    .record({ pre: spikes([rows, m]), post: spikes([rows, n]), x: trace(m), y: trace(n), reward: large([], (u) => u) })
    .map((frame): Given => new Map(Object.entries(frame).map(([name, value]) => [`frame.${name}`, value])));
  const anew = fc.option(weights(count), { nil: undefined, freq: 3 });
  return fc
    .tuple(weights(count), weights(rows, count), moment, fc.array(fc.tuple(moment, anew), { maxLength: 4 }))
    .map(([w, v, frame, later]) => ({
      at,
      first: new Map([['state.w', w] as const, ['state.v', v] as const, ...frame]),
      later: later.map(([next, other]) => new Map([...next, ...(other ? [['state.w', other] as const] : [])])),
    }));
});

const some: Wires = {
  rows: 2,
  m: 3,
  n: 2,
  pre: tensor([4], [0, 0, 1, 2], 'i32'),
  post: tensor([4], [1, 0, 1, 1], 'i32'),
};

describe('an update along synapses', () => {
  const ways: readonly Way[] = ['sum', 'mean', 'largest'];
  for (const [name, formula] of Object.entries(still))
    test(`is found in ${name}`, () => {
      for (const way of ways) expect(updatesOf(drawn(some, formula, way))).toMatchObject([{ walks: {} }]);
    });
  for (const [name, formula] of Object.entries(stillInRows))
    test(`is found in ${name}`, () =>
      expect(updatesOf(drawn(some, formula, 'sum', 'v'))).toMatchObject([{ walks: {} }]));
  for (const [name, formula] of Object.entries(restless))
    test(`is not seen in weights that are new everywhere: it ${name}`, () =>
      expect(updatesOf(drawn(some, formula, 'sum'))).toStrictEqual([]));

  quickLaw(
    'gives, to the bit, what the formula gives for all synapses',
    [trials, fc.constantFrom(...Object.values(still)), fc.constantFrom(...ways)],
    ({ at, first, later }, formula, way) => expectFaithful(drawn(at, formula, way), first, later),
    250,
  );
  quickLaw(
    'does so for each batch row',
    [trials, fc.constantFrom(...Object.values(stillInRows))],
    ({ at, first, later }, formula) => expectFaithful(drawn(at, formula, 'sum', 'v'), first, later),
    150,
  );
  quickLaw(
    'or another kernel does',
    [trials, fc.constantFrom(...Object.values(restless))],
    ({ at, first, later }, formula) => expectFaithful(drawn(at, formula, 'sum'), first, later),
    60,
  );

  const limited = <T>(A: Algebra<T>, x: T): T => A.where(A.gt(x, 0), 1, 0.5);
  const signed: readonly (readonly ['w' | 'v', Formula])[] = [
    ['w', (A, { w, pre, y, reward, pairs }) => A.add(w, A.mul(A.sub(reward, 0.5), pairs(pre, y)))],
    ['w', (A, { w, pre, post, x, y, pairs }) => A.add(w, A.mul(pairs(limited(A, x), limited(A, y)), pairs(pre, post)))],
    ['v', (A, { v, pre, y, from, to }) => A.add(v, A.mul(from(pre), to(y)))],
  ];
  const finite = (given: Given): Given =>
    new Map(
      [...given].map(([path, value]) => [
        path,
        value.dtype === 'f32' ? { ...value, data: value.data.map((x) => (Math.abs(x) < 1e30 ? x : -0)) } : value,
      ]),
    );
  quickLaw(
    'takes zeros of either sign, as long as all is finite',
    [trials, fc.constantFrom(...signed)],
    ({ at, first, later }, [of, formula]) =>
      expectFaithful(drawn(at, formula, 'sum', of), finite(first), later.map(finite), false),
    150,
  );
  quickLaw(
    'leaves the rest to others that read it',
    [trials, fc.constantFrom(...Object.values(still))],
    ({ at, first, later }, formula) => {
      const graph = drawn(at, formula, 'sum', 'both');
      expect(updatesOf(graph)).toStrictEqual([]);
      expectFaithful(graph, first, later);
    },
    30,
  );
});

describe('rules on sparse connections', () => {
  const nu = [0.01, 0.02] as const;
  const along: Readonly<Record<string, AnyRule>> = {
    postPre: postPre(nu),
    'postPre within bounds': bounded(postPre(nu), 0, 1),
    weightDependentPostPre: bounded(weightDependentPostPre(nu), 0, 1),
    hebbian: hebbian(nu, 'max'),
    tripletStdp: bounded(tripletStdp({ over: 'mean' }), 0, 1),
    inhibitoryStdp: bounded(inhibitoryStdp(0.01), 0, 1),
  };
  const dense: Readonly<Record<string, AnyRule>> = {
    'postPre that decays': decaying(postPre(nu), 0.01),
    mstdp: mstdp(0.01),
  };
  const pattern = { pre: [0, 1, 1, 2, 3, 3], post: [1, 0, 2, 1, 0, 1] };
  const wirings: Readonly<Record<'plain' | 'with delays' | 'normalised', AnyWiring>> = {
    plain: sparse(pattern, uniform(1)),
    'with delays': delayed(sparse(pattern, uniform(1)), uniform(2, 1, 4)),
    normalised: normalised(sparse(pattern, uniform(1)), 1),
  };
  const kernelsOfRule = async (wiring: AnyWiring, rule: AnyRule, batch: number) => {
    const net = orThrow(
      network({ dt: 1 }, { X: layer([4], traced(input())), Y: layer([3], traced(lif())) }, (connect) => ({
        XY: connect('X', 'Y', wiring, rule),
      })),
    );
    const frame: Frame<Tensor> = { inputs: { X: zeros([batch, 4], 'bool') }, reward: zeros([]) };
    let names: readonly string[] = [];
    const backend = profiled((times) => (names = times.map(({ kernel }) => kernel)));
    orThrow(await run(backend, net, initial(net, { batch }), [frame]));
    return names.filter((name) => name.includes('along synapses'));
  };
  for (const [name, rule] of Object.entries(along))
    for (const [kind, wiring] of Object.entries(wirings))
      test(`${name}, ${kind}, follows spikes`, async () => {
        for (const batch of [1, 2])
          expect(await kernelsOfRule(wiring, rule, batch)).toEqual(['update along synapses [6]']);
      });
  for (const [name, rule] of Object.entries(dense))
    test(`${name} computes all weights`, async () => expect(await kernelsOfRule(wirings.plain, rule, 2)).toEqual([]));
});

law(
  'synapses whose ends have the same numbers in layers of other sizes learn as on eager, also beside others from the same neurons',
  [wholeIn(1, 3), wholeIn(1, 4), wholeIn(1, 9), wholeIn(1, 9), fc.nat(99)],
  async (batch, count, more, others, seed) => {
    const same = Array.from({ length: count }, (_, k) => k);
    const wiring = sparse({ pre: same, post: same }, uniform(seed));
    const cells = () => traced(lif({ tau: 5, thresh: -60, refrac: 0 }));
    const layers = {
      X: layer([count], traced(input())),
      Y: layer([count + more], cells()),
      Z: layer([count + others], cells()),
    };
    const net = orThrow(
      network({ dt: 1 }, layers, (connect) => ({
        XY: connect('X', 'Y', wiring, postPre([0.1, 0.2])),
        XZ: connect('X', 'Z', wiring, inhibitoryStdp(0.1)),
      })),
    );
    const some = (shape: readonly number[], most: number, every: number) =>
      uniform(seed + every, 0, most)([6, batch, ...shape]);
    const drive = frames({
      X: tensor([6, batch, count], some([count], 1, 1).data.map(Math.round), 'bool'),
      Y: some([count + more], 30, 2),
      Z: some([count + others], 30, 3),
    });
    const after = async (backend: Backend) => orThrow(await run(backend, net, initial(net, { batch }), drive)).state;
    const want = await after(eager);
    for (const backend of [js, wasm]) expectSame({ ...(await after(backend)) }, { ...want });
  },
);
