import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gpujs } from 'spikefold/gpujs';
import { tfjs } from 'spikefold/tfjs';
import {
  allButSelf,
  batched,
  bounded,
  constant,
  delayed,
  dense,
  diehlAndCook,
  eager,
  explain,
  filled,
  initial,
  input,
  layer,
  lif,
  masked,
  network,
  oneToOne,
  orThrow,
  postPre,
  rested,
  run,
  tensor,
  traced,
  wasm,
  type AnyNetwork,
  type Backend,
  type Frame,
  type Names,
  type Tensor,
  type Weights,
} from '../../src/index.js';
import { leaves, type Tree } from '../../src/core/graph/tree.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { networks, scenes } from '../support/scenes.js';
import { play, type AnyState } from '../support/trials.js';

const variables = (state: AnyState): readonly (readonly [string, Tensor])[] =>
  leaves(state as unknown as Tree<Tensor>).filter(([path]) => path !== 'noise' && !isPlace(path));

/** Places in a ring, which have to be some: a run refuses others. */
const isPlace = (path: string): boolean => path.endsWith('.slot');

/** Writes into a tensor, as the type forbids but plain JavaScript does not. */
const edit = ({ dtype, data }: Tensor, place: number, value: number): void => {
  if (data.length > 0) data[place % data.length] = dtype === 'bool' ? 1 - data[place % data.length]! : value;
};

describe.each(backends)('on $name', (backend) => {
  law(
    'a state that was written into between runs is run as it is, and nothing else is',
    [scenes, fc.nat(50), fc.constantFrom(0, -0, 1, 2.5, -3)],
    async ({ net, batch, seed, drive }, place, value) => {
      const start = initial(net, { batch, seed });
      const untouched = structuredClone(start);
      const { state } = await play(backend, net, start, drive);
      for (const [, x] of variables(state)) edit(x, place, value);
      // What no step changed is shared by the states, so both were written into.
      for (const of of [state, start]) {
        const want = await play(eager, net, structuredClone(of), drive);
        const got = await play(backend, net, of, drive);
        expectSame(got.monitors, want.monitors);
        expectSame({ ...got.state }, { ...want.state });
      }
      expectSame({ ...initial(net, { batch, seed }) }, { ...untouched });
    },
    8,
  );
});

test.each([-1, 2, 77])('a state whose delay is at row %s of a ring of two is refused', async (slot) => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([2], input()), Y: layer([2], lif()) }, (connect) => ({
      XY: connect('X', 'Y', delayed(dense(constant(1)), 2)),
    })),
  );
  const start = initial(net);
  start.connections.XY.slot.data[0] = slot;
  const ran = await run(wasm, net, start, [{}]);
  expect(ran._tag === 'Left' && ran.left.faults.map(explain)).toEqual([
    `state: connections.XY.slot must be the number of a row of its ring, below 2, got ${slot}`,
  ]);
});

law('whoever writes into a state changes no network', [networks, fc.integer({ min: 1, max: 3 })], (net, batch) => {
  const [first, again] = [initial(net, { batch }), initial(net, { batch })];
  const states: readonly AnyState[] = [
    first,
    rested(net, first, { batch: 2 }),
    rested(net, first),
    batched(net, initial(net), 3),
  ];
  for (const state of states) for (const [, { data }] of variables(state)) data.fill(77);
  expectSame({ ...initial(net, { batch }) }, { ...again });
  // Nor what makes rows of a state: each has its own.
  expect(first.noise).not.toBe(again.noise);
});

/** Square matrices that fused backends know by one number, each edited so that another number, or none, says all. */
const kinds: Readonly<Record<string, Weights>> = {
  'one to one': oneToOne(8),
  'all but self': allButSelf(1.5),
  constant: constant(0.75),
  zeros: constant(0),
};

const square = (w: Weights, n: number): AnyNetwork =>
  orThrow(
    network<Names, Names>(
      { dt: 1 },
      {
        X: layer([n], traced(input())),
        Y: layer([n], traced(diehlAndCook({ thetaPlus: 1 }))),
        Z: layer([n], traced(lif())),
      },
      (connect) => ({
        XY: connect('X', 'Y', dense(w)),
        ZY: connect('Z', 'Y', masked(dense(constant(1)), filled([n, n], 1, 'bool'))),
        XZ: connect('X', 'Z', dense(constant(9)), bounded(postPre([0.5, 0.25]), 0, 20)),
      }),
    ),
  );

const others: readonly Backend[] = [tfjs(tf, 'wasm'), tfjs(tf, 'cpu'), gpujs('cpu'), gpujs('webasm')];
const edits: readonly ((w: Float32Array | Int32Array | Uint8Array, n: number) => void)[] = [
  (w) => void (w[0] = 12),
  (w) => void (w[1] = 12),
  (w, n) => void (w[n] = 12),
  (w) => void (w[w.length - 1] = 12),
  (w, n) => void (w[w.length - 1 - n] = -0),
  (w) => void w.fill(3),
  (w) => w.forEach((value, k) => (w[k] = value * 2)),
  (w) => void w.reverse(),
];

describe.each([...backends, ...others])('on $name', (backend) => {
  test.each(Object.entries(kinds))('a matrix that was %s and was written into is taken as it is', async (_, w) => {
    const net = square(w, 9);
    const spikes = tensor([9], [1, 0, 1, 1, 0, 1, 0, 0, 1], 'bool');
    const frames: readonly Frame<Tensor>[] = Array.from({ length: 6 }, () => ({ inputs: { X: spikes } }));
    for (const change of edits) {
      const { state } = await play(backend, net, initial(net), frames);
      change(state.connections['XY']!['w']!.data, 9);
      const want = await play(eager, net, structuredClone(state), frames);
      const got = await play(backend, net, state, frames);
      for (const [path, x] of Object.entries(want.monitors)) {
        const found = got.monitors[path]!;
        if (backend.name === 'tfjs:cpu') found.data.forEach((value, k) => expect(value).toBeCloseTo(x.data[k]!, 2));
        else expectSame({ [path]: found }, { [path]: x });
      }
    }
  });
});
