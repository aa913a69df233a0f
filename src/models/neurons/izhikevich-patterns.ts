import type { IzhikevichParams } from './izhikevich.js';

/** A neuron, and a current under which it shows one of the firing patterns of cortical neurons. */
export interface IzhikevichPattern {
  /** As the paper calls it. */
  readonly title: string;
  /** For `izhikevich`. */
  readonly params: Partial<IzhikevichParams>;
  /** Length of a step, ms. */
  readonly dt: number;
  /** How long the paper shows it, ms. */
  readonly duration: number;
  /** The current at a time (ms), in the paper's unit: give step k the current at k dt. */
  readonly current: (t: number) => number;
}

type Neuron = readonly [a: number, b: number, c: number, d: number, rest: number];
type Time = readonly [dt: number, duration: number];
type Current = (t: number) => number;

const pattern = (
  title: string,
  [a, b, c, d, rest]: Neuron,
  [dt, duration]: Time,
  current: Current,
  others: Partial<IzhikevichParams> = {},
): IzhikevichPattern => ({ title, params: { a, b, c, d, rest, thresh: 30, ...others }, dt, duration, current });

/** A current that comes on after `start` and stays. */
const step =
  (start: number, size: number, before = 0): Current =>
  (t) =>
    t > start ? size : before;

/** One that lasts `length` ms from each of the starts. */
const pulses =
  (starts: readonly number[], length: number, size: number, before = 0): Current =>
  (t) =>
    starts.some((start) => t > start && t < start + length) ? size : before;

/** One that grows by `slope` a ms after `start`. */
const ramp =
  (start: number, slope: number, before = 0): Current =>
  (t) =>
    before + (t > start ? slope * (t - start) : 0);

/** Of an integrator: the other quadratic, 0.04 v^2 + 4.1 v + 108. */
const integrating: Partial<IzhikevichParams> = { slope: 4.1, base: 108 };

/**
 * The 20 firing patterns of figure 1 of Izhikevich 2004, "Which model to use for cortical spiking neurons?", by the
 * parameters and currents of its published program, at its time steps:
 *
 *   const { params, dt, duration, current } = izhikevichPatterns.tonicBursting;
 *   layer([1], izhikevich(params))   // in a network of this dt
 *
 * Accommodation has u' = a b (v + 65) and starts from u = -16; here u is counted from there, so base is 140 + 16. Spike
 * latency runs at 0.125 ms in place of 0.2: its pulse is tuned to the edge of Euler's full steps and just fails in our half
 * steps. The second pulse of bistability comes at 211 ms in place of 216: it stops the firing only some 8 ms after a spike,
 * and that spike comes 5 ms earlier than by Euler's steps. Inhibition-induced bursting has the d of the figure, 0; the
 * program's -2 runs away in our scheme. The single spike of the depolarizing after-potential belongs to its step of 0.1 ms:
 * at finer steps there are more.
 */
export const izhikevichPatterns = {
  tonicSpiking: pattern('tonic spiking', [0.02, 0.2, -65, 6, -70], [0.25, 100], step(10, 14)),
  phasicSpiking: pattern('phasic spiking', [0.02, 0.25, -65, 6, -64], [0.25, 200], step(20, 0.5)),
  tonicBursting: pattern('tonic bursting', [0.02, 0.2, -50, 2, -70], [0.25, 220], step(22, 15)),
  phasicBursting: pattern('phasic bursting', [0.02, 0.25, -55, 0.05, -64], [0.2, 200], step(20, 0.6)),
  mixedMode: pattern('mixed mode', [0.02, 0.2, -55, 4, -70], [0.25, 160], step(16, 10)),
  spikeFrequencyAdaptation: pattern('spike frequency adaptation', [0.01, 0.2, -65, 8, -70], [0.25, 85], step(8.5, 30)),
  class1Excitable: pattern('class 1 excitable', [0.02, -0.1, -55, 6, -60], [0.25, 300], ramp(30, 0.075), integrating),
  class2Excitable: pattern('class 2 excitable', [0.2, 0.26, -65, 0, -64], [0.25, 300], ramp(30, 0.015, -0.5)),
  spikeLatency: pattern('spike latency', [0.02, 0.2, -65, 6, -70], [0.125, 100], pulses([10], 3, 7.04)),
  subthresholdOscillations: pattern(
    'subthreshold oscillations',
    [0.05, 0.26, -60, 0, -62],
    [0.25, 200],
    pulses([20], 5, 2),
  ),
  resonator: pattern('resonator', [0.1, 0.26, -60, -1, -62], [0.25, 400], pulses([40, 60, 280, 320], 4, 0.65)),
  integrator: pattern(
    'integrator',
    [0.02, -0.1, -55, 6, -60],
    [0.25, 100],
    pulses([100 / 11, 100 / 11 + 5, 70, 80], 2, 9),
    integrating,
  ),
  reboundSpike: pattern('rebound spike', [0.03, 0.25, -60, 4, -64], [0.2, 200], pulses([20], 5, -15)),
  reboundBurst: pattern('rebound burst', [0.03, 0.25, -52, 0, -64], [0.2, 200], pulses([20], 5, -15)),
  thresholdVariability: pattern('threshold variability', [0.03, 0.25, -60, 4, -64], [0.25, 100], (t) =>
    t > 70 && t < 75 ? -6 : pulses([10, 80], 5, 1)(t),
  ),
  bistability: pattern('bistability', [0.1, 0.26, -60, 0, -61], [0.25, 300], pulses([37.5, 211], 5, 1.24, 0.24)),
  depolarizingAfterPotential: pattern(
    'depolarizing after-potential',
    [1, 0.2, -60, -21, -70],
    [0.1, 50],
    pulses([9], 2, 20),
  ),
  accommodation: pattern(
    'accommodation',
    [0.02, 1, -55, 4, -65],
    [0.5, 400],
    (t) => (t < 200 ? t / 25 : t >= 300 && t < 312.5 ? ((t - 300) / 12.5) * 4 : 0),
    { base: 156, origin: -65, leak: 0 },
  ),
  inhibitionInducedSpiking: pattern('inhibition-induced spiking', [-0.02, -1, -60, 8, -63.8], [0.5, 350], (t) =>
    t < 50 || t > 250 ? 80 : 75,
  ),
  inhibitionInducedBursting: pattern('inhibition-induced bursting', [-0.026, -1, -45, 0, -63.8], [0.5, 350], (t) =>
    t < 50 || t > 250 ? 80 : 75,
  ),
} as const satisfies Readonly<Record<string, IzhikevichPattern>>;
