import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { forEachBlock, makerOf } from '../../src/core/deferred.js';
import { eachOf, madeNarrow, narrow, packed, sourcesOf, startsIn, type Packed } from '../../src/core/places.js';
import {
  clipped,
  constant,
  delayed,
  eager,
  filled,
  fixedInDegree,
  frames,
  initial,
  input,
  js,
  layer,
  lif,
  monitor,
  network,
  normal,
  orThrow,
  patternOfPairs,
  poisson,
  postPre,
  record,
  run,
  shortTerm,
  silence,
  sparse,
  traced,
  uniform,
  wasm,
} from '../../src/index.js';
import { sameTensor, tensor, type Tensor } from '../../src/core/tensor.js';
import type { Wiring } from '../../src/core/connection.js';
import { quickLaw } from '../support/law.js';

const degrees = fc.array(fc.nat(5), { minLength: 1, maxLength: 40 });

describe('packed places', () => {
  quickLaw('are those of their rows, from any place on', [degrees, fc.nat(200)], (counts, from) => {
    const rows = Int32Array.from(counts.flatMap((count, row) => Array.from({ length: count }, () => row)));
    const starts = startsIn(rows, counts.length)!;
    const x = packed({ _tag: 'Rows', starts }, counts.length);
    expect(Array.from(eachOf(x, counts.length))).toEqual(Array.from(rows));
    const seen: number[] = [];
    forEachBlock(x, (data) => seen.push(...data));
    expect(seen).toEqual(Array.from(rows));
    const some = new Int32Array(Math.max(rows.length - from, 0));
    makerOf(x)!.into(some, from);
    expect(some).toEqual(rows.subarray(from));
    expect(x.data).toEqual(rows);
    const later: Packed = {
      _tag: 'Later',
      steps: narrow(rows.length, 3).fill(2),
      places: Uint8Array.from(rows),
      width: 7,
    };
    expect(packed(later, 100).data).toEqual(rows.map((row) => 14 + row));
    // Steps that are made when they are read: those from any place on.
    const steps = madeNarrow(rows.length, 300, (data, first) => data.set(data.map((_, k) => (first + k) % 300)));
    const made = packed({ ...later, steps }, 3000);
    const part = new Int32Array(Math.max(rows.length - from, 0));
    makerOf(made)!.into(part, from);
    expect(part).toEqual(rows.map((row, k) => (k % 300) * 7 + row).subarray(from));
    expect([steps.BYTES_PER_ELEMENT, steps.byteLength]).toEqual([2, 2 * rows.length]);
    expect(startsIn([...rows, 0], counts.length) === undefined).toBe(rows.some((row) => row > 0));
    expect(from).toBeGreaterThanOrEqual(0);
  });

  test('take as many bytes as the largest number', () => {
    const bounds = [256, 257, 65_536, 65_537];
    expect(bounds.map((bound) => narrow(1, bound).BYTES_PER_ELEMENT)).toEqual([1, 2, 2, 4]);
    expect(bounds.map((bound) => madeNarrow(3, bound, () => {}).byteLength)).toEqual([3, 6, 6, 12]);
  });

  test('later in a ring are those of steps of one byte, of two and of four', () => {
    for (const bound of [256, 65_536, 100_000]) {
      const steps = madeNarrow(3, bound, (data, from) => data.set(data.map((_, k) => bound - 1 - from - k)));
      const { data } = packed({ _tag: 'Later', steps, places: Uint8Array.of(0, 1, 2), width: 3 }, 3 * bound);
      expect(Array.from(data)).toEqual([3 * bound - 3, 3 * bound - 5, 3 * bound - 7]);
    }
  });

  test('say the least and the largest that they can be', () => {
    const { least, most } = makerOf(packed({ _tag: 'Each', places: Uint8Array.of(1, 4, 2) }, 6))!;
    expect([least, most]).toEqual([0, 5]);
    expect(eachOf(tensor([2], [3, 1], 'i32'), 4)).toEqual(Int32Array.of(3, 1));
  });

  test('lead back to the elements that go there, in order; -1 to none', () => {
    expect(sourcesOf(tensor([5], [2, 0, -1, 2, 2], 'i32'), 4)).toEqual([[1], [], [0, 3, 4], []]);
  });

  test('of rows begin where the rows before end', () => {
    expect(startsIn([0, 0, 2, 3], 5)).toEqual(Int32Array.of(0, 2, 2, 3, 4, 4));
    expect([startsIn([0, 2, 1], 3), startsIn([], 2)]).toEqual([undefined, Int32Array.of(0, 0, 0)]);
  });
});

describe.each([200, 300, 66_000])('synapses to %i neurons', (n) => {
  const few = 12;
  const pairs = patternOfPairs(Array.from({ length: 300 }, (_, k) => [(k * 7) % few, (k * 7919) % n] as const));
  const kinds = {
    drawn: sparse(fixedInDegree(1, 2), uniform(2, 0, 30)),
    listed: sparse(pairs, uniform(3, 0, 30)),
    alike: sparse(fixedInDegree(1, 2), constant(15)),
    'alike and depressing': shortTerm(sparse(fixedInDegree(1, 2), constant(30)), { U: 0.7 }),
    delayed: delayed(sparse(fixedInDegree(1, 2), uniform(2, 0, 30)), clipped(normal(4, 3, 2), 1)),
  };
  test.each(['drawn', 'listed', 'alike', 'alike and depressing', 'delayed'] as const)(
    '%s are the same on eager, js and wasm',
    async (kind) => {
      // Its names of variables beside w do not matter here.
      const wiring = kinds[kind] as Wiring<string> as Wiring<'w'>;
      const net = orThrow(
        network({ dt: 1 }, { X: layer([few], traced(input())), Y: layer([n], traced(lif())) }, (connect) => ({
          XY: connect('X', 'Y', wiring, postPre([0.1, 0.2])),
          still: connect('X', 'Y', wiring),
        })),
      );
      const drive = frames({ X: poisson(2, filled([few], 300), 12) });
      const ran = await Promise.all(
        [eager, js, wasm].map(async (backend) =>
          orThrow(await run(backend, net, initial(net), drive, { s: monitor(net, 'Y', 's', record()) })),
        ),
      );
      const [[spikes, weights], ...others] = ran.map(
        ({ monitors, state }) => [monitors.s, state.connections.XY.w] as const,
      ) as [readonly [Tensor, Tensor], ...(readonly [Tensor, Tensor])[]];
      for (const [s, w] of others) expect([sameTensor(s, spikes), sameTensor(w, weights)]).toEqual([true, true]);
      expect(ran[0]!.monitors.s.data.includes(1)).toBe(true);
    },
  );
});

test('weights that are one number are looked at anew in each run', async () => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([3], input()), Y: layer([4], lif()) }, (connect) => ({
      XY: connect('X', 'Y', sparse(fixedInDegree(1, 2), constant(1))),
    })),
  );
  const first = initial(net);
  const spiking = { ...first, layers: { ...first.layers, X: { s: tensor([1, 3], [1, 1, 1], 'bool') } } };
  const voltage = async (backend: typeof wasm, of: typeof spiking) =>
    orThrow(await run(backend, net, of, silence(1))).state.layers.Y.v.data;
  const before = await voltage(wasm, spiking);
  spiking.connections.XY.w.data[5] = 3;
  const after = await voltage(wasm, spiking);
  expect(after).not.toEqual(before);
  expect(after).toEqual(await voltage(eager, spiking));
  expect(after).toEqual(await voltage(js, spiking));
});
