import { getOrElseW } from 'fp-ts/lib/Either.js';
import { digits } from '../../../examples/digits/uci.js';
import { tensor } from '../../../src/index.js';
import type { ReportData } from '../../../examples/digits/report.js';

/** A number in [0, 1) that looks random but depends on i alone. */
const hash = (i: number): number => Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1;

const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

/** A report as a run with n neurons might give it: fields are blends of two samples, the rest is made up. */
export const reportData = (n: number): ReportData => {
  const samples = getOrElseW((text: string) => {
    throw new Error(text);
  })(digits()).train;
  const picked = range(n).map(
    (i) => [samples[(i * 7) % samples.length]!, samples[(i * 7 + 10) % samples.length]!] as const,
  );
  const w = new Float32Array(784 * n);
  for (const [neuron, [a, b]] of picked.entries())
    for (let i = 0; i < 784; i++)
      w[i * n + neuron] = 0.4 * a.image[i]! + 0.1 * b.image[i]! + 0.03 * hash(i * n + neuron);
  const drawn = samples[0]!.image;
  const input = range(350).flatMap((step) =>
    range(784)
      .filter((i) => hash(step * 784 + i) < 0.06 * drawn[i]!)
      .map((neuron) => ({ step, row: 0, neuron })),
  );
  const excitatory = range(40).map((i) => ({
    step: Math.floor(hash(i) * 350),
    row: 0,
    neuron: Math.floor(hash(i + 0.5) ** 3 * n),
  }));
  const counts = range(10).map((truth) =>
    range(10).map((guess) => Math.floor(truth === guess ? 30 + 18 * hash(truth) : hash(truth * 10 + guess) ** 4 * 12)),
  );
  return {
    title: 'Diehl & Cook network on handwritten digits',
    facts: [
      ['neurons', String(n)],
      ['training samples', '1297'],
      ['test samples', '500'],
      ['test accuracy, all activity', '0.794'],
      ['test accuracy, proportion', '0.802'],
      ['backend', 'eager'],
      ['seed', '1'],
      ['time', '2m 40s'],
    ],
    fields: {
      w: { shape: [784, n], dtype: 'f32', data: w },
      assignments: picked.map(([a], i) => (i % 17 === 5 ? -1 : a.label)),
    },
    spikes: {
      dt: 1,
      time: 350,
      layers: { input, excitatory },
      neurons: { input: 784, excitatory: n },
      caption: 'The first test sample, a 7, shown for 250 ms and followed by 100 ms of rest.',
    },
    accuracy: range(13).map((i) => ({
      samples: 100 * (i + 1),
      allActivity: 0.1 + 0.7 * (1 - Math.exp(-i / 3)),
      proportion: 0.1 + 0.72 * (1 - Math.exp(-i / 3.4)),
    })),
    confusion: tensor([10, 10], counts.flat(), 'i32'),
  };
};
