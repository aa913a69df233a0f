import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accumulated,
  allToAllPattern,
  bounded,
  clipped,
  constant,
  delayed,
  dense,
  eager,
  explain,
  fixedProbability,
  inhibitoryStdp,
  initial,
  input,
  isLeft,
  js,
  layer,
  lif,
  network,
  orThrow,
  pairStdp,
  poissonGroup,
  postPre,
  profiled,
  run,
  shortTerm,
  sparse,
  tensor,
  traced,
  tripletStdp,
  uniform,
  wasm,
  zeros,
  type AnyNetwork,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import type { AnyRule, AnyWiring } from '../../src/authoring.js';
import { describe as described, fromDescription } from '../../src/file.js';
import { wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { pairsOf } from './support/pairs.js';

const arrival = { pairing: 'arrival' } as const;
const bits = (n: number, of: (k: number) => boolean): Tensor =>
  tensor(
    [n],
    Array.from({ length: n }, (_, k) => (of(k) ? 1 : 0)),
    'bool',
  );

/** Neurons of which each drives one, over a synapse of its own delay; weights of 0. */
const diagonal = { pre: [0, 1, 2], post: [0, 1, 2] };
const delays = [1, 3, 6];

const learning = (wiring: AnyWiring): AnyNetwork =>
  orThrow(
    network({ dt: 1 }, { X: layer([3], input()), Y: layer([3], poissonGroup()) }, () => ({
      XY: { from: 'X', to: 'Y', wiring, rule: pairStdp({ aPlus: 0.1, aMinus: 0.12, tauMinus: 34 }) },
    })),
  );

const weightsAfter = async (net: AnyNetwork, pre: readonly number[], post: readonly number[]): Promise<number[]> => {
  const frames: Frame<Tensor>[] = Array.from({ length: 60 }, (_, now) => ({
    inputs: { X: bits(3, () => pre.includes(now)) },
    clamp: { Y: bits(3, () => post.includes(now)) },
  }));
  const { state } = orThrow(await run(eager, net, initial(net), frames, {}));
  return [...state.connections['XY']!['w']!.data];
};

const steps = fc.uniqueArray(wholeIn(0, 45), { maxLength: 6 });
const expected = (pre: readonly number[], post: readonly number[], delay: number): number =>
  // What is fired in a step is delivered a step and the delay later.
  pairsOf(
    pre.map((time) => time + 1 + delay),
    post,
    1,
    { aPlus: 0.1, aMinus: 0.12, tauMinus: 34 },
  );

law('each synapse pairs when its spikes arrive', [steps, steps], async (pre, post) => {
  const net = learning(delayed(sparse(diagonal, constant(0)), tensor([3], delays), arrival));
  const found = await weightsAfter(net, pre, post);
  delays.forEach((delay, synapse) => expect(found[synapse]).toBeCloseTo(expected(pre, post, delay), 5));
});

law('one delay for all, on a dense connection', [steps, steps, wholeIn(1, 7)], async (pre, post, delay) => {
  const found = await weightsAfter(learning(delayed(dense(constant(0)), delay, arrival)), pre, post);
  for (const w of found) expect(w).toBeCloseTo(expected(pre, post, delay), 5);
});

const wirings: readonly (readonly [string, AnyWiring])[] = [
  ['a delay for each', delayed(sparse(fixedProbability(1, 0.5), uniform(2, 0, 9)), uniform(3, 1, 6), arrival)],
  ['one delay', delayed(sparse(fixedProbability(1, 0.5), uniform(2, 0, 9)), 2, arrival)],
  ['one delay, dense', delayed(dense(uniform(2, 0, 9)), 3, arrival)],
  [
    'short-term plasticity',
    shortTerm(delayed(sparse(fixedProbability(1, 0.5), uniform(2, 0, 20)), uniform(3, 1, 6), arrival)),
  ],
];
const rules: readonly (readonly [string, AnyRule])[] = [
  ['pairs', bounded(pairStdp({ aPlus: 0.5, aMinus: 0.4 }), 0, 12)],
  ['nearest pairs', bounded(pairStdp({ aPlus: 0.5, aMinus: 0.4, nearest: true }), 0, 12)],
  ['triplets', tripletStdp({ a2Plus: 0.1, a2Minus: 0.2 })],
  ['inhibitory', inhibitoryStdp(0.1)],
];
const drive: readonly Frame<Tensor>[] = Array.from({ length: 40 }, (_, now) => ({
  inputs: {
    X: tensor(
      [1, 8],
      Array.from({ length: 8 }, (_, k) => ((now * 7 + k * 5) % 6 === 0 ? 1 : 0)),
      'bool',
    ),
  },
  ends: now === 30,
}));

describe.each(wirings)('%s', (_, wiring) => {
  test.each(rules)('%s: the same bits on eager, js and wasm, in one run or two', async (_name, rule) => {
    const net: AnyNetwork = orThrow(
      network({ dt: 1 }, { X: layer([8], input()), Y: layer([6], lif()) }, () => ({
        XY: { from: 'X', to: 'Y', wiring, rule },
      })),
    );
    const { state: want } = orThrow(await run(eager, net, initial(net), drive, {}));
    expect([...want.connections['XY']!['w']!.data]).not.toEqual([...initial(net).connections['XY']!['w']!.data]);
    const restored = orThrow(fromDescription(JSON.parse(JSON.stringify(described(net)))));
    for (const of of [net, restored as AnyNetwork])
      for (const backend of [eager, js, wasm]) {
        const half = orThrow(await run(backend, of, initial(of), drive.slice(0, 17), {}));
        const { state } = orThrow(await run(backend, of, half.state, drive.slice(17), {}));
        expect(state.connections).toEqual(want.connections);
      }
  });
});

/** Of the 40 synapses of a neuron some thirty have the same delay. */
const crowded = delayed(sparse(allToAllPattern(), uniform(2, 0, 9)), clipped(uniform(3, -20, 6), 1), arrival);

test.each<readonly [number, number, AnyWiring]>([
  [1, 6, wirings[0]![1]],
  [3, 6, wirings[0]![1]],
  [1, 40, crowded],
])('the same bits where frames of two types alternate, in %i rows, to %i neurons', async (batch, count, wiring) => {
  const net: AnyNetwork = orThrow(
    network({ dt: 1 }, { X: layer([8], input()), Y: layer([count], lif()) }, () => ({
      XY: { from: 'X', to: 'Y', wiring, rule: accumulated(rules[0]![1], { every: 9 }) },
    })),
  );
  const clamped = drive.map(({ inputs }, now): Frame<Tensor> => {
    const X = { ...inputs!['X']!, shape: [8] };
    return now % 5 < 2 ? { inputs: { X }, clamp: { Y: bits(count, (k) => (now + k) % 4 === 0) } } : { inputs: { X } };
  });
  const { state: want } = orThrow(await run(eager, net, initial(net, { batch }), clamped, {}));
  for (const backend of [js, wasm]) {
    const { state } = orThrow(await run(backend, net, initial(net, { batch }), clamped, {}));
    expect(state.connections).toEqual(want.connections);
  }
});

test('wasm learns along the synapses of spikes that arrive', async () => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([8], input()), Y: layer([6], lif()) }, () => ({
      XY: { from: 'X', to: 'Y', wiring: wirings[0]![1], rule: rules[0]![1] },
    })),
  );
  const kernels: string[] = [];
  const watched = profiled((times) => kernels.push(...times.map(({ kernel }) => kernel)));
  orThrow(await run(watched, net, initial(net), [{ inputs: { X: zeros([1, 8], 'bool') } }], {}));
  expect(kernels.some((name) => name.startsWith('update along synapses'))).toBe(true);
  expect(kernels.some((name) => name.startsWith('gather'))).toBe(false);
});

test('a rule that reads a trace of its source is a fault, and so is another word', () => {
  const built = (wiring: AnyWiring, rule: AnyRule): string => {
    const net = network({ dt: 1 }, { X: layer([3], traced(input())), Y: layer([3], traced(lif())) }, () => ({
      XY: { from: 'X', to: 'Y', wiring, rule },
    }));
    return isLeft(net) ? net.left.map(explain).join('; ') : 'nothing';
  };
  expect(built(delayed(dense(constant(1)), 2, arrival), postPre([0.1, 0.1]))).toContain(
    "trace x of layer 'X' on arrival",
  );
  expect(built(delayed(dense(constant(1)), 2, { pairing: 'later' as never }), pairStdp())).toContain(
    "'firing' or 'arrival'",
  );
  expect(built(delayed(dense(constant(1)), 2), postPre([0.1, 0.1]))).toBe('nothing');
});
