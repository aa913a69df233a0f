import type { PNG } from 'pngjs';
import { falseColour, pixels } from './colour.js';
import { el, words, type Drawing } from './svg.js';

/** Small pictures of one size, row by row, with words that go under them. */
export interface Tiles {
  readonly size: readonly [height: number, width: number];
  readonly pictures: readonly ArrayLike<number>[];
  readonly labels?: readonly string[];
  /** Of the drawing; default: about as many as rows. */
  readonly columns?: number;
  /** A description of the picture. */
  readonly label: string;
}

const gap = 2; // pixels between tiles

/** Tiles in `columns`, `strip` empty rows under each: 0 and less is black, its own largest value pale; the rest is transparent. */
export const tiles = ({ size: [height, width], pictures }: Tiles, columns: number, strip: number): PNG => {
  const peaks = pictures.map((picture) => Array.from(picture).reduce((most, value) => Math.max(most, value), 0));
  const [across, down] = [width + gap, height + gap + strip];
  return falseColour(columns * across, Math.ceil(pictures.length / columns) * down, (x, y) => {
    const [column, row] = [Math.floor(x / across), Math.floor(y / down)];
    const [px, py] = [x % across, y % down];
    const tile = row * columns + column;
    if (px >= width || py >= height || tile >= pictures.length) return undefined;
    return peaks[tile]! > 0 ? pictures[tile]![py * width + px]! / peaks[tile]! : 0;
  });
};

/** More than 12 columns make a drawing twice as wide. */
export const tilesDrawing = (of: Tiles): Drawing => {
  const { size, pictures, labels = [], columns = Math.ceil(Math.sqrt(pictures.length)), label } = of;
  const pitch = size[1] + gap;
  const room = columns > 12 ? 960 : 480;
  const cell = Math.min(96, room / columns);
  const width = columns * cell;
  const scale = cell / pitch;
  const font = Math.min(13, Math.max(9, cell * 0.3));
  const strip = labels.length === 0 ? 0 : Math.ceil((font * 1.3) / scale);
  const png = tiles(of, columns, strip);
  const height = png.height * scale;
  const rendering = scale < 1 ? {} : { style: 'image-rendering: pixelated' };
  const image = pixels(png, { width, height, ...rendering });
  const under = labels.slice(0, pictures.length).map((text, tile) => {
    const x = ((tile % columns) + size[1] / 2 / pitch) * cell;
    const y = (Math.floor(tile / columns) + 1) * (size[0] + gap + strip) * scale - font * 0.45;
    return words(x, y, text);
  });
  const text = under.length === 0 ? '' : el('g', { class: 'middle', 'font-size': font }, ...under);
  return { width, height, label: `${label} (${pictures.length})`, body: image + text };
};
