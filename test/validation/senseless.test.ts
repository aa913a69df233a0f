import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import {
  adaptiveLif,
  boostedLif,
  bounded,
  currentLif,
  dense,
  diehlAndCook2015,
  eager,
  explain,
  frozen,
  initial,
  input,
  integrateAndFire,
  layer,
  lif,
  masked,
  network,
  noOp,
  normalised,
  orThrow,
  postPre,
  run,
  sparse,
  tensor,
  traced,
  zeros,
  type Faults,
  type Names,
  type Tensor,
} from '../../src/index.js';
import { weightsPlot } from '../../src/plot.js';
import { assignLabels } from '../../src/read-out.js';
import type { AnyModel, AnyRule, AnyWiring } from '../../src/authoring.js';
import { fromDescription } from '../../src/file.js';

const said = (built: E.Either<Faults, unknown>): readonly string[] => (E.isLeft(built) ? built.left.map(explain) : []);

const wired = (wiring: AnyWiring, rule: AnyRule) =>
  network<Names, Names>({ dt: 1 }, { X: layer([4], traced(input())), Y: layer([3], traced(lif())) }, (connect) => ({
    XY: connect('X', 'Y', wiring as never, rule as never),
  }));
const w = tensor([4, 3], new Float32Array(12).fill(0.25));
const tooMuch = (most: number, synapses: number, norm: number) => [
  `connection 'XY': norm must be at most ${most}, which ${synapses} weights within their bounds can sum to (raise the bounds, lower the norm, or pass beyondBounds: true), got ${norm}`,
];

test('a norm that weights within their bounds can never sum to is refused', () => {
  const rule = bounded(postPre([0.01, 0.01]), 0, 0.5);
  expect(said(wired(normalised(dense(w), 2), rule))).toEqual([]);
  expect(said(wired(normalised(dense(w), 2.5), rule))).toEqual(tooMuch(2, 4, 2.5));
  expect(said(wired(normalised(dense(w), 78.4), bounded(noOp(), -1, 0.5)))).toEqual(tooMuch(4, 4, 78.4));
  expect(said(wired(normalised(dense(w), 3, { signed: true }), bounded(noOp(), -1, 0.5)))).toEqual(tooMuch(2, 4, 3));
  expect(said(wired(normalised(dense(w), 2.5, { beyondBounds: true }), rule))).toEqual([]);
  expect(said(wired(normalised(dense(w), 78.4), postPre([0.01, 0.01])))).toEqual([]);
});

test('bounds of each synapse, and masks, are looked at for the most that is possible', () => {
  const max = tensor([4, 3], [1, 1, 9, ...new Float32Array(9).fill(1)]);
  expect(said(wired(normalised(dense(w), 36), bounded(noOp(), 0, max)))).toEqual([]);
  expect(said(wired(normalised(dense(w), 37), bounded(noOp(), 0, max)))).toEqual(tooMuch(36, 4, 37));
  expect(
    said(
      wired(normalised(masked(dense(w), tensor([4, 3], new Uint8Array(12).fill(1), 'bool')), 4), bounded(noOp(), 0, 1)),
    ),
  ).toEqual([]);
});

test('a connection without a synapse has a norm to no effect', () => {
  const max = tensor([0], []);
  expect(said(wired(normalised(sparse({ pre: [], post: [] }, tensor([0], [])), 4), bounded(noOp(), 0, max)))).toEqual(
    [],
  );
});

test('a ready-made network says that the norm it was given is too much for four inputs; its default is for 784', () => {
  expect(said(diehlAndCook2015({ inputs: [4], neurons: 3 }))).toEqual([]);
  expect(said(diehlAndCook2015({ inputs: [4], neurons: 3, norm: 70 }))).toEqual([
    "connection 'XAe': norm must be at most 4, which 4 weights within their bounds can sum to (raise the bounds, lower the norm, or pass beyondBounds: true), got 70",
  ]);
});

