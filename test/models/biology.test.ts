import { describe, expect, test } from 'vitest';
import { coba, cuba } from '../../src/biology.js';
import { currentExp } from '../../src/cells.js';
import {
  counts,
  initial,
  isLeft,
  layer,
  monitor,
  network,
  orThrow,
  run,
  silence,
  tensor,
  wasm,
} from '../../src/index.js';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

const extent = (values: ArrayLike<number>): readonly [number, number] => {
  const sorted = Float64Array.from(values).sort();
  return [sorted[0]!, sorted.at(-1)!];
};

describe('balanced networks', () => {
  test.each([cuba, coba])(
    'four fifths of the cells are excitatory, and every pair is joined with the probability',
    (make) => {
      const net = orThrow(make({ neurons: 500, probability: 0.1, exc: 2, inh: 3, seed: 4 }));
      expect(net.layers.E.shape).toEqual([400]);
      expect(net.layers.I.shape).toEqual([100]);
      const { connections } = initial(net);
      const [m, n] = [400, 100];
      for (const [name, pairs] of Object.entries({ EE: m * m, EI: m * n, IE: n * m, II: n * n })) {
        const { data } = connections[name as 'EE'].w;
        expect(Math.abs(data.length - pairs / 10)).toBeLessThan(5 * Math.sqrt(pairs * 0.09));
        expect(new Set(data)).toEqual(new Set([name[0] === 'E' ? 2 : make === cuba ? -3 : 3]));
      }
    },
  );

  test('CUBA starts between reset and threshold, other cells by another seed', () => {
    const start = (seed: number) => initial(orThrow(cuba({ seed }))).layers;
    const { E, I } = start(1);
    const [least, most] = extent(E.v.data);
    expect([Math.round(least * 10), Math.round(most * 10)]).toEqual([-600, -500]);
    expect(Array.from(I.v.data.slice(0, 9))).not.toEqual(Array.from(E.v.data.slice(0, 9)));
    expect(start(2).E.v).not.toEqual(E.v);
  });

  test('COBA starts with conductances, none below 0', () => {
    const { E } = initial(orThrow(coba())).layers;
    const mean = (values: ArrayLike<number>): number => sum(values) / values.length;
    expect(mean(E.exc.data)).toBeCloseTo(0.03, 3);
    expect(mean(E.inh.data)).toBeCloseTo(0.205, 2);
    expect(mean(E.v.data)).toBeCloseTo(-65, 0);
    expect(extent(E.inh.data)[0]).toBe(0);
  });

  test.each([
    { make: cuba, rates: [4, 9] },
    { make: coba, rates: [15, 26] },
  ])('activity goes on without input', async ({ make, rates: [least, most] }) => {
    const net = orThrow(make({ seed: 1 }));
    const watched = { E: monitor(net, 'E', 's', counts()) };
    const { state } = orThrow(await run(wasm, net, initial(net), silence(50), {}));
    const { monitors } = orThrow(await run(wasm, net, state, silence(150), watched));
    const rate = sum(monitors.E.data) / 3200 / 0.15;
    expect(rate).toBeGreaterThan(least!);
    expect(rate).toBeLessThan(most!);
  });
});

describe('cells start where they are told', () => {
  const startOf = (params: Parameters<typeof currentExp>[0]) =>
    initial(orThrow(network({ dt: 1 }, { Y: layer([2], currentExp(params)) }))).layers.Y.v.data;

  test('at rest, at a voltage, or each at its own', () => {
    expect(Array.from(startOf({ rest: -70 }))).toEqual([-70, -70]);
    expect(Array.from(startOf({ rest: -70, start: -60 }))).toEqual([-60, -60]);
    expect(Array.from(startOf({ start: tensor([2], [-60, -55]) }))).toEqual([-60, -55]);
  });

  test('not at a voltage of another number of cells', () => {
    const built = network({ dt: 1 }, { Y: layer([2], currentExp({ start: tensor([3], [0, 0, 0]) })) });
    expect(isLeft(built)).toBe(true);
  });
});
