import type { izhikevichPatterns } from '../../../src/index.js';
import { alike, between, falling, groups, inside, ms, peaks, rising, type Verdict } from './shape.js';
import { differences } from './statistics.js';
import type { Trace } from './trace.js';

type Classifier = (trace: Trace) => Verdict;

const spiking =
  (shows: (spikes: readonly number[], trace: Trace) => boolean): Classifier =>
  (trace) => ({
    shows: shows(trace.spikes, trace),
    seen:
      trace.spikes.length === 0
        ? 'silent'
        : `${trace.spikes.length} spike${trace.spikes.length === 1 ? '' : 's'}, at ${ms(trace.spikes.slice(0, 4))}${trace.spikes.length > 4 ? ', ...' : ''} ms`,
  });

/** A burst: spikes at most 12 ms apart. */
const bursting =
  (shows: (bursts: readonly (readonly number[])[]) => boolean): Classifier =>
  ({ spikes }) => {
    const bursts = groups(spikes, 12);
    return {
      shows: shows(bursts),
      seen: `groups of ${bursts.map(({ length }) => length).join(', ')} from ${ms(bursts.map(([first]) => first!))} ms`,
    };
  };

/** The only spike comes in a stretch of time. */
const onlyIn = (from: number, to: number): Classifier =>
  spiking((spikes) => spikes.length === 1 && inside(spikes, from, to));

/** Intervals at the first and the last pair, to tell the classes of excitability under a slow ramp. */
const ramped =
  (shows: (intervals: readonly number[]) => boolean): Classifier =>
  ({ spikes }) => {
    const intervals = differences(spikes);
    return { shows: shows(intervals), seen: `${spikes.length} spikes, intervals ${ms(intervals)} ms` };
  };

/** For each pattern what makes it that pattern, in the words of Izhikevich 2004; the stimuli are those of the presets. */
export const classifiers: Readonly<Record<keyof typeof izhikevichPatterns, Classifier>> = {
  /** Fires as long as the current lasts; after adapting, regularly. */
  tonicSpiking: spiking((s) => s.length >= 5 && inside(s, 10, 100) && alike(differences(s).slice(2), 0.05)),
  /** One spike at the onset, then none though the current lasts. */
  phasicSpiking: onlyIn(20, 50),
  /** Bursts as long as the current lasts. */
  tonicBursting: bursting(
    (b) =>
      b.length >= 3 &&
      b.slice(1, -1).every(({ length }) => length >= 3) &&
      alike(differences(b.slice(1).map(([t]) => t!)), 0.05),
  ),
  /** One burst at the onset. */
  phasicBursting: bursting((b) => b.length === 1 && b[0]!.length >= 3 && inside(b[0]!, 20, 80)),
  /** A burst at the onset, then single spikes, regularly. */
  mixedMode: bursting(
    (b) =>
      b.length >= 4 &&
      b[0]!.length >= 2 &&
      b.slice(1).every(({ length }) => length === 1) &&
      alike(differences(b.slice(1).map(([t]) => t!)), 0.05),
  ),
  /** Ever longer intervals. */
  spikeFrequencyAdaptation: spiking((s) => s.length >= 5 && rising(differences(s)) && s.at(-1)! > 60),
  /** Under the ramp starts slowly (below 30 Hz) and speeds up more than twofold. */
  class1Excitable: ramped((i) => i.length >= 5 && falling(i) && i[0]! > 1000 / 30 && i[0]! / i.at(-1)! > 2),
  /** Under the ramp starts fast (above 40 Hz) and speeds up, less than two and a half times. */
  class2Excitable: ramped(
    (i) => i.length >= 5 && i[0]! < 1000 / 40 && i[0]! / i.at(-1)! > 1.2 && i[0]! / i.at(-1)! < 2.5,
  ),
  /** The spike comes when the pulse, which ends at 13 ms, has been over for longer than it lasted. */
  spikeLatency: onlyIn(16, 60),
  /** After the spike at least three ever smaller swings. */
  subthresholdOscillations: (trace) => {
    const swings = peaks(between(trace, trace.spikes[0]! + 5, 200));
    return {
      shows: trace.spikes.length === 1 && swings.length >= 3 && falling(swings.slice(0, 4)),
      seen: `${trace.spikes.length} spike, then peaks at ${ms(swings.slice(0, 4))} mV`,
    };
  },
  /** Answers the second pair of pulses (40 ms apart), its own rhythm, and not the first (20 ms). */
  resonator: onlyIn(320, 345),
  /** Answers the closer pair of pulses (5 ms apart) and not the wider (10 ms). */
  integrator: onlyIn(14, 25),
  /** One spike after the inhibition (20-25 ms). */
  reboundSpike: onlyIn(25, 80),
  /** One burst after the inhibition. */
  reboundBurst: bursting((b) => b.length === 1 && b[0]!.length >= 3 && inside(b[0]!, 25, 120)),
  /** The pulse that fails at 10 ms succeeds at 80 ms, after inhibition. */
  thresholdVariability: onlyIn(80, 100),
  /** A pulse starts the firing, which lasts without it until a second pulse stops it. */
  bistability: spiking((s) => s.length >= 4 && s[0]! >= 37 && inside(s, 37, 211 + 5)),
  /** After the reset to -60 v rises again, away from its rest of -70 mV, without a spike, and then comes back. */
  depolarizingAfterPotential: (trace) => {
    const after = between(trace, trace.spikes[0]! + 2 * trace.dt, 50);
    const [[hump = NaN], end] = [peaks(after), after.at(-1) ?? NaN];
    return {
      shows: trace.spikes.length === 1 && hump > -57 && end < -65,
      seen: `${trace.spikes.length} spike, then up to ${hump.toFixed(1)}, back to ${end.toFixed(1)} mV`,
    };
  },
  /** Silent while current grows slowly to 8, spikes while it grows fast to 4. */
  accommodation: onlyIn(300, 315),
  /** Fires under inhibition only (50-250 ms), repeatedly. */
  inhibitionInducedSpiking: spiking((s) => s.length >= 3 && inside(s, 50, 250)),
  /** Bursts under inhibition, each of 3 or more; none starts later than 5 ms after its end. */
  inhibitionInducedBursting: bursting(
    (b) =>
      b.length >= 2 &&
      b.every((burst) => burst.length >= 3) &&
      inside(
        b.map(([t]) => t!),
        50,
        255,
      ),
  ),
};
