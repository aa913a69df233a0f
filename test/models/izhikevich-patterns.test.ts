import { expect, test } from 'vitest';
import { izhikevichPatterns } from '../../src/index.js';

/** The program's own numbers: a, b, c, d, where v starts; then step, duration (ms); then the current at some times, on both sides of each change. */
const published: Readonly<
  Record<
    keyof typeof izhikevichPatterns,
    readonly [readonly number[], readonly number[], Readonly<Record<number, number>>]
  >
> = {
  tonicSpiking: [[0.02, 0.2, -65, 6, -70], [0.25, 100], { 0: 0, 10: 0, 100: 14, 10.5: 14 }],
  phasicSpiking: [[0.02, 0.25, -65, 6, -64], [0.25, 200], { 0: 0, 20: 0, 200: 0.5, 20.5: 0.5 }],
  tonicBursting: [[0.02, 0.2, -50, 2, -70], [0.25, 220], { 0: 0, 22: 0, 220: 15, 22.5: 15 }],
  phasicBursting: [[0.02, 0.25, -55, 0.05, -64], [0.2, 200], { 0: 0, 20: 0, 200: 0.6, 20.5: 0.6 }],
  mixedMode: [[0.02, 0.2, -55, 4, -70], [0.25, 160], { 0: 0, 16: 0, 160: 10, 16.5: 10 }],
  spikeFrequencyAdaptation: [[0.01, 0.2, -65, 8, -70], [0.25, 85], { 0: 0, 9: 30, 85: 30, 8.5: 0 }],
  class1Excitable: [[0.02, -0.1, -55, 6, -60], [0.25, 300], { 0: 0, 30: 0, 300: 20.25, 30.5: 0.0375 }],
  class2Excitable: [[0.2, 0.26, -65, 0, -64], [0.25, 300], { 0: -0.5, 300: 3.55 }],
  spikeLatency: [[0.02, 0.2, -65, 6, -70], [0.125, 100], { 0: 0, 10: 0, 13: 0, 100: 0, 10.5: 7.04, 12.5: 7.04 }],
  subthresholdOscillations: [[0.05, 0.26, -60, 0, -62], [0.25, 200], { 0: 0, 20: 0, 25: 0, 200: 0, 20.5: 2, 24.5: 2 }],
  resonator: [
    [0.1, 0.26, -60, -1, -62],
    [0.25, 400],
    {
      0: 0,
      40: 0,
      44: 0,
      60: 0,
      64: 0,
      280: 0,
      284: 0,
      320: 0,
      324: 0,
      400: 0,
      40.5: 0.65,
      43.5: 0.65,
      60.5: 0.65,
      63.5: 0.65,
      280.5: 0.65,
      283.5: 0.65,
      320.5: 0.65,
      323.5: 0.65,
    },
  ],
  integrator: [
    [0.02, -0.1, -55, 6, -60],
    [0.25, 100],
    {
      0: 0,
      9: 0,
      11: 9,
      14: 0,
      16: 9,
      70: 0,
      72: 0,
      80: 0,
      82: 0,
      100: 0,
      9.5: 9,
      11.5: 0,
      14.5: 9,
      16.5: 0,
      70.5: 9,
      71.5: 9,
      80.5: 9,
      81.5: 9,
    },
  ],
  reboundSpike: [[0.03, 0.25, -60, 4, -64], [0.2, 200], { 0: 0, 20: 0, 25: 0, 200: 0, 20.5: -15, 24.5: -15 }],
  reboundBurst: [[0.03, 0.25, -52, 0, -64], [0.2, 200], { 0: 0, 20: 0, 25: 0, 200: 0, 20.5: -15, 24.5: -15 }],
  thresholdVariability: [
    [0.03, 0.25, -60, 4, -64],
    [0.25, 100],
    { 0: 0, 10: 0, 15: 0, 70: 0, 75: 0, 80: 0, 85: 0, 100: 0, 10.5: 1, 14.5: 1, 70.5: -6, 74.5: -6, 80.5: 1, 84.5: 1 },
  ],
  bistability: [
    [0.1, 0.26, -60, 0, -61],
    [0.25, 300],
    { 0: 0.24, 38: 1.24, 42: 1.24, 211: 0.24, 216: 0.24, 300: 0.24, 37.5: 0.24, 42.5: 0.24, 211.5: 1.24, 215.5: 1.24 },
  ],
  depolarizingAfterPotential: [[1, 0.2, -60, -21, -70], [0.1, 50], { 0: 0, 9: 0, 11: 0, 50: 0, 9.5: 20, 10.5: 20 }],
  accommodation: [
    [0.02, 1, -55, 4, -65],
    [0.5, 400],
    { 0: 0, 200: 0, 300: 0, 312: 3.84, 400: 0, 0.5: 0.02, 199.5: 7.98, 300.5: 0.16, 312.5: 0 },
  ],
  inhibitionInducedSpiking: [
    [-0.02, -1, -60, 8, -63.8],
    [0.5, 350],
    { 0: 80, 50: 75, 250: 75, 350: 80, 49.5: 80, 250.5: 80 },
  ],
  inhibitionInducedBursting: [
    [-0.026, -1, -45, 0, -63.8],
    [0.5, 350],
    { 0: 80, 50: 75, 250: 75, 350: 80, 49.5: 80, 250.5: 80 },
  ],
};

test.each(Object.entries(izhikevichPatterns))(
  '%s is the neuron and the current of the published program',
  (name, of) => {
    const { a, b, c, d, rest } = of.params;
    const [neuron, time, current] = published[name as keyof typeof published];
    expect([a, b, c, d, rest]).toEqual(neuron);
    expect([of.dt, of.duration]).toEqual(time);
    for (const [t, value] of Object.entries(current)) expect([t, of.current(Number(t))]).toEqual([t, value]);
  },
);

test('what integrates, and what accommodates, has a quadratic of its own', () => {
  const own = Object.entries(izhikevichPatterns).flatMap(
    ([
      name,
      {
        params: { slope = 5, base = 140, origin = 0, leak = 1 },
      },
    ]) => (slope === 5 && base === 140 && origin === 0 && leak === 1 ? [] : [{ name, slope, base, origin, leak }]),
  );
  expect(own).toEqual([
    { name: 'class1Excitable', slope: 4.1, base: 108, origin: 0, leak: 1 },
    { name: 'integrator', slope: 4.1, base: 108, origin: 0, leak: 1 },
    { name: 'accommodation', slope: 5, base: 156, origin: -65, leak: 0 },
  ]);
});
