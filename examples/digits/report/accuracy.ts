import { ticks, wholeTicks, xAxis, yAxis, type Box } from './axis.js';
import { el, round, words, type Drawing } from './svg.js';

/** Training accuracy in [0, 1] after so many samples, by both ways to read the spikes out. */
export interface Score {
  readonly samples: number;
  readonly allActivity: number;
  readonly proportion: number;
}

const [width, height] = [480, 300];
const box: Box = { left: 52, top: 34, width: 410, height: 216 };
const readings = [
  { key: 'allActivity', name: 'all activity', mark: 'a', legend: 52 },
  { key: 'proportion', name: 'proportion', mark: 'b', legend: 162 },
] as const;

/** Accuracy over the samples seen: a line for each way to read out, and a dashed one where guessing would be. */
export const accuracyDrawing = (scores: readonly Score[], classes: number): Drawing => {
  const most = Math.max(1, ...scores.map(({ samples }) => samples));
  const chanceY = box.top + box.height * (1 - 1 / classes);
  const lines = readings.map(({ key, name, mark, legend }) => {
    const points = scores
      .filter((score) => Number.isFinite(score[key]))
      .map(
        (score) =>
          [
            round(box.left + (score.samples / most) * box.width),
            round(box.top + box.height * (1 - score[key])),
          ] as const,
      );
    const dots =
      points.length > 40 ? [] : points.map(([cx, cy]) => el('circle', { cx, cy, r: 3, class: `dot-${mark}` }));
    const entry =
      el('circle', { cx: legend + 5, cy: 14, r: 5, class: `dot-${mark}` }) +
      words(legend + 16, 18, name, { class: 'ink' });
    return (
      el('polyline', { points: points.map((point) => point.join(',')).join(' '), class: mark }) + dots.join('') + entry
    );
  });
  const chance =
    el('line', { x1: box.left, x2: box.left + box.width, y1: chanceY, y2: chanceY, class: 'chance' }) +
    words(box.left + box.width, chanceY - 5, 'chance', { class: 'end' });
  const axes = yAxis(box, 1, ticks(1, 5), 'accuracy') + xAxis(box, most, wholeTicks(most, 6), 'training samples seen');
  return {
    width,
    height,
    label: 'Training accuracy over samples seen, by two ways to read the spikes out',
    body: axes + chance + lines.join(''),
  };
};
