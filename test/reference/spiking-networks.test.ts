import { expect, test } from 'vitest';
import { conductanceExp, currentExp } from '../../src/cells.js';
import {
  constant,
  initial,
  layer,
  monitor,
  network,
  orThrow,
  patternOfPairs,
  raster,
  run,
  silence,
  sparse,
  tensor,
  wasm,
} from '../../src/index.js';
import { textOf } from './support/recorded.js';

interface Recorded {
  readonly network: 'CUBA' | 'COBA';
  readonly method: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly strength: number;
  readonly start: Readonly<Record<string, readonly number[]>>;
  readonly spikes: { readonly index: readonly number[]; readonly time: readonly number[] };
}

const { targets, cases } = JSON.parse(textOf('networks.brian2')) as {
  targets: readonly (readonly number[])[];
  cases: readonly Recorded[];
};

const dt = 0.1;
const excitatory = 320;

const membrane = (p: Recorded['parameters']) => ({
  thresh: p['v_thresh_mV']!,
  reset: p['v_reset_mV']!,
  refrac: p['refrac_ms']! - dt, // Brian2 counts the step of the spike
  rest: p['e_leak_mV']!,
  tauExc: p['tau_exc_ms']!,
  tauInh: p['tau_inh_ms']!,
});

const cells = {
  /** Its currents are in mV: v moves by them over tau. */
  CUBA: (p: Recorded['parameters']) => currentExp({ ...membrane(p), capacitance: p['tau_m_ms']!, tau: p['tau_m_ms']! }),
  COBA: (p: Recorded['parameters']) =>
    conductanceExp({
      ...membrane(p),
      capacitance: p['c_pF']! / 1000,
      tau: p['c_pF']! / p['g_leak_nS']!,
      reversalExc: p['e_exc_mV']!,
      reversalInh: p['e_inh_mV']!,
    }),
};

/** The weights at both receptors, and what one of its units is in ours. */
const weights = {
  CUBA: (p: Recorded['parameters']) => ({ exc: p['w_exc_mV']!, inh: p['w_inh_mV']!, unit: 1 }),
  COBA: (p: Recorded['parameters']) => ({ exc: p['w_exc_nS']!, inh: p['w_inh_nS']!, unit: 1e-3 }),
};

/** The synapses of some of the cells. */
const synapses = (from: number, to: number) =>
  patternOfPairs(
    targets.flatMap((row, cell) => (cell >= from && cell < to ? row.map((target) => [cell, target] as const) : [])),
  );

type Spikes = readonly { readonly neuron: number; readonly step: number }[];

const spikesOf = async (one: Recorded): Promise<Spikes> => {
  const { exc, inh, unit } = weights[one.network](one.parameters);
  const scale = unit * one.strength;
  const net = orThrow(
    network({ dt }, { Y: layer([400], cells[one.network](one.parameters)) }, (connect) => ({
      exc: connect('Y', 'Y.exc', sparse(synapses(0, excitatory), constant(exc * scale))),
      inh: connect('Y', 'Y.inh', sparse(synapses(excitatory, 400), constant(inh * scale))),
    })),
  );
  const rested = initial(net);
  const { v, g_exc, g_inh } = one.start;
  const given = (name: 'v' | 'exc' | 'inh', values: readonly number[] | undefined, by: number) =>
    values === undefined
      ? {}
      : {
          [name]: tensor(
            rested.layers.Y[name].shape,
            values.map((x) => x * by),
          ),
        };
  const Y = { ...rested.layers.Y, ...given('v', v, 1), ...given('exc', g_exc, unit), ...given('inh', g_inh, unit) };
  const state = { ...rested, layers: { Y } };
  const ran = await run(wasm, net, state, silence(100), { spikes: monitor(net, 'Y', 's', raster()) });
  return orThrow(ran).monitors.spikes;
};

/** Spikes of each cell in turn, by their steps, before some step. */
const trainsOf = (spikes: Spikes, before: number): readonly (readonly number[])[] =>
  targets.map((_, cell) =>
    spikes.filter(({ neuron, step }) => neuron === cell && step < before).map(({ step }) => step),
  );

/** Of all spikes before a time (ms), how many come in another step than the recorded ones, and by how many steps at most. */
const apart = (one: Recorded, ours: Spikes, time: number) => {
  const theirs = one.spikes.index.map((neuron, k) => ({ neuron, step: Math.round(one.spikes.time[k]! / dt) }));
  const [a, b] = [trainsOf(ours, time / dt), trainsOf(theirs, time / dt)];
  expect(a.map((train) => train.length)).toEqual(b.map((train) => train.length));
  const late = a.flatMap((train, cell) => train.map((step, k) => Math.abs(step - b[cell]![k]!)));
  return { spikes: late.length, moved: late.filter((steps) => steps > 0).length, most: Math.max(...late) };
};

const recorded = (name: Recorded['network'], method: string): Recorded =>
  cases.find((one) => one.network === name && one.method === method)!;

test('CUBA spikes as by Brian2 for 100 ms: 327 of 331 spikes in the same step, the rest one step off', async () => {
  const one = recorded('CUBA', 'exact');
  expect(apart(one, await spikesOf(one), 100)).toEqual({ spikes: 331, moved: 4, most: 1 });
});

test('COBA spikes as by Brian2 (rk4) for 13 ms, but for five spikes, at most two steps off: then the network amplifies them', async () => {
  const one = recorded('COBA', 'rk4');
  const ours = await spikesOf(one);
  expect(apart(one, ours, 3).moved).toBe(0);
  expect(apart(one, ours, 13)).toEqual({ spikes: 106, moved: 5, most: 2 });
});
