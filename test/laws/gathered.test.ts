import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  all,
  both,
  counts,
  dense,
  eager,
  episode,
  every,
  explain,
  fold,
  foldAll,
  frames,
  initial,
  input,
  intervals,
  js,
  layer,
  lif,
  map,
  monitor,
  network,
  orThrow,
  postPre,
  raster,
  rates,
  record,
  rolling,
  run,
  tensor,
  traced,
  uniform,
  uniforms,
  wasm,
  type Backend,
  type Fold,
  type Monitor,
  type Tensor,
} from '../../src/index.js';
import { wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';

/** Networks with layers of such sizes: rows of bools take whole words, and what is wide is not gathered. */
const netOf = (n: number, m: number) =>
  orThrow(
    network(
      { dt: 0.5 },
      { X: layer([n], traced(input())), Y: layer([m], traced(lif({ thresh: -62, refrac: 1 }))) },
      (connect) => ({ XY: connect('X', 'Y', dense(uniform(1, 0, 8 / n)), postPre([1e-3, 1e-3])) }),
    ),
  );
const small = netOf(7, 5);

const folds: Readonly<Record<string, () => Fold<Tensor, unknown>>> = {
  counts,
  rates,
  intervals,
  raster,
  record: () => record(),
  rolling: () => rolling(3),
  every: () => every(4, raster()),
  'every of every': () =>
    every(
      2,
      map((parts) => parts.length, every(3, counts())),
    ),
  mapped: () => map(({ shape }: Tensor) => shape, record()),
  both: () => both(raster(), counts()),
  all: () => all({ raster: raster(), 'raster and counts': both(raster(), counts()) }),
  own: () =>
    fold<readonly string[], Tensor, readonly string[]>(
      [],
      (all, { dtype, data }, { step, episode: of }) => [...all, `${step} ${of} ${dtype} ${data.join()}`],
      (all) => all,
    ),
};

/** Folds of spikes in every step, and folds of anything. */
const watched = fc.oneof(
  fc.record({
    variable: fc.constantFrom('X s', 'Y s'),
    of: fc.constantFrom('counts', 'rates', 'intervals', 'both', 'all'),
    every: fc.constant(undefined),
  }),
  fc.record({
    variable: fc.constantFrom('X s', 'Y s'),
    of: fc.constantFrom('raster', 'every'),
    every: fc.option(wholeIn(1, 70), { nil: undefined }),
  }),
  fc.record({
    variable: fc.constantFrom('X s', 'X x', 'Y s', 'Y v', 'XY w'),
    of: fc.constantFrom('record', 'rolling', 'mapped', 'own'),
    every: fc.option(wholeIn(1, 70), { nil: undefined }),
  }),
);

const watches = fc.array(
  fc
    .tuple(
      watched,
      fc.record({ only: fc.option(fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }), { nil: undefined }) }),
    )
    .map(([of, which]) => ({ ...of, ...which })),
  { minLength: 1, maxLength: 4 },
);
type Watches = typeof watches extends fc.Arbitrary<infer A> ? A : never;

const monitorsOf = (all: Watches): Readonly<Record<string, Monitor<unknown>>> =>
  Object.fromEntries(
    all.map(({ variable, of, every: k, only }, place) => {
      const [name, its] = variable.split(' ') as ['Y', 'v'];
      const options = { ...(k !== undefined && { every: k }), ...(only !== undefined && { only }) };
      return [`${place}`, monitor(small, name, its, folds[of]!(), options)];
    }),
  );

const spikes = (seed: number, steps: number, rows: number): Tensor =>
  tensor(
    [steps, rows, 7],
    uniforms(seed, 0, steps * rows * 7).map((u) => (u < 0.3 ? 1 : 0)),
    'bool',
  );

/** What runs that go on with each other come to, of so many steps each. */
const outcome = async (backend: Backend, all: Watches, rows: number, parts: readonly number[]): Promise<unknown> => {
  const told: unknown[] = [];
  let [state, monitors] = [initial(small, { batch: rows }), monitorsOf(all)];
  for (const [seed, steps] of parts.entries()) {
    const drive = episode(frames({ X: spikes(seed, steps, rows) }));
    const ran = orThrow(await run(backend, small, state, drive, monitors));
    told.push(ran.steps, ran.state, Object.values(ran.monitors));
    [state, monitors] = [ran.state, ran.resume];
  }
  return told;
};

