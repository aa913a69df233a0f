import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain, orThrow, tensor, zeros, type Tensor } from '../../src/index.js';
import { fromNpy, fromNpz, toCsv, toNpy } from '../../src/file.js';
import { eventTable } from '../../src/events.js';
import { hasH5py, runPython } from '../support/python.js';
import { law } from '../support/law.js';
import { said } from './support/tried.js';

const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ours: Readonly<Record<string, Tensor>> = {
  weights: tensor([2, 3], [0.5, -1, 3, 4, 5, 6.25]),
  counts: tensor([4], [1, 2, -3, 4], 'i32'),
  spikes: tensor([1, 2, 1], [0, 1], 'bool'),
  one: tensor([], [7]),
  none: zeros([0, 2]),
};

/** What numpy read of ours, and each array that it wrote in turn. */
interface Told {
  readonly read: unknown;
  readonly every: Readonly<Record<string, readonly [shape: readonly number[], values: readonly number[]]>>;
}

describe.runIf(hasH5py)('numpy', () => {
  for (const [name, x] of Object.entries(ours)) writeFileSync(join(folder, `${name}.npy`), orThrow(toNpy(x)));
  let told: Told;
  beforeAll(() => void (told = runPython('saving/support/arrays.py', folder) as Told));
  const read = (name: string) => fromNpy(new Uint8Array(readFileSync(join(folder, `numpy-${name}.npy`))));

  test('reads what is written here', () => {
    const types = { f32: 'float32', i32: 'int32', bool: 'bool' } as const;
    const wanted = Object.entries(ours).map(([name, { dtype, shape, data }]) => [
      `${name}.npy`,
      [types[dtype], shape, Array.from(data, (value) => (dtype === 'bool' ? value === 1 : value))],
    ]);
    expect(told.read).toEqual(Object.fromEntries(wanted));
  });

  test.each<readonly [string, Tensor]>([
    ['f4', tensor([2, 2], [0.1, -0, 3, Infinity])],
    ['version-2', tensor([2, 2], [0.1, -0, 3, Infinity])],
    ['version-3', tensor([2, 2], [0.1, -0, 3, Infinity])],
    ['f8', { shape: [2], dtype: 'f32', data: Float32Array.of(0.1, 0) }],
    ['f2', tensor([2], [0.5, -2])],
    ['bool', tensor([2], [1, 0], 'bool')],
    ['u1', tensor([1], [255], 'i32')],
    ['i8', tensor([2], [-(2 ** 31), 5], 'i32')],
    [
      'fortran',
      tensor(
        [2, 3, 4],
        Array.from({ length: 24 }, (_, k) => k),
        'i32',
      ),
    ],
    ['scalar', tensor([], [2.5])],
    ['empty', zeros([0, 3])],
  ])('writes what is read here: %s', (name, want) => {
    expect(orThrow(read(name))).toEqual(want);
  });

  test('writes numbers of every type and order that are read here', () => {
    const { every } = told;
    expect(Object.keys(every).length).toBe(88);
    for (const [name, [shape, values]] of Object.entries(every))
      expect(orThrow(read(name)), name).toEqual(tensor(shape, values, name.startsWith('f') ? 'f32' : 'i32'));
  });

  const archive = (name: string) => new Uint8Array(readFileSync(join(folder, `numpy-${name}.npz`)));

  test('writes archives, stored and compressed, that are read here', async () => {
    const stored = orThrow(await fromNpz(archive('stored')));
    expect(stored.tensors).toEqual({ a: tensor([2, 2], [0.1, -0, 3, Infinity]), b: tensor([1], [255], 'i32') });
    expect(stored.skipped.map(explain)).toEqual([
      expect.stringMatching(/^array 'o': descr in the header \(from byte 10\) must be .* got '\|O'$/),
    ]);
    const deflated = orThrow(await fromNpz(archive('deflated')));
    expect(deflated).toEqual({ tensors: { a: stored.tensors['a'], zeros: zeros([100, 100]) }, skipped: [] });
  });

  test.each(['stored', 'deflated'])('writes archives (%s) of which a damaged one is refused', async (name) => {
    const bytes = archive(name);
    const whole = JSON.stringify(await fromNpz(bytes));
    for (let place = 0; place < bytes.length; place += 3) {
      const damaged = bytes.slice();
      damaged[place]! ^= 0x55;
      const got = await fromNpz(damaged);
      expect(E.isLeft(got) || JSON.stringify(got) === whole || got.right.skipped.length > 0, `${place}`).toBe(true);
      expect(E.isLeft(await fromNpz(bytes.slice(0, place)))).toBe(true);
    }
  });

  test.each([
    ['large', 'npy: numbers (from byte 128) must be I64 numbers that fit into i32, got 1099511627776 at place 0'],
    ['text', "(x.astype('f4') is), got '<U2'"],
    [
      'records',
      "(np.savez('x.npz', **{name: x[name] for name in x.dtype.names}) saves each field by itself), got [('t', '<i4'), ('x', '<f4')]",
    ],
  ])('writes what is refused by its name: %s', (name, sentence) => {
    expect(said(read(name))[0]).toContain(sentence);
  });
});

