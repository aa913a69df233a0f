import { PNG } from 'pngjs';
import { el, words, type Drawing } from './svg.js';

/** Weights from 784 pixels to n neurons, `w[pixel * n + neuron]`, and the label each neuron answers to (-1: none). */
export interface Fields {
  readonly w: Float32Array;
  readonly n: number;
  readonly assignments: readonly number[];
}

const side = 28;
const pitch = 30; // pixels from one tile to the next

/** Black, violet, red, orange, pale yellow: inferno of matplotlib at eighths, even in lightness and safe for colour-blind eyes. */
const inferno = [
  [0, 0, 4], [31, 12, 72], [85, 15, 109], [136, 34, 106], [186, 54, 85], [227, 89, 51], [249, 140, 10], [249, 201, 50], [252, 255, 164],
] as const; // prettier-ignore

const shades = 32; // few enough that the PNG packs well, more than one tells apart in a tile

const colour = (value: number): readonly number[] => {
  const at = (Math.round(Math.min(1, Math.max(0, value)) * shades) / shades) * (inferno.length - 1);
  const low = Math.min(inferno.length - 2, Math.floor(at));
  return inferno[low]!.map((channel, i) => Math.round(channel + (at - low) * (inferno[low + 1]![i]! - channel)));
};

/** The largest weight of each neuron. */
const peaks = ({ w, n }: Fields): Float32Array =>
  new Float32Array(n).map((_, neuron) => {
    let most = 0;
    for (let i = neuron; i < w.length; i += n) most = Math.max(most, w[i]!);
    return most;
  });

/** Tiles of 28 x 28 pixels in `columns`, `strip` empty rows under each; what is no tile is transparent. */
export const tiles = (fields: Fields, columns: number, strip: number): PNG => {
  const { w, n } = fields;
  const most = peaks(fields);
  const rows = Math.ceil(n / columns);
  const png = new PNG({ width: columns * pitch, height: rows * (pitch + strip) });
  for (let neuron = 0; neuron < n; neuron++) {
    const left = (neuron % columns) * pitch;
    const top = Math.floor(neuron / columns) * (pitch + strip);
    for (let pixel = 0; pixel < side * side; pixel++) {
      const [r, g, b] = colour(most[neuron]! > 0 ? w[pixel * n + neuron]! / most[neuron]! : 0);
      const at = ((top + Math.floor(pixel / side)) * png.width + left + (pixel % side)) * 4;
      png.data.set([r!, g!, b!, 255], at);
    }
  }
  return png;
};

/**
 * What each neuron has learned to see: its weights as a picture, black 0 and pale its own largest, with its label
 * underneath (a dot for none). About as many rows as columns; more than 144 neurons make a drawing twice as wide.
 */
export const fieldsDrawing = (fields: Fields): Drawing => {
  const { n, assignments } = fields;
  const columns = Math.ceil(Math.sqrt(n));
  const width = columns > 12 ? 960 : 480;
  const cell = Math.min(96, width / columns);
  const scale = cell / pitch;
  const font = Math.min(13, Math.max(9, cell * 0.3));
  const strip = Math.ceil((font * 1.3) / scale);
  const png = tiles(fields, columns, strip);
  const height = png.height * scale;
  const href = `data:image/png;base64,${PNG.sync.write(png, { filterType: 0, deflateStrategy: 0 }).toString('base64')}`;
  const rendering = scale < 1 ? {} : { style: 'image-rendering: pixelated' };
  const image = el('image', { width: columns * cell, height, preserveAspectRatio: 'none', ...rendering, href });
  const labels = assignments.slice(0, n).map((label, neuron) => {
    const x = ((neuron % columns) + 14 / pitch) * cell;
    const y = (Math.floor(neuron / columns) + 1) * (pitch + strip) * scale - font * 0.45;
    return words(x, y, label < 0 ? '·' : String(label));
  });
  const text = el('g', { class: 'middle', 'font-size': font }, ...labels);
  return { width, height, label: `Learned weights, neuron by neuron (${n})`, body: image + text };
};
