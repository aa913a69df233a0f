import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dense,
  explain,
  initial,
  input,
  isLeft,
  layer,
  lif,
  network,
  orThrow,
  tensor,
  uniform,
} from '../../src/index.js';
import { fromBytes, toBytes } from '../../src/sweep/jobs/values.js';
import { law, luck } from '../support/law.js';

const numbers = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0, Infinity, -Infinity), fc.integer());
const arrays = fc.oneof<fc.Arbitrary<unknown>[]>(
  fc.uint8Array({ maxLength: 9 }),
  fc.int8Array({ maxLength: 9 }),
  fc.uint8ClampedArray({ maxLength: 9 }),
  fc.int16Array({ maxLength: 9 }),
  fc.uint16Array({ maxLength: 9 }),
  fc.int32Array({ maxLength: 9 }),
  fc.uint32Array({ maxLength: 9 }),
  fc.float32Array({ maxLength: 9 }),
  fc.float64Array({ maxLength: 9 }),
  fc.bigInt64Array({ maxLength: 9 }),
  fc.bigUint64Array({ maxLength: 9 }),
  fc.array(fc.boolean(), { maxLength: 5 }).map((bits) => tensor([bits.length], bits.map(Number), 'bool')),
  fc.array(fc.float({ noNaN: true }), { maxLength: 5 }).map((values) => tensor([values.length], values)),
);
const keys = fc.string().filter((key) => key !== '__proto__');
const { value } = fc.letrec<{ readonly value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    numbers,
    fc.string(),
    arrays,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const sent = (given: unknown): unknown => orThrow(fromBytes(orThrow(toBytes(given, 'value')), 'value'));

test('whatever is sent comes back as it was, to the bit, and gives the same bytes again', () => {
  fc.assert(
    fc.property(value, (given) => {
      expect(sent(given)).toEqual(given);
      expect(toBytes(sent(given), 'value')).toEqual(toBytes(given, 'value'));
    }),
    luck,
  );
});

test('of a view only its own numbers are sent, not the memory that it shows', () => {
  const memory = new WebAssembly.Memory({ initial: 64 });
  const view = new Float32Array(memory.buffer, 4096, 10).fill(3);
  expect(orThrow(toBytes({ view, x: { shape: [10], dtype: 'f32', data: view } }, 'value')).length).toBeLessThan(1000);
  expect((sent(view) as Float32Array).buffer.byteLength).toBe(40);
});

test('the bits of numbers that are not numbers are kept', () => {
  const bits = new Uint32Array([0x7fc00001, 0xffc12345]);
  expect(new Uint32Array((sent(new Float32Array(bits.buffer)) as Float32Array).buffer)).toEqual(bits);
});

describe('what would come back as something else is refused with its path:', () => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([2], input()), Y: layer([2], lif()) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1))),
    })),
  );
  const cyclic: Record<string, unknown> = {};
  Object.assign(cyclic, { layers: cyclic, others: [cyclic] });
  test.each([
    ['a function', { a: [1, { f: () => 1 }] }, /^file: value\.a\[1\]\.f must be plain data.*, got the function f$/],
    ['a map', { a: new Map() }, /value\.a must be plain data.*, got a Map$/],
    ['a date', new Date(0), /value must be plain data.*, got a Date$/],
    ['a promise', Promise.resolve(1), /value must be plain data.*, got a Promise \(await it\)$/],
    ['nothing in a record', { a: undefined }, /value\.a must be plain data.*, got nothing$/],
    ['a big integer', 1n, /value must be plain data.*, got 1n$/],
    ['a cycle, in two ways', cyclic, /^file: value\.layers must be without itself inside, got a cycle$/],
    [
      'a network',
      { net },
      /^file: value\.net must be its description, describe\(net\), or with its state save\(net, state\).*, got a network$/,
    ],
  ])('%s', (_, given, says) => {
    const bytes = toBytes(given, 'value');
    expect(isLeft(bytes) && explain(bytes.left[0])).toMatch(says);
  });

  test('but a state is data', () => {
    expect(sent(initial(net))).toEqual(initial(net));
  });
});

/** Records that refer to others: the k-th to those whose numbers are given. */
const graph = (targets: readonly (readonly number[])[]): Readonly<Record<string, unknown>> => {
  const nodes = targets.map((): Record<string, unknown> => ({}));
  targets.forEach((to, k) => to.forEach((target, n) => (nodes[k]![`r${n}`] = nodes[target])));
  return nodes[0]!;
};

describe('what is referred to more than once', () => {
  law(
    'is written each time, and refused where it leads back to itself',
    [fc.array(fc.array(fc.nat(5), { maxLength: 3 }), { minLength: 6, maxLength: 6 })],
    (targets) => {
      const leadsBack = (k: number, above: readonly number[]): boolean =>
        above.includes(k) || targets[k]!.some((to) => leadsBack(to, [...above, k]));
      const bytes = toBytes(graph(targets), 'value');
      if (leadsBack(0, [])) expect(isLeft(bytes) && bytes.left.every(({ got }) => got === 'a cycle')).toBe(true);
      else expect(orThrow(fromBytes(orThrow(bytes), 'value'))).toEqual(graph(targets));
    },
  );

  const all = (count: number) => Array.from({ length: count }, (_, k) => k);
  const says = (bytes: ReturnType<typeof toBytes>) => (isLeft(bytes) ? explain(bytes.left[0]) : 'written');

  test('takes no longer than each part does once', () => {
    const nodes = all(90);
    // A walk along all ways would not end: the first has 89! of them, the second 2^88.
    const cycles = toBytes(graph(nodes.map(() => nodes)), 'value');
    expect(isLeft(cycles) && cycles.left.length).toBe(90 * 45 + 45);
    expect(says(toBytes(graph(nodes.map((k) => nodes.slice(k + 1))), 'value'))).toBe(
      'file: value must be with at most 16777216 parts that were written before (a part that is referred to twice is written twice), got more',
    );
    const layers = nodes.reduce<unknown>((inner) => ({ layers: 1, a: inner, b: inner }), { layers: 1 });
    expect(says(toBytes(layers, 'value'))).toMatch(/16777216 parts/);
  });

  test('is too deep where any way to it is', () => {
    const shared = all(60).reduce<unknown>((inner) => [inner], 1);
    const below = (count: number) => [shared, all(count).reduce<unknown>((inner) => ({ inner }), shared)];
    expect(says(toBytes(below(39), 'value'))).toBe('written');
    expect(says(toBytes(below(40), 'value'))).toMatch(
      /^file: value\[1\](\.inner){40} must be at most 100 deep, got more$/,
    );
  });
});

test('damaged bytes are a fault', () => {
  const bytes = orThrow(toBytes({ a: new Uint8Array(100) }, 'value'));
  bytes[bytes.length - 1]! ^= 1;
  const read = fromBytes(bytes, 'value');
  expect(isLeft(read) && explain(read.left[0])).toMatch(/checksum must be .+ the file is damaged/);
});
