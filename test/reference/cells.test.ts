import { describe, expect, test } from 'vitest';
import { conductanceBased } from '../../src/cells.js';
import { furthest, nameOf, recordingOf, textOf, type Arrivals, type Case } from './support/recorded.js';
import { replay } from './support/replay.js';
import { translated } from './support/translate.js';

/** How near our cells come to a recording: v in mV where nothing spikes, spikes in ms. */
interface Nearness {
  readonly method: string;
  readonly dt: number;
  readonly v: number;
  readonly spikes: number;
}

const exact: Nearness = { method: 'exact', dt: 0.1, v: 1e-3, spikes: 0 };
const sameSteps: Nearness = { method: 'rk4', dt: 0.1, v: 1e-3, spikes: 0 };
const withinAStep: Nearness = { method: 'rk4', dt: 0.1, v: 1e-3, spikes: 0.1 };
const finer: Nearness = { method: 'rk4', dt: 0.01, v: 1e-3, spikes: 0.1 };

const nearness: readonly (readonly [string, Nearness])[] = [
  ['IF_curr_exp', exact],
  ['IF_curr_alpha', exact],
  ['IF_curr_delta', exact],
  ['IF_cond_exp', sameSteps],
  ['IF_cond_alpha', sameSteps],
  ['EIF_cond_exp_isfa_ista', withinAStep],
  ['EIF_cond_alpha_isfa_ista', withinAStep],
  ['HH_cond_exp', finer],
];

/** PyNN's Hodgkin-Huxley cell starts with its gates elsewhere than at rest. */
const startOf = (cell: string) => (cell === 'HH_cond_exp' ? { v: -65, m: 0, h: 1, n: 0 } : {});

describe.each(nearness)('%s by Brian2', (cell, near) => {
  const recording = recordingOf(`${cell}.brian2`);
  const cases = recording.cases.filter(({ method, dt }) => method === near.method && dt === near.dt);
  const run = async (one: Case) => {
    const setting = { dt: 0.1, duration: 100, start: startOf(cell) };
    const { v, spikes } = await replay(translated[cell]!(recording.parameters[one.set]!, 0.1), one, setting);
    return { v: v.filter((_, k) => k % 5 === 0), spikes };
  };

  test('has eight such cases', () => {
    expect(cases).toHaveLength(8);
  });

  test.each(cases.map((one) => [nameOf(one), one] as const))('%s', async (_, one) => {
    const { v, spikes } = await run(one);
    expect(spikes).toHaveLength(one.spikes.length);
    expect(furthest(one.spikes, spikes)).toBeLessThan(near.spikes + 1e-6);
    // A jump is in Brian2's sample of its time already, and in ours of the next.
    const jumps = new Set(
      cell === 'IF_curr_delta' ? Object.values(one.arrivals ?? {}).flatMap(({ times }) => times) : [],
    );
    const between = (trace: readonly number[]): readonly number[] => trace.filter((_, k) => !jumps.has(k / 2));
    if (near.spikes === 0 || one.spikes.length === 0)
      expect(furthest(between(one.traces['v']!), between(v))).toBeLessThan(one.spikes.length === 0 ? near.v : 0.01);
  });
});

test('AMPA, GABA and NMDA behind magnesium, by Brian2: v to 0.01 mV, spikes to a step', async () => {
  const { parameters: p, cases } = JSON.parse(textOf('receptors.brian2')) as {
    parameters: Readonly<Record<string, number>> & { weight_nS: Readonly<Record<string, number>> };
    cases: readonly (Omit<Case, 'arrivals'> & { arrivals: Readonly<Record<string, readonly number[]>> })[];
  };
  const cell = conductanceBased({
    capacitance: p['c_nF']!,
    tau: (1000 * p['c_nF']!) / p['g_leak_nS']!,
    rest: p['v_rest_mV']!,
    reset: p['v_reset_mV']!,
    thresh: p['v_thresh_mV']!,
    refrac: p['tau_refrac_ms']! - 0.1,
    receptors: {
      AMPA: { tau: p['tau_AMPA_ms']!, reversal: p['e_AMPA_mV']! },
      GABA: {
        kinetics: 'double exponential',
        rise: p['tau_rise_GABA_ms']!,
        tau: p['tau_decay_GABA_ms']!,
        reversal: p['e_GABA_mV']!,
      },
      NMDA: {
        kinetics: 'double exponential',
        rise: p['tau_rise_NMDA_ms']!,
        tau: p['tau_decay_NMDA_ms']!,
        reversal: p['e_NMDA_mV']!,
        magnesium: p['mg_mM']!,
      },
    },
  });
  const coarse = cases.filter(({ dt }) => dt === 0.1);
  expect(coarse).toHaveLength(3);
  for (const { input, arrivals, traces, spikes: theirs } of coarse) {
    const weighed: Readonly<Record<string, Arrivals>> = Object.fromEntries(
      Object.entries(arrivals).map(([name, times]) => [name, { weight: p.weight_nS[name]! / 1000, times }]),
    );
    const { v, spikes } = await replay(cell, { arrivals: weighed }, { dt: 0.1, duration: 200 });
    expect(spikes, input).toHaveLength(theirs.length);
    expect(furthest(theirs, spikes), input).toBeLessThan(0.1 + 1e-6);
    if (theirs.length === 0)
      expect(
        furthest(
          traces['v']!,
          v.filter((_, k) => k % 5 === 0),
        ),
        input,
      ).toBeLessThan(0.01);
  }
});

test('HH_cond_exp by Brian2 (rk4), both with steps of 0.01 ms: spikes to 0.01 ms', async () => {
  const recording = recordingOf('HH_cond_exp.brian2');
  const one = recording.cases.find(({ dt, input, set }) => dt === 0.01 && input === 'current' && set === 'default')!;
  const cell = translated['HH_cond_exp']!(recording.parameters['default']!, 0.01);
  const { spikes } = await replay(cell, one, { dt: 0.01, duration: 100, start: startOf('HH_cond_exp') });
  expect(spikes).toHaveLength(6);
  expect(furthest(one.spikes, spikes)).toBeLessThan(0.01 + 1e-6);
});
