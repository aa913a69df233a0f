import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  allToAllPattern,
  conv,
  delayed,
  dense,
  eager,
  explain,
  fixedProbability,
  initial,
  input,
  js,
  layer,
  lif,
  monitor,
  network,
  oneToOne,
  orThrow,
  profiled,
  record,
  rested,
  run,
  shortTerm,
  sparse,
  tensor,
  uniform,
  wasm,
  zeros,
  type AnyNetwork,
  type Tensor,
} from '../../src/index.js';
import type { AnyWiring } from '../../src/authoring.js';

const still = lif({ thresh: 1e6, tau: Infinity });

const joined = (wiring: AnyWiring, n: number, dt: number): AnyNetwork =>
  orThrow(
    network({ dt }, { X: layer([n], input()), Y: layer([n], still) }, () => ({ XY: { from: 'X', to: 'Y', wiring } })),
  );

/** The voltage that each step adds to each neuron (mV), where all n sources spike in the first step. */
const arrivals = async (
  wiring: AnyWiring,
  n: number,
  dt: number,
  steps: number,
): Promise<readonly (readonly number[])[]> => {
  const net = joined(wiring, n, dt);
  const spikes = (step: number): Tensor => tensor([n], Array(n).fill(step === 0 ? 1 : 0), 'bool');
  const frames = Array.from({ length: steps }, (_, step) => ({ inputs: { X: spikes(step) } }));
  const { monitors } = orThrow(await run(eager, net, initial(net), frames, { v: monitor(net, 'Y', 'v', record()) }));
  const v = Array.from((monitors.v as Tensor).data);
  return Array.from({ length: steps }, (_, step) =>
    Array.from(
      { length: n },
      (__, j) => Math.round((v[step * n + j]! - (step === 0 ? -65 : v[(step - 1) * n + j]!)) * 100) / 100,
    ),
  );
};

const stepOf = (added: readonly (readonly number[])[], neuron: number): readonly number[] =>
  added.flatMap((all, step) => (all[neuron] === 0 ? [] : [step]));

describe('one delay', () => {
  test.each([
    [1, 1, 2],
    [1, 3, 4],
    [0.1, 1.5, 16],
    [0.1, 0.15, 3],
    [0.1, 0.14, 2],
    [0.5, 0.5, 2],
  ])('at dt %s ms a delay of %s ms lets spikes of step 0 arrive in step %s', async (dt, delay, step) => {
    const added = await arrivals(delayed(dense(oneToOne(2)), delay), 3, dt, 20);
    for (const neuron of [0, 1, 2]) expect(stepOf(added, neuron)).toEqual([step]);
    expect(added[step]).toEqual([2, 2, 2]);
  });

  test('passes on every kind of connection, and the value of graded spikes', async () => {
    const net = orThrow(
      network({ dt: 1 }, { X: layer([1, 3, 3], input()), Y: layer([1, 2, 2], still) }, (connect) => ({
        XY: connect('X', 'Y', delayed(conv(tensor([1, 1, 2, 2], [1, 1, 1, 1]), { kernel: 2 }), 2)),
      })),
    );
    const frames = [tensor([9], [0, 0, 0, 0, 2.5, 0, 0, 0, 0]), ...Array.from({ length: 4 }, () => zeros([9]))].map(
      (X) => ({ inputs: { X } }),
    );
    const { monitors } = orThrow(await run(eager, net, initial(net), frames, { v: monitor(net, 'Y', 'v', record()) }));
    expect(Array.from(monitors.v.data.slice(8, 16))).toEqual([-65, -65, -65, -65, -62.5, -62.5, -62.5, -62.5]);
  });
});

describe('a delay for each synapse', () => {
  const diagonal = { pre: [0, 1, 2], post: [0, 1, 2] };

  test('lets each spike arrive in its time, round the ring', async () => {
    const wiring = delayed(sparse(diagonal, tensor([3], [1, 2, 3])), tensor([3], [1, 2, 4]));
    const added = await arrivals(wiring, 3, 1, 12);
    expect([0, 1, 2].map((j) => stepOf(added, j))).toEqual([[2], [3], [5]]);
    expect([added[2]![0], added[3]![1], added[5]![2]]).toEqual([1, 2, 3]);
  });

  test('of equal times is one delay, to the bit, on eager and wasm', async () => {
    const pattern = fixedProbability(1, 0.5);
    const frames = Array.from({ length: 30 }, (_, step) => ({
      inputs: {
        X: tensor(
          [8],
          Array.from({ length: 8 }, (__, j) => ((step * 7 + j * 3) % 5 === 0 ? 1 : 0)),
          'bool',
        ),
      },
    }));
    const voltages = [];
    for (const backend of [eager, wasm])
      for (const delay of [3, (shape: readonly number[]) => tensor(shape, Array(shape[0]!).fill(3))]) {
        const net = joined(delayed(sparse(pattern, uniform(2)), delay), 8, 1);
        const { monitors } = orThrow(
          await run(backend, net, initial(net), frames, { v: monitor(net, 'Y', 'v', record()) }),
        );
        voltages.push(Array.from((monitors.v as Tensor).data));
      }
    for (const other of voltages) expect(other).toEqual(voltages[0]);
  });
});