const tensors = fc
  .tuple(fc.array(fc.nat(3), { maxLength: 4 }), fc.constantFrom('f32', 'i32', 'bool'), fc.nat(2 ** 31))
  .map(([shape, dtype, seed]): Tensor => {
    const count = shape.reduce((product, extent) => product * extent, 1);
    const values = Array.from({ length: count }, (_, k) =>
      dtype === 'bool' ? (seed >> (k % 8)) & 1 : (seed * (k + 1)) % 1000,
    );
    return tensor(shape, values, dtype);
  });

law('a tensor comes back from its file, and from none that is cut short', [tensors], (x) => {
  const bytes = orThrow(toNpy(x));
  expect(bytes.length % 64).toBe(x.data.byteLength % 64);
  expect(fromNpy(bytes)).toEqual(E.right(x));
  for (let length = 0; length < bytes.length; length += 7) expect(E.isLeft(fromNpy(bytes.slice(0, length)))).toBe(true);
});

describe('lines of text', () => {
  const spikes = [
    { step: 0, row: 0, neuron: 2 },
    { step: 7, row: 0, neuron: 0 },
  ];
  const columns = { step: Int32Array.of(0, 7), row: Int32Array.of(0, 0), neuron: Int32Array.of(2, 0) };

  test('of spikes, from a list or columns', () => {
    expect(toCsv(spikes)).toBe('step,row,neuron\n0,0,2\n7,0,0\n');
    expect(toCsv(columns, { dt: 0.1 })).toBe('step,time,row,neuron\n0,0,0,2\n7,0.7,0,0\n');
    expect(toCsv([])).toBe('step,row,neuron\n');
  });

  test.each([1, 0.1, 0.025])('of spikes at dt %s are read back into their steps', (dt) => {
    const many = Array.from({ length: 5000 }, (_, step) => ({ step, row: 0, neuron: step % 3 }));
    const text = new TextEncoder().encode(toCsv(many, { dt }));
    const steps = [...eventTable(text, { shape: [3], time: 'time', neuron: 'neuron' })(dt)];
    expect(steps.map(({ data }) => data.indexOf(1))).toEqual(many.map(({ neuron }) => neuron));
  });

  test('of tensors, a step in each', () => {
    expect(toCsv(tensor([2, 1, 2], [0.5, 1, -2, 3]), { dt: 0.5 })).toBe('step,time,0,1\n0,0,0.5,1\n1,0.5,-2,3\n');
    expect(toCsv(zeros([0]))).toBe('step\n');
    expect(() => toCsv(tensor([], [1]))).toThrow(
      'toCsv: tensor must be [t, ...], as record() gives it, got one number',
    );
  });
});
