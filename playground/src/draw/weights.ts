import type { WeightsSpec } from '../messages.js';
import { colourAt, lineOf, type Sheet, type Theme } from './canvas.js';
import { curve, historyOf } from './history.js';
import { ramp } from './ramp.js';
import { shown } from './traces.js';

const rows = 300;

/** Weights as lines over time, as a matrix, as the fields of target neurons, or as a histogram. */
export const weightsView = (spec: WeightsSpec) => {
  const count = spec.shape.reduce((a, b) => a * b, 1);
  const history = historyOf(spec.kind === 'lines' ? count : 1, rows);
  const image = document.createElement('canvas');
  let now: Float32Array = new Float32Array(0);
  const [pre, post] = [spec.shape[0]!, spec.shape[1] ?? 1];
  const [tall, wide] = spec.picture;
  const across = Math.ceil(Math.sqrt(post * 1.6));
  const size: readonly [width: number, height: number] =
    spec.kind === 'fields' ? [across * (wide + 1) - 1, Math.ceil(post / across) * (tall + 1) - 1] : [post, pre];

  const paint = (): void => {
    [image.width, image.height] = size;
    const pen = image.getContext('2d')!;
    const pixels = pen.createImageData(...size);
    const words = new Uint32Array(pixels.data.buffer);
    const [least, most] = rangeOf(now);
    const scale = 255 / (most - least || 1);
    const put = (x: number, y: number, value: number): void => {
      words[y * size[0] + x] = ramp[Math.round((value - least) * scale)]!;
    };
    for (let k = 0; k < now.length; k++) {
      const [source, target] = [Math.floor(k / post), k % post];
      if (spec.kind === 'matrix') put(target, source, now[k]!);
      else
        put(
          (target % across) * (wide + 1) + (source % wide),
          Math.floor(target / across) * (tall + 1) + Math.floor(source / wide),
          now[k]!,
        );
    }
    pen.putImageData(pixels, 0, 0);
  };
  const histogram = ({ pen, width, height, ratio }: Sheet, theme: Theme): void => {
    const [least, most] = rangeOf(now);
    const bins = new Float32Array(40);
    for (const value of now) bins[Math.min(39, Math.floor(((value - least) / (most - least || 1)) * 40))]!++;
    const largest = Math.max(...bins, 1);
    pen.fillStyle = colourAt(theme, 0);
    bins.forEach((bin, k) => {
      const h = (bin / largest) * (height - 4 * ratio);
      pen.fillRect((k * width) / 40, height - h, width / 40 - ratio, h);
    });
  };
  const lines = ({ pen, width, height, ratio }: Sheet, theme: Theme): void => {
    const [least, most] = history.range();
    const scale = (height - 10 * ratio) / (most - least || 1);
    pen.lineWidth = lineOf(ratio);
    for (let k = 0; k < count; k++) {
      pen.strokeStyle = colourAt(theme, k);
      curve(pen, history, k, width, (value) => height - 5 * ratio - (value - least) * scale);
    }
  };
  return {
    /** How tall it is for its width. */
    aspect: spec.kind === 'lines' ? 0.16 : spec.kind === 'histogram' ? 0.18 : Math.min(size[1] / size[0], 0.75),
    add: (weights: Float32Array): void => {
      now = weights;
      if (spec.kind === 'lines') history.add(weights);
      else if (spec.kind !== 'histogram') paint();
    },
    range: (): string => {
      const [least, most] = rangeOf(now);
      return `${spec.connection} [${spec.shape.join(', ')}], ${shown(least)} to ${shown(most)}`;
    },
    draw: (sheet: Sheet, theme: Theme): void => {
      const { pen, width, height } = sheet;
      pen.clearRect(0, 0, width, height);
      if (now.length === 0) return;
      if (spec.kind === 'lines') return lines(sheet, theme);
      if (spec.kind === 'histogram') return histogram(sheet, theme);
      pen.imageSmoothingEnabled = image.width > width;
      const fit = Math.min(width / image.width, height / image.height);
      const [w, h] = spec.kind === 'matrix' ? [width, height] : [image.width * fit, image.height * fit];
      pen.drawImage(image, 0, 0, w, h);
    },
  };
};

const rangeOf = (values: Float32Array): readonly [number, number] => {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : [0, 1];
};
