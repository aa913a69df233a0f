import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  constant,
  delayed,
  eager,
  fixedOutDegree,
  fixedProbability,
  frames,
  initial,
  input,
  js,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  patternOfRows,
  record,
  run,
  sparse,
  tensor,
  wasm,
  type Backend,
  type Pattern,
  type PatternOf,
  type Tensor,
} from '../../src/index.js';
import { packed } from '../../src/core/places.js';
import { bitRowsOf } from '../../src/backends/fused/kernels/bit-rows.js';
import { numberIn, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';

/** m neurons that spike as they are told, and n that only add up what reaches them, at once and after 2 ms, in a batch of 2. */
const netOf = (m: number, n: number, pattern: Pattern | PatternOf, weight: number) => {
  const wires = sparse(pattern, constant(weight));
  const cells = lif({ thresh: 1e30, rest: 0, reset: 0 });
  return orThrow(
    network({ dt: 1 }, { X: layer([m], input()), Y: layer([n], cells), Z: layer([n], cells) }, (connect) => ({
      XY: connect('X', 'Y', wires),
      XZ: connect('X', 'Z', delayed(wires, 2)),
    })),
  );
};
type Net = ReturnType<typeof netOf>;

/** Steps in which none, few, many and all neurons spike, of two rows. */
const drive = (m: number): Tensor => {
  const every = [0, m, 9, 3, 1, 2, 0];
  const row = (k: number): readonly number[] => Array.from({ length: m }, (_, i) => Number(k > 0 && i % k === k - 1));
  return tensor(
    [every.length, 2, m],
    [...every, ...every.toReversed()].flatMap((_, at) => row(every[at % every.length]!)),
    'bool',
  );
};

const voltages = async (
  backend: Backend,
  net: Net,
  m: number,
  state = initial(net, { batch: 2 }),
  spikes = drive(m),
) => {
  const recorded = { Y: monitor(net, 'Y', 'v', record()), Z: monitor(net, 'Z', 'v', record()) };
  const { monitors } = orThrow(await run(backend, net, state, frames({ X: spikes }), recorded));
  return monitors;
};

const expectSame = async (
  net: Net,
  m: number,
  state?: Parameters<typeof voltages>[3],
  spikes?: Tensor,
): Promise<void> => {
  const want = await voltages(eager, net, m, state, spikes);
  expect(want.Y.data.some((v) => v !== 0)).toBe(true);
  for (const backend of [wasm, js]) expect(await voltages(backend, net, m, state, spikes)).toStrictEqual(want);
};

/** Whether a pattern between m and n neurons is kept as bits. */
const areBits = (pattern: PatternOf, m: number, n: number, weight = 1): boolean => {
  const { pre, post } = pattern(m, n);
  const starts = new Int32Array(m + 1);
  for (const source of Int32Array.from(pre)) starts[source + 1]!++;
  for (let source = 0; source < m; source++) starts[source + 1]! += starts[source]!;
  const targets = packed({ _tag: 'Each', places: n <= 256 ? Uint8Array.from(post) : Uint16Array.from(post) }, n);
  return bitRowsOf(targets, starts, n, weight) !== undefined;
};

describe('synapses of one weight that are kept as bits', () => {
  law(
    'add up to the same bits as one by one',
    [wholeIn(1, 400), wholeIn(1, 400), numberIn(0.3, 1), fc.constantFrom(0.1, -0.7, 3e-20, 1)],
    async (m, n, p, weight) => {
      const pattern = fixedProbability(m, p);
      fc.pre(pattern(m, n).post.length > 0);
      await expectSame(netOf(m, n, pattern, weight), m);
    },
    12,
  );
  test('are counted beyond 255 spikes', async () => {
    const pattern = fixedProbability(1, 0.9);
    expect(areBits(pattern, 300, 130)).toBe(true);
    await expectSame(netOf(300, 130, pattern, 0.1), 300);
  });
  test('are counted whatever their number, up to those of two bytes', async () => {
    const m = 300;
    const counts = [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 254, 255, 256, 257, 263, 264, 300];
    const row = (count: number): readonly number[] => Array.from({ length: m }, (_, k) => Number((k * 7) % m < count));
    const spikes = [...counts.keys()].flatMap((k) => [...row(counts[k]!), ...row(counts.at(-1 - k)!)]);
    await expectSame(
      netOf(m, 40, fixedProbability(1, 0.9), 0.1),
      m,
      undefined,
      tensor([counts.length, 2, m], spikes, 'bool'),
    );
  });
  test('weigh spikes that are graded', async () => {
    const net = netOf(40, 150, fixedProbability(1, 0.5), 0.1);
    const state = initial(net, { batch: 2 });
    const { shape, data } = state.connections.XZ.inTransit;
    const inTransit = tensor(
      shape,
      Array.from(data, (_, k) => (k % 3) / 2),
    );
    await expectSame(net, 40, {
      ...state,
      connections: { ...state.connections, XZ: { ...state.connections.XZ, inTransit } },
    });
  });
  test('are those of patterns that take no more room so', () => {
    expect(areBits(fixedProbability(1, 0.1), 500, 1280)).toBe(true);
    expect(areBits(fixedProbability(1, 0.04), 500, 1280)).toBe(false);
  });
  test('are no synapses that come twice, or in another order, nor any whose sum may be infinite', async () => {
    const twice = fixedOutDegree(1, 90, { multapses: true });
    expect(areBits(twice, 50, 128)).toBe(false);
    await expectSame(netOf(50, 128, twice, 0.1), 50);
    const falling = patternOfRows([0, 100, 101], [...[...Array(100).keys()].toReversed(), 1]);
    await expectSame(netOf(2, 128, falling, 0.1), 2);
    expect(areBits(fixedProbability(1, 0.5), 50, 128, 1e37)).toBe(false);
    expect(areBits(fixedProbability(1, 0.5), 50, 128, 1e36)).toBe(true);
  });
});

describe('rows of bits', () => {
  const rowsOf = (m: number, weight: number, ...rows: readonly (readonly number[])[]) => {
    const starts = Int32Array.from([0, ...rows.map((_, k) => rows.slice(0, k + 1).flat().length)]);
    const targets = packed({ _tag: 'Each', places: Uint8Array.from(rows.flat()) }, m);
    return bitRowsOf(targets, starts, m, weight);
  };
  const upTo = (count: number, every = 1): readonly number[] => Array.from({ length: count }, (_, k) => k * every);

  test('have the bit j of the byte i for the target 16 j + i, of 128 at a time, and one more that is empty', () => {
    const rows = [upTo(200), [], upTo(100, 2), [127, 128, 199]];
    const { rows: table, width, sums } = rowsOf(200, 0.1, ...rows)!;
    expect(width).toBe(32);
    const words = new Int32Array(table.table.byteLength / 4).fill(77);
    if (!('into' in table.table)) throw new Error('made as it is written');
    table.table.into(words, 0);
    const bytes = new Uint8Array(words.buffer);
    expect(bytes.length).toBe((rows.length + 1) * width);
    [...rows, []].forEach((targets, row) => {
      const found = upTo(256).filter((target) => {
        const [block, i, j] = [target >> 7, target & 15, (target >> 4) & 7];
        return ((bytes[row * width + block * 16 + i]! >> j) & 1) === 1;
      });
      expect(found).toEqual(targets);
    });
    const [one, two] = [Math.fround(0.1), Math.fround(Math.fround(0.1) + 0.1)];
    expect(Array.from(sums.value.data).slice(0, 3)).toEqual([0, one, two]);
    expect(sums.value.data.length).toBe(rows.length + 1);
  });

  test('take no more room than a list of the targets', () => {
    // Two rows of 16 bytes.
    expect([rowsOf(128, 1, upTo(32)) === undefined, rowsOf(128, 1, upTo(31)) === undefined]).toEqual([false, true]);
    // One target more takes 16 bytes more in each.
    expect([rowsOf(129, 1, upTo(64)) === undefined, rowsOf(129, 1, upTo(63)) === undefined]).toEqual([false, true]);
  });

  test('are of targets that rise, in the first row, in the last and between', () => {
    const [rising, twice, falling] = [upTo(50), [0, 1, 1, 2], [3, 2]];
    for (const odd of [twice, falling])
      for (const place of [0, 1, 2])
        expect(rowsOf(60, 1, ...[rising, rising, rising].with(place, odd))).toBe(undefined);
    // From row to row they may fall.
    expect(rowsOf(60, 1, [58, 59], rising, [], rising)).not.toBe(undefined);
  });
});