test('a connection in the words of BindsNET may have a norm that its bounds can never meet, as there', () => {
  const params = {
    w: { shape: [2, 1], dtype: 'f32', data: 'AAAAPwAAAD8=' },
    update_rule: 'PostPre',
    nu: [0, 0],
    wmin: 0,
    wmax: 1,
    norm: 20,
  };
  const built = fromDescription({
    compat: 'bindsnet',
    dt: 1,
    layers: [
      { name: 'X', model: 'Input', params: { n: 2, traces: true } },
      { name: 'Y', model: 'LIFNodes', params: { n: 1, traces: true } },
    ],
    connections: [{ source: 'X', target: 'Y', model: 'Connection', params }],
  });
  expect(said(built)).toEqual([]);
});

const one = (model: AnyModel) => said(network({ dt: 1 }, { Y: layer([3], model) }));
const below = (thresh: string, reset: number) => [
  `layer 'Y': thresh must be above reset (${reset}), below which it spikes in every step, got ${thresh}`,
];

test('a threshold that is not above the reset is refused', () => {
  expect(one(lif({ thresh: -70 }))).toEqual(below('-70', -65));
  expect(one(lif({ thresh: -65 }))).toEqual(below('-65', -65));
  expect(one(currentLif({ reset: -50 }))).toEqual(below('-52', -50));
  expect(one(integrateAndFire({ thresh: -80 }))).toEqual(below('-80', -65));
  expect(one(boostedLif({ thresh: -1 }))).toEqual(below('-1', 0));
  expect(one(boostedLif())).toEqual([]);
  expect(one(lif({ thresh: tensor([3], [-50, -66, -40]) }))).toEqual(below('-66 for neuron 1', -65));
  expect(one(lif({ thresh: tensor([3], [-50, -60, -40]), reset: tensor([3], [-51, -61, -41]) }))).toEqual([]);
});

test('a rest above the threshold, which fires by itself, and an adaptive threshold, which rises, are taken', () => {
  expect(one(lif({ thresh: -50, rest: -49, reset: -60 }))).toEqual([]);
  expect(one(adaptiveLif({ thresh: -66 }))).toEqual([]);
});

test.each([1n, 'no', null])('frozen refuses %s as normalising', (normalising) => {
  const net = orThrow(wired(dense(w), noOp()));
  const freeze = () => frozen(net, { normalising: normalising as never });
  expect(freeze).toThrow(/^frozen: normalising must be true or false, got /);
});

test('a frozen network that is told to normalise says that it is frozen', async () => {
  const net = orThrow(wired(normalised(dense(w), 2), postPre([0.01, 0.01])));
  const frames = [{ inputs: { X: zeros([4]) } }];
  const told = await run(eager, frozen(net), initial(net), frames, {}, { normalise: true });
  expect(E.isLeft(told) && told.left.faults.map(explain)).toEqual([
    'run: normalise must be left out, as the network is frozen (frozen(net, { normalising: true }) keeps its norms), got true',
  ]);
  for (const fine of [net, frozen(net, { normalising: true })])
    expect(E.isRight(await run(eager, fine, initial(net), frames, {}, { normalise: true }))).toBe(true);
});

test('a norm of a pattern, and a signed one within bounds of each synapse, are looked at for the most that is possible', () => {
  const pattern = sparse({ pre: [0, 1, 2, 3], post: [0, 0, 0, 0] }, tensor([4], [0.5, 0.5, 0.5, 0.5]));
  expect(said(wired(normalised(pattern, 3), bounded(noOp(), 0, 1)))).toEqual([]);
  expect(said(wired(normalised(pattern, 5), bounded(noOp(), 0, 1)))).toEqual(tooMuch(4, 4, 5));
  const max = tensor([4, 3], [1, 1, 9, ...new Float32Array(9).fill(1)]);
  expect(said(wired(normalised(dense(w), 36, { signed: true }), bounded(noOp(), -1, max)))).toEqual([]);
});

test('names that cannot be made a string are refused as any other', () => {
  const nameless = { toString: 1 };
  const refusal = weightsPlot(zeros([1, 1]), { as: nameless as never });
  expect(E.isLeft(refusal) && refusal.left.map(explain)[0]).toContain('as must be');
  const counts = { shape: [1, 1], dtype: nameless, data: new Float32Array(1) } as unknown as Tensor;
  expect(E.isLeft(assignLabels(counts, [0], 1))).toBe(true);
});
