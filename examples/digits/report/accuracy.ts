import { linesDrawing } from '../../support/draw/lines.js';
import type { Drawing } from '../../support/draw/svg.js';

/** Training accuracy in [0, 1] after a number of samples, by both methods of classification. */
export interface Score {
  readonly samples: number;
  readonly allActivity: number;
  readonly proportion: number;
}

const readings = [
  { key: 'allActivity', name: 'all activity', colour: 'a' },
  { key: 'proportion', name: 'proportion weighting', colour: 'b' },
] as const;

/** Accuracy over the number of training samples: a line for each method, and a dashed one at chance. */
export const accuracyDrawing = (scores: readonly Score[], classes: number): Drawing =>
  linesDrawing({
    x: { title: 'training samples', range: [0, Math.max(1, ...scores.map(({ samples }) => samples))] },
    y: { title: 'accuracy', range: [0, 1] },
    lines: readings.map(({ key, name, colour }) => ({
      name,
      colour,
      points: scores.map((score) => [score.samples, score[key]] as const),
    })),
    level: { name: 'chance', at: 1 / classes },
    label: 'Training accuracy over training samples, by all activity and by proportion weighting',
  });
