import { describe, expect, test } from 'vitest';
import {
  allToAllPattern,
  constant,
  delayed,
  eager,
  filled,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  record,
  run,
  sparse,
  tensor,
  uniform,
  zeros,
  type Tensor,
} from '../../src/index.js';

/** In which steps the target's voltage rises after a spike of all sources in the first step, and by how much. */
const risen = async (delays: readonly number[], m: number, n: number, dt = 1) => {
  const wiring = delayed(
    sparse(
      allToAllPattern(),
      tensor(
        [m * n],
        Array.from({ length: m * n }, (_, synapse) => synapse + 1),
      ),
    ),
    tensor([m * n], delays),
  );
  const still = lif({ thresh: 1e6, tau: Infinity });
  const net = orThrow(
    network({ dt }, { X: layer([m], input()), Y: layer([n], still) }, (connect) => ({ XY: connect('X', 'Y', wiring) })),
  );
  const steps = Math.max(...delays) / dt + 3;
  const ones: Tensor = tensor([m], Array(m).fill(1), 'bool');
  const frames = Array.from({ length: steps }, (_, step) => ({
    inputs: { X: step === 0 ? ones : zeros([m], 'bool') },
  }));
  const { monitors } = orThrow(await run(eager, net, initial(net), frames, { v: monitor(net, 'Y', 'v', record()) }));
  const { data } = monitors.v;
  return Array.from({ length: n }, (_, j) =>
    Array.from({ length: steps }, (__, step) => [
      step,
      data[step * n + j]! - (step === 0 ? -65 : data[(step - 1) * n + j]!),
    ])
      .filter(([, by]) => by !== 0)
      .map(([step, by]) => [step, Math.round(by!)]),
  );
};

test.each([
  // Rings of so many rows of so many targets: places that fit into 8 bits, into 16, and into 32.
  { longest: 50, n: 3 },
  { longest: 150, n: 3 },
  { longest: 300, n: 2 },
  { longest: 700, n: 100 },
])(
  'spikes arrive after the delay of their synapse, in rings of $longest steps for $n targets',
  async ({ longest, n }) => {
    const delays = Array.from({ length: 2 * n }, (_, synapse) => 1 + ((synapse * 37) % longest));
    delays[n - 1] = longest;
    const want = Array.from({ length: n }, (_, j) => {
      const by = new Map<number, number>();
      for (const synapse of [j, n + j]) by.set(delays[synapse]! + 1, (by.get(delays[synapse]! + 1) ?? 0) + synapse + 1);
      return [...by].toSorted(([a], [b]) => a - b);
    });
    expect(await risen(delays, 2, n)).toEqual(want);
  },
);

describe('the ring of what is on its way', () => {
  const layers = { X: layer([2], input()), Y: layer([3], lif()) };
  const netOf = (...[delay, options]: Parameters<typeof delayed> extends [unknown, ...infer Args] ? Args : never) =>
    orThrow(
      network({ dt: 0.5 }, layers, (connect) => ({
        XY: connect('X', 'Y', delayed(sparse(allToAllPattern(), constant(1)), delay, options)),
      })),
    );
  const delays = tensor([6], [0.5, 1, 1.5, 2, 2.5, 3]);

  test('has a row for each step of the longest delay, and one more for rules that see spikes arrive', () => {
    const rows = (...args: Parameters<typeof netOf>) => {
      const { XY } = initial(netOf(...args)).connections;
      return Object.fromEntries(
        Object.entries(XY).flatMap(([name, { shape }]) =>
          ['inTransit', 'sent'].includes(name) ? [[name, shape]] : [],
        ),
      );
    };
    expect(rows(delays)).toEqual({ inTransit: [1, 6, 3] });
    expect(rows(delays, { pairing: 'arrival' })).toEqual({ inTransit: [1, 7, 3], sent: [1, 7, 2] });
    expect(rows(filled([6], 0.5))).toEqual({ inTransit: [1, 1, 3] });
    expect(rows(3)).toEqual({ inTransit: [1, 6, 2] });
    expect(rows(3, { pairing: 'arrival' })).toEqual({ inTransit: [1, 7, 2] });
  });

  test('takes no delay below a step, wherever it stands', () => {
    for (const place of [0, 3, 5]) {
      const short = tensor([6], [1, 2, 3, 4, 5, 6].with(place, 0.25));
      expect(() => netOf(short)).toThrow(
        `connection 'XY': delay must be at least dt, 0.5 ms (without \`delayed\` spikes arrive in the next step), got 0.25 for synapse ${place}`,
      );
    }
    expect(() => netOf(tensor([6], [1, 0.375, 0.25, 3, 0.25, 0.375]))).toThrow('got 0.25 for synapse 2');
    expect(() => netOf(filled([6], 0.25))).toThrow('got 0.25 for synapse 0');
    // Drawn ones, too.
    expect(() => netOf(uniform(1, 0.1, 0.5))).toThrow(/got 0\.\d+ for synapse [0-5]$/);
  });

  test('is described by the delays, or by how they were drawn', () => {
    const told = (...args: Parameters<typeof netOf>) => netOf(...args).connections.XY.connection.term.params['delay'];
    expect(told(delays)).toEqual(delays);
    expect(told(uniform(1, 1, 3))).toMatchObject({ name: 'uniform', params: { seed: 1, min: 1, max: 3 } });
    expect(told(() => delays)).toEqual(delays);
    expect(told(3)).toBe(3);
  });
});
