import { linesDrawing } from '../../support/draw/lines.js';
import type { Drawing } from '../../support/draw/svg.js';

/** Training accuracy in [0, 1] after so many samples, by both ways to read the spikes out. */
export interface Score {
  readonly samples: number;
  readonly allActivity: number;
  readonly proportion: number;
}

const readings = [
  { key: 'allActivity', name: 'all activity', colour: 'a' },
  { key: 'proportion', name: 'proportion', colour: 'b' },
] as const;

/** Accuracy over the samples seen: a line for each way to read out, and a dashed one where guessing would be. */
export const accuracyDrawing = (scores: readonly Score[], classes: number): Drawing =>
  linesDrawing({
    x: { title: 'training samples seen', range: [0, Math.max(1, ...scores.map(({ samples }) => samples))] },
    y: { title: 'accuracy', range: [0, 1] },
    lines: readings.map(({ key, name, colour }) => ({
      name,
      colour,
      points: scores.map((score) => [score.samples, score[key]] as const),
    })),
    level: { name: 'chance', at: 1 / classes },
    label: 'Training accuracy over samples seen, by two ways to read the spikes out',
  });
