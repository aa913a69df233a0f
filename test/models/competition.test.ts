import { describe, expect, test } from 'vitest';
import { songMillerAbbott } from '../../src/biology.js';
import { counts, initial, monitor, orThrow, run, silence, wasm } from '../../src/index.js';

const meanOf = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe('Song, Miller & Abbott 2000', () => {
  test('first weights are spread from 0 to the largest, of each neuron its own', () => {
    const { w } = initial(orThrow(songMillerAbbott({ neurons: 2, most: 0.02 }))).connections.XY;
    expect(w.shape).toEqual([1000, 2]);
    expect(Math.max(...w.data)).toBeLessThanOrEqual(Math.fround(0.02));
    expect(meanOf(w.data)).toBeCloseTo(0.01, 3);
    expect(w.data[0]).not.toBe(w.data[1]);
  });

  /** The rate and the mean weight, as a part of the largest, after so many s. */
  const after = async (seconds: number, params: Parameters<typeof songMillerAbbott>[0]) => {
    const net = orThrow(songMillerAbbott({ dt: 0.5, aPlus: 0.05, ...params }));
    const { state } = orThrow(await run(wasm, net, initial(net), silence(seconds * 1000 - 2000), {}));
    const watched = { Y: monitor(net, 'Y', 's', counts()) };
    const ran = orThrow(await run(wasm, net, state, silence(2000), watched));
    const { data } = ran.state.connections.XY.w;
    return { rate: ran.monitors.Y.data[0]! / 2, weight: meanOf(data) / 0.015 };
  };

  test('the faster the inputs, the weaker their synapses', async () => {
    const [slow, fast] = [await after(12, { rate: 10 }), await after(12, { rate: 30 })];
    expect(fast.weight).toBeLessThan(slow.weight);
    const still = await after(4, { rate: 30, aPlus: 0 });
    expect(fast.rate).toBeLessThan(still.rate / 1.5);
  });

  test('without depression all synapses grow', async () => {
    expect((await after(12, { depression: 0 })).weight).toBeGreaterThan(0.9);
  });
});
