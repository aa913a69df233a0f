import { expect, test } from 'vitest';
import { orThrow } from '../../src/index.js';
import { describe as written, fromDescription, type Json } from '../../src/file.js';

type Fields = { readonly [name: string]: Json };

const numbers = (shape: readonly number[], values: readonly number[]): Json => ({
  shape,
  dtype: 'f32',
  data: Buffer.from(Float32Array.from(values).buffer).toString('base64'),
});

/** The shape of the weights that a description has of a connection, or the term that draws them. */
const weights = (model: string, params: Fields, [from, to]: readonly [Json, Json] = [[2], [3]]): unknown => {
  const net = fromDescription({
    compat: 'bindsnet',
    layers: [
      { name: 'X', model: 'Input', params: { shape: from } },
      { name: 'Y', model: 'LIFNodes', params: { shape: to } },
    ],
    connections: [{ source: 'X', target: 'Y', model, params }],
  });
  const { connections } = written(orThrow(net)) as unknown as {
    readonly connections: Readonly<
      Record<string, { readonly connection: { readonly params: { readonly w: unknown } } }>
    >;
  };
  return connections['X>Y']!.connection.params.w;
};
const drawn = (min = 0, max = 1) => ({ name: 'uniform', params: { seed: 0, min, max } });
const image = [
  [1, 3],
  [2, 2],
] as const;
const local = { kernel_size: 2, stride: 1, n_filters: 2 };

test.each<readonly [string, Fields, unknown]>([
  ['no bounds', {}, drawn()],
  ['bounds that are infinite', { wmin: '-Infinity', wmax: 'Infinity' }, drawn()],
  ['two bounds', { wmin: -1, wmax: 2 }, drawn(-1, 2)],
  ['bounds that are tensors of one number', { wmin: numbers([], [-1]), wmax: numbers([1], [2]) }, drawn(-1, 2)],
  ['a lower bound', { wmin: 0.5 }, { shape: [2, 3], dtype: 'f32' }],
  ['an upper bound', { wmax: 0.5 }, { shape: [2, 3], dtype: 'f32' }],
  [
    'a bound for each',
    { wmin: numbers([2, 3], [0, 0.1, 0.2, 0.3, 0.4, 0.5]), wmax: 1 },
    { shape: [2, 3], dtype: 'f32' },
  ],
])('weights with %s are drawn by a term where one can say them, and are numbers elsewhere', (_, params, want) => {
  expect(weights('Connection', params)).toMatchObject(want as object);
});

test('weights of two bounds fill them, and those of one are cut there', () => {
  const values = (params: Fields): readonly number[] => {
    const { data } = weights('Connection', params, [[30], [40]]) as { readonly data: string };
    return [...new Float32Array(Uint8Array.from(Buffer.from(data, 'base64')).buffer)];
  };
  const each = numbers([30, 40], Array(1200).fill(2));
  const scaled = values({ wmin: each, wmax: 6 });
  expect([Math.min(...scaled) - 2, 6 - Math.max(...scaled)].every((gap) => gap >= 0 && gap < 0.05)).toBe(true);
  expect(scaled.filter((w) => w < 3).length).toBeGreaterThan(230);
  expect(scaled.filter((w) => w < 3).length).toBeLessThan(370);
  const low = values({ wmin: 0.75 });
  expect([Math.min(...low), low.filter((w) => w === 0.75).length > 800, low.every((w) => w < 1)]).toEqual([
    0.75,
    true,
    true,
  ]);
  const high = values({ wmax: 0.25 });
  expect([Math.max(...high), high.filter((w) => w === 0.25).length > 800, high.every((w) => w >= 0)]).toEqual([
    0.25,
    true,
    true,
  ]);
});

test('local weights are cut at two bounds, not scaled, and those of a mean field are one number about 0.1', () => {
  expect(weights('LocalConnection1D', local, image)).toEqual(drawn());
  expect(weights('LocalConnection1D', { ...local, wmin: 0, wmax: 1 }, image)).toMatchObject({ shape: [1, 4, 2] });
  expect(weights('MeanFieldConnection', {})).toMatchObject({ shape: [1], dtype: 'f32' });
  expect(weights('MeanFieldConnection', { wmin: 0, wmax: 1 })).toMatchObject({ shape: [1], dtype: 'f32' });
});