describe('what is watched in blocks', () => {
  law(
    'comes to what it does step by step: values, times and episodes',
    [watches, wholeIn(1, 2), fc.array(wholeIn(1, 150), { minLength: 1, maxLength: 2 })],
    async (all, rows, parts) => {
      const want = await outcome(eager, all, rows, parts);
      for (const backend of [wasm, js]) expect(await outcome(backend, all, rows, parts)).toEqual(want);
    },
    40,
  );

  test.each([
    ['wasm', 33_000, 1, 4],
    ['wasm', 3000, 2, 40],
    ['js', 3000, 2, 40],
    ['js', 33_000, 1, 4],
    ['wasm', 500, 100, 4],
    ['js', 500, 100, 4],
  ] as const)('is the same where it is wide: on %s %i to %i', async (name, n, m, steps) => {
    const backend = name === 'wasm' ? wasm : js;
    const net = netOf(n, m);
    const X = tensor(
      [steps, n],
      uniforms(1, 0, steps * n).map((u) => (u < 0.1 ? 1 : 0)),
      'bool',
    );
    const monitors = () => ({
      s: monitor(net, 'X', 's', record(), { every: 2 }),
      x: monitor(net, 'X', 'x', record()),
      w: monitor(net, 'XY', 'w', record(), { every: 3 }),
      v: monitor(net, 'Y', 'v', record()),
    });
    const seen = async (on: Backend) => {
      const { s, x, w, v } = orThrow(await run(on, net, initial(net), frames({ X }), monitors())).monitors;
      return [s, x, w, v].map(({ shape, data }) => [shape, data]);
    };
    expect(await seen(backend)).toEqual(await seen(eager));
  });

  test.each([wasm, js, eager])('fails in the step in which it does step by step, on $name', async (backend) => {
    const numbers = Array.from({ length: 700 }, (_, k) => (k === 300 ? 2.5 : k % 2));
    const monitors = { in: monitor(small, 'X', 's', counts()), out: monitor(small, 'Y', 's', record()) };
    const ran = await run(backend, small, initial(small), frames({ X: tensor([100, 7], numbers) }), monitors);
    expect(E.isLeft(ran) && ran.left.faults.map(explain)).toEqual([
      "monitor 'in': counts: input must be spikes, or numbers of them, such as s, got 2.5 at place 6",
    ]);
    expect(E.isLeft(ran) && [...ran.left.monitors.in.data]).toEqual([21, 21, 21, 21, 21, 21, 21]);
  });

  test('is given to a fold that wraps another step by step', async () => {
    const wrapped = (of: Fold<Tensor, Tensor>, seen: number): Fold<Tensor, Tensor> => ({
      ...of,
      next: (s, time) => wrapped(of.next(s, time), seen + 1),
      done: () => tensor([1], [seen]),
    });
    const monitors = { of: monitor(small, 'Y', 's', wrapped(counts(), 0)) };
    const ran = orThrow(await run(wasm, small, initial(small), frames({ X: spikes(1, 100, 1) }), monitors));
    expect([...ran.monitors.of.data]).toEqual([100]);
  });
});

describe('a fold that takes rows', () => {
  law(
    'comes to what it does row by row, whatever came before',
    [fc.constantFrom(...Object.keys(folds)), fc.array(wholeIn(1, 9), { minLength: 1, maxLength: 4 }), wholeIn(1, 2)],
    (name, parts, rows) => {
      let [byRows, oneByOne] = [folds[name]!(), folds[name]!()];
      const before = byRows.done();
      let step = 0;
      for (const [seed, count] of parts.entries()) {
        const block = spikes(seed, count, rows);
        const each = Array.from({ length: count }, (_, k) =>
          tensor([rows, 7], block.data.slice(k * rows * 7, (k + 1) * rows * 7), 'bool'),
        );
        const times = each.map((_, k) => ({ dt: 0.5, step: step + k, every: 1, episode: Math.floor((step + k) / 6) }));
        const start = byRows;
        for (const [k, row] of each.entries()) oneByOne = oneByOne.next(row, times[k]!);
        byRows = byRows.next.rows?.(block, times) ?? oneByOne;
        expect(byRows.done()).toEqual(oneByOne.done());
        // A value: it gives the same again.
        expect(start.next.rows?.(block, times).done() ?? oneByOne.done()).toEqual(byRows.done());
        step += count;
      }
      expect(folds[name]!().done()).toEqual(before);
    },
    60,
  );

  test('says so of monitors of one variable, and of what maps them', () => {
    for (const of of [counts(), rates(), intervals(), raster(), record(), every(2, counts())])
      expect(monitor(small, 'Y', 's', of as Fold<Tensor, unknown>).fold.next.rows).toBeDefined();
    expect(foldAll(rolling(2), []).next.rows).toBeUndefined();
  });
});