test.each([eager, wasm])('a run that goes on, and one begun anew, on $name', async (backend) => {
  const net = joined(delayed(sparse(allToAllPattern(), uniform(3)), uniform(4, 1, 5)), 4, 1);
  const frames = Array.from({ length: 20 }, (_, step) => ({
    inputs: {
      X: tensor(
        [4],
        Array.from({ length: 4 }, (__, j) => ((step + j) % 3 === 0 ? 1 : 0)),
        'bool',
      ),
    },
  }));
  const v = { v: monitor(net, 'Y', 'v', record()) };
  const whole = orThrow(await run(backend, net, initial(net), frames, v));
  const half = orThrow(await run(backend, net, initial(net), frames.slice(0, 7), v));
  const rest = orThrow(await run(backend, net, half.state, frames.slice(7), v));
  expect([...half.monitors.v.data, ...rest.monitors.v.data]).toEqual([...whole.monitors.v.data]);
  expect(rest.state.connections['XY']).toEqual(whole.state.connections['XY']);
  // What was on its way is forgotten.
  const { inTransit, slot } = rested(net, whole.state).connections['XY']!;
  expect([...inTransit!.data, ...slot!.data].every((x) => x === 0)).toBe(true);
});

describe('what cannot be is a fault in words', () => {
  const said = (wiring: AnyWiring, dt = 1): string => {
    const built = network<{ X: 's'; Y: 's' }, { XY: 'w' }>(
      { dt },
      { X: layer([3], input()), Y: layer([3], lif()) } as never,
      () => ({ XY: { from: 'X', to: 'Y', wiring } }) as never,
    );
    return E.isLeft(built) ? built.left.map(explain).join('; ') : 'nothing';
  };
  const synapses = sparse({ pre: [0, 1], post: [1, 2] }, uniform(1));
  test.each<readonly [string, AnyWiring, number, string]>([
    ['below dt', delayed(synapses, 0.4), 1, 'delay must be at least dt, 1 ms'],
    ['below dt for one synapse', delayed(synapses, tensor([2], [1, 0.4])), 1, 'got 0.4000000059604645 for synapse 1'],
    ['0', delayed(synapses, 0), 1, 'delay must be positive and finite, got 0'],
    ['negative', delayed(synapses, -1), 1, 'got -1'],
    ['endless', delayed(synapses, Infinity), 1, 'got Infinity'],
    ['endless for one synapse', delayed(synapses, tensor([2], [1, Infinity])), 1, 'positive and finite, got Infinity'],
    ['of the wrong shape', delayed(synapses, tensor([3], [1, 1, 1])), 1, 'one for each of 2 synapses, got [3]'],
    ['no delay at all', delayed(synapses, 'long' as never), 1, "got 'long'"],
    [
      'for each synapse of what has none',
      delayed(dense(uniform(1)), uniform(1, 1, 2)),
      1,
      'only right around sparse(...)',
    ],
    [
      'for each synapse, around short-term plasticity',
      delayed(shortTerm(synapses), uniform(1, 1, 2)),
      1,
      'only right around sparse(...)',
    ],
    ['twice', delayed(delayed(synapses, 2), 3), 1, 'no other delay'],
    ['of 3 hours at 0.1 us', delayed(dense(uniform(1)), 1e7), 1e-4, 'at most 536870912 elements'],
  ])('%s', (_, wiring, dt, text) => {
    expect(said(wiring, dt)).toContain(text);
  });
});

test.each([1.5, uniform(3, 0.5, 2)])('wasm follows spikes along their synapses only: delay %#', async (delay) => {
  const wiring = delayed(sparse(fixedProbability(1, 0.5), uniform(2)), delay);
  const net = orThrow(
    network({ dt: 0.5 }, { X: layer([8], input()), Y: layer([6], lif()) }, (connect) => ({
      XY: connect('X', 'Y', wiring),
    })),
  );
  const kernels: string[] = [];
  const watched = profiled((times) => kernels.push(...times.map(({ kernel }) => kernel)));
  orThrow(await run(watched, net, initial(net), [{ inputs: { X: zeros([1, 8], 'bool') } }], {}));
  expect(kernels.some((name) => name.startsWith('synapses'))).toBe(true);
  expect(kernels.some((name) => name.startsWith('gather'))).toBe(false);
});

test.each([eager, js, wasm])(
  'what is on its way and becomes infinite ends a run in its step, on $name',
  async (backend) => {
    const wiring = delayed(sparse({ pre: [0, 1], post: [0, 0] }, tensor([2], [3e38, 3e38])), tensor([2], [5, 5]));
    const net = joined(wiring, 2, 1);
    const spikes = (step: number): Tensor => tensor([2], step < 3 ? [step % 2, 0] : [1, 1], 'bool');
    const frames = Array.from({ length: 6 }, (_, step) => ({ inputs: { X: spikes(step) } }));
    const ran = await run(backend, net, initial(net), frames, {});
    expect(E.isLeft(ran) && ran.left.steps).toBe(5);
  },
);
