import { describe, expect, test } from 'vitest';
import { linearCells, voltageOf } from './support/closed-form.js';
import { apart, cellsOfBoth, pairsOf } from './support/differences.js';
import {
  furthest,
  nameOf,
  names,
  recordingOf,
  textOf,
  timesOf,
  type Case,
  type Recording,
} from './support/recorded.js';

const cellFiles = names.filter((name) => /^(IF|EIF|HH|Izhikevich)/.test(name));
const recordings: readonly (readonly [string, Recording])[] = [...cellFiles, 'receptors.brian2'].map((name) => [
  name,
  recordingOf(name),
]);

test('the data are small, and each file says where it comes from', () => {
  expect(names.reduce((sum, name) => sum + textOf(name).length, 0)).toBeLessThan(1.5e6);
  for (const name of names) expect(recordingOf(name).source, name).toMatch(/\d+\.\d+\.\d+|NEST/);
});

test('the nine standard cells are there by Brian2, and all that PyNN has on NEURON', () => {
  expect(cellFiles.filter((name) => name.endsWith('.brian2'))).toHaveLength(9);
  expect(cellFiles.filter((name) => name.endsWith('.neuron'))).toHaveLength(8);
});

test.each(cellsOfBoth)(
  '%s has samples at the same times by both, none at the end, where PyNN on NEURON repeats one',
  (cell) => {
    expect(recordingOf(`${cell}.neuron`).times).toEqual(recordingOf(`${cell}.brian2`).times);
  },
);

describe.each(recordings)('%s', (_, recording) => {
  const end = recording.times.every * recording.times.count;

  test('has traces of one length, of finite numbers', () => {
    for (const { traces } of recording.cases)
      for (const trace of Object.values(traces)) {
        expect(trace).toHaveLength(recording.times.count);
        expect(trace.every(Number.isFinite)).toBe(true);
      }
  });

  test('has spikes in order, on the grid of its steps', () => {
    for (const one of recording.cases) {
      expect([...one.spikes].sort((a, b) => a - b)).toEqual(one.spikes);
      for (const t of one.spikes) {
        expect(t).toBeGreaterThan(0);
        expect(t).toBeLessThanOrEqual(end);
        expect(Math.abs(t / one.dt - Math.round(t / one.dt)), nameOf(one)).toBeLessThan(1e-6);
      }
    }
  });

  test('is silent below threshold, and spikes above it', () => {
    for (const one of recording.cases) expect(one.spikes.length > 0, nameOf(one)).toBe(!/below/.test(one.input));
  });
});

const isQuiet = ({ input }: Case): boolean => /below/.test(input);

/** How far voltages below threshold are from their closed form, mV. */
const offOf = (cell: (typeof linearCells)[number], simulator: string): number => {
  const recording = recordingOf(`${cell}.${simulator}`);
  return Math.max(
    ...recording.cases.filter(isQuiet).map((one) => {
      const v = voltageOf(cell, recording.parameters[one.set]!, one);
      return furthest(one.traces['v']!, timesOf(recording).map(v));
    }),
  );
};

test.each(linearCells)('%s by Brian2 (exact) is the closed form to 1e-6 mV', (cell) => {
  expect(offOf(cell, 'brian2')).toBeLessThan(1e-6);
});

test.each(['IF_curr_exp', 'IF_curr_alpha'] as const)('%s by NEURON (backward Euler) is 0.02 to 0.2 mV off', (cell) => {
  expect(offOf(cell, 'neuron')).toBeGreaterThan(0.02);
  expect(offOf(cell, 'neuron')).toBeLessThan(0.2);
});

describe.each(cellsOfBoth)('%s by NEURON and by Brian2', (cell) => {
  test.each(['default', 'other'])('agrees within 1 mV below threshold (%s)', (set) => {
    for (const pair of pairsOf(cell, set)) if (isQuiet(pair[0])) expect(apart(pair), nameOf(pair[0])).toBeLessThan(1);
  });
});

test('conductances of receptors are what their equations say', () => {
  const recording = recordingOf('receptors.brian2');
  const alone = recording.cases.find(({ dt, input }) => dt === 0.01 && input.startsWith('NMDA'))!;
  const [rise, decay] = [2, 100];
  const x = rise / decay;
  const scale = 5 / (x ** (x / (1 - x)) - x ** (1 / (1 - x)));
  const kernel = (t: number): number => (t < 0 ? 0 : scale * (Math.exp(-t / decay) - Math.exp(-t / rise)));
  const want = timesOf(recording).map((t) => [10, 30, 50].reduce((sum, at) => sum + kernel(t - at), 0));
  expect(furthest(alone.traces['g_NMDA']!, want)).toBeLessThan(1e-6);
});

test('short-term plasticity: Brian2 recovers in two states, NEURON in three', () => {
  const { cases } = JSON.parse(textOf('short-term')) as {
    cases: readonly { synapse: string; by: string; amplitude: readonly number[] }[];
  };
  const amplitude = (synapse: string, by: string): readonly number[] =>
    cases.find((one) => one.synapse === synapse && one.by.startsWith(by))!.amplitude;
  for (const synapse of ['depressing', 'facilitating']) {
    expect(furthest(amplitude(synapse, 'Brian2'), amplitude(synapse, 'two'))).toBeLessThan(1e-8);
    expect(furthest(amplitude(synapse, 'PyNN'), amplitude(synapse, 'three'))).toBeLessThan(1e-8);
    expect(furthest(amplitude(synapse, 'two'), amplitude(synapse, 'three'))).toBeGreaterThan(1e-3);
  }
});

test('one pair of spikes changes a weight by the exponentials of Song et al.; in one step it counts as pre before post', () => {
  const { parameters, ...stdp } = JSON.parse(textOf('stdp.brian2')) as {
    parameters: { A_plus: number; A_minus: number; tau_plus_ms: number; tau_minus_ms: number };
    post_minus_pre: readonly number[];
    change: readonly number[];
  };
  const want = stdp.post_minus_pre.map((t) =>
    t >= 0
      ? parameters.A_plus * Math.exp(-t / parameters.tau_plus_ms)
      : -parameters.A_minus * Math.exp(t / parameters.tau_minus_ms),
  );
  expect(furthest(stdp.change, want)).toBeLessThan(1e-9);
});

test("NEST's table of iaf_psc_alpha is the closed form to its six digits", () => {
  const { steps, v } = JSON.parse(textOf('iaf_psc_alpha.nest')) as { steps: readonly number[]; v: readonly number[] };
  // The current flows from 0.2 ms on; after the spike at 5 ms v stays for 2 ms, and then is as it was from there.
  const since = (step: number): number => (step < 50 ? Math.max(step - 2, 0) : Math.max(step - 70, 0)) * 0.1;
  const want = steps.map((step) => -70 + 40 * (1 - Math.exp(-since(step) / 10)));
  expect(furthest(v, want)).toBeLessThan(5e-5 + 1e-9);
});
