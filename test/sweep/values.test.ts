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
import { fromBytes, toBytes } from '../../src/sweep/values.js';

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
    ['a cycle, in two ways', cyclic, /^file: value\.layers\.layers must be without itself inside, got a cycle$/],
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

test('damaged bytes are a fault', () => {
  const bytes = orThrow(toBytes({ a: new Uint8Array(100) }, 'value'));
  bytes[bytes.length - 1]! ^= 1;
  const read = fromBytes(bytes, 'value');
  expect(isLeft(read) && explain(read.left[0])).toMatch(/checksum must be .+ the file is damaged/);
});
