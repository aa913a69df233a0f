import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import {
  diehlAndCook2015,
  eager,
  explain,
  frames,
  initial,
  orThrow,
  poisson,
  run,
  tensor,
  zeros,
} from '../../src/index.js';
import { fromJson, restore, save, snapshot, toJson, type Json } from '../../src/file.js';

const net = orThrow(diehlAndCook2015({ inputs: [3, 3], neurons: 4, norm: 5, seed: 3 }));
const rates = tensor([3, 3], [900, 0, 100, 400, 800, 0, 0, 300, 900]);
const drive = (seed: number) => frames({ X: poisson(seed, rates, 60) });

test('a snapshot is JSON, and a run goes on from it bit for bit', async () => {
  const halfway = orThrow(await run(eager, net, initial(net, { seed: 9 }), drive(1), {}, { normalise: false })).state;
  const stored = JSON.stringify(snapshot(halfway));
  const restored = orThrow(restore(net, JSON.parse(stored) as Json));
  expect(restored).toEqual(halfway);
  const [on, again] = [await run(eager, net, halfway, drive(2)), await run(eager, net, restored, drive(2))];
  expect(orThrow(again)).toEqual(orThrow(on));
});

const state = initial(net);
test.each<[string, unknown, readonly string[]]>([
  ['nothing', null, ['state: a state must be a record of noise, layers and connections, got null']],
  [
    'a variable too few and one too many',
    { ...state, layers: { ...state.layers, X: { s: state.layers.X.s, y: state.layers.X.x } } },
    [
      'state: layers.X.x must be f32 [1, 3, 3], got nothing',
      "state: unknown variable 'layers.X.y': the network has none of this name",
    ],
  ],
  [
    'weights of another network',
    { ...state, connections: { ...state.connections, XAe: { w: zeros([9, 5]) } } },
    ['state: connections.XAe.w must be f32 [9, 4], got f32 [9, 5]'],
  ],
  ['no noise', { ...state, noise: zeros([3]) }, ['state: noise must be i32 [3], got f32 [3]']],
])('%s is refused', (_, wrong, texts) => {
  const read = restore(net, wrong === null ? null : snapshot(wrong as typeof state));
  expect(E.isLeft(read) && read.left.map(explain)).toEqual(texts);
});

test.each([
  ['layers', { ...state, layers: 7 }],
  ['connections', { ...state, connections: 7 }],
  ['both', 7],
])('a state without a record of %s is refused', (_, odd) => {
  const saved = save(net, odd as never);
  expect(E.isLeft(saved) && explain(saved.left[0])).toMatch(
    /^state: a state must be a record of noise, layers and connections, got /,
  );
});

test('a state whose batch is no number is refused', () => {
  const { X } = state.layers;
  const odd = { ...state, layers: { ...state.layers, X: { ...X, s: { ...X.s, shape: [{}, 3, 3] } } } };
  const saved = save(net, odd as never);
  expect(E.isLeft(saved) && explain(saved.left[0])).toBe('state: batch must be a whole number of at least 1, got {}');
});

test('bytes (u8) that are not all 0 or 1 are read as numbers', () => {
  const read = (bytes: readonly number[]) =>
    orThrow(fromJson({ x: { shape: [bytes.length], dtype: 'u8', data: btoa(String.fromCodePoint(...bytes)) } }));
  expect(read([0, 1, 2])).toEqual({ x: tensor([3], [0, 1, 2]) });
  expect(read([0, 1, 1])).toEqual({ x: tensor([3], [0, 1, 1], 'bool') });
});

test.each([
  ['f32', [1, -2.5, 0.1]],
  ['i32', [1, -2, 3]],
  ['bool', [0, 1, 1]],
] as const)('the numbers of a tensor of %s may be a list, as other programs write it', (dtype, data) => {
  expect(orThrow(fromJson({ x: { shape: [1, 3], dtype, data } }))).toEqual({ x: tensor([1, 3], [...data], dtype) });
});

test.each<readonly [Json, string]>([
  [[1, 2], '2 values for 3 of f32'],
  [[1, 2, 'x'], "data [1, 2, 'x']"],
  [[1, 2, null], 'data [1, 2, null]'],
  [{ 0: 1 }, "shape [3], dtype 'f32', data { 0: 1 }"],
])('a list that does not fill it, %j, is a fault', (data, got) => {
  const read = fromJson({ x: { shape: [3], dtype: 'f32', data } });
  expect(E.isLeft(read) && read.left.map(explain)).toEqual([
    `json: tensor 'x' must be shape, dtype (f32, i32, bool, u8) and data of that size, in base64 or as a list of numbers, got ${got}`,
  ]);
});

test('a tensor of JSON whose shape or type alone is none is refused', () => {
  const right = { shape: [2], dtype: 'i32', data: [1, 2] };
  for (const [wrong, got] of [
    [{ ...right, shape: [-2] }, 'shape [-2], dtype i32'],
    [{ ...right, dtype: 'i64' }, 'shape [2], dtype i64'],
  ] as const) {
    const read = fromJson({ x: wrong });
    expect(E.isLeft(read) && read.left.map(explain)[0]?.replaceAll("'", '')).toContain(got);
  }
});

test('of an array that lies within another its own elements are written', () => {
  const within = { shape: [2], dtype: 'f32', data: Float32Array.of(1, 2, 3, 4).subarray(1, 3) } as const;
  expect(toJson(within)).toEqual(toJson(tensor([2], [2, 3])));
});
