import { izhikevichPatterns, type IzhikevichPattern } from '../../../src/index.js';
import { classifiers } from '../support/classifiers.js';
import { lowestRate } from '../support/excitability.js';
import type { Row } from '../support/row.js';
import { traceOf, type Trace } from '../support/trace.js';

export type PatternName = keyof typeof izhikevichPatterns;
export const patternNames = Object.keys(izhikevichPatterns) as readonly PatternName[];

/** A pattern and what the neuron did. */
export interface Played {
  readonly name: PatternName;
  readonly pattern: IzhikevichPattern;
  readonly trace: Trace;
}

export const played = async (): Promise<readonly Played[]> => {
  const all: Played[] = [];
  for (const name of patternNames) {
    const pattern = izhikevichPatterns[name];
    all.push({ name, pattern, trace: await traceOf(pattern) });
  }
  return all;
};

/** What is asked of each pattern, for the table; the classifiers say it exactly. */
const targets: Readonly<Record<PatternName, string>> = {
  tonicSpiking: 'fires regularly while the current lasts',
  phasicSpiking: 'one spike, at the onset',
  tonicBursting: 'bursts, in a rhythm',
  phasicBursting: 'one burst, at the onset',
  mixedMode: 'a burst, then single spikes in a rhythm',
  spikeFrequencyAdaptation: 'ever longer intervals',
  class1Excitable: 'starts below 30 Hz, speeds up over 2x',
  class2Excitable: 'starts above 40 Hz, speeds up less than 2.5x',
  spikeLatency: 'one spike, 3 ms or more after the pulse (10-13)',
  subthresholdOscillations: 'one spike, then swings that fade',
  resonator: 'answers pulses 40 ms apart (280, 320), not 20',
  integrator: 'answers pulses 5 ms apart (9, 14), not 10',
  reboundSpike: 'one spike after inhibition (20-25)',
  reboundBurst: 'one burst after inhibition (20-25)',
  thresholdVariability: 'fails at 10, fires at 80 after inhibition',
  bistability: 'on by a pulse at 37.5, off by one at 211',
  depolarizingAfterPotential: 'one spike, v rises again and falls',
  accommodation: 'silent in a slow ramp to 8, fires in a fast one to 4 (300)',
  inhibitionInducedSpiking: 'fires under inhibition (50-250) only',
  inhibitionInducedBursting: 'bursts under inhibition (50-250), none starts over 5 ms after',
};

/** What defines the two classes: how slowly a neuron can fire under a constant current (50 of them, about its rheobase). */
const excitabilityRows = async (): Promise<readonly Row[]> => {
  const [slow, fast] = [
    await lowestRate(izhikevichPatterns.class1Excitable, 2, 5),
    await lowestRate(izhikevichPatterns.class2Excitable, 0, 1),
  ];
  const row = (title: string, target: string, rate: number, tolerance: string, passed: boolean): Row => ({
    claim: `Izhikevich neuron, dt 0.25: ${title}, slowest lasting rate`,
    source: 'Izhikevich 2004, section II',
    target,
    ours: `${rate} Hz`,
    tolerance,
    passed,
  });
  return [
    row('class 1 excitable', 'as slow as one likes', slow, 'at most 5 Hz', slow <= 5),
    row('class 2 excitable', 'not slow', fast, 'at least 20 Hz', fast >= 20),
  ];
};

/** Rows 5: the 20 patterns, and the two classes of excitability. */
export const izhikevichRows = async (): Promise<readonly Row[]> => [
  ...(await played()).map(({ name, pattern, trace }) => {
    const { shows, seen } = classifiers[name](trace);
    return {
      claim: `Izhikevich neuron, dt ${pattern.dt}: ${pattern.title}`,
      source: 'Izhikevich 2004, figure 1',
      target: targets[name],
      ours: seen,
      tolerance: 'class',
      passed: shows,
    };
  }),
  ...(await excitabilityRows()),
];
