import { el, fitted, words, type Attributes } from './markup.js';
import { blueToRed, clear, darkToPale, pixels } from './pixels.js';
import { rangeOf, type Range } from './range.js';

/** Small pictures of one size, row by row, with words under them. */
export interface Tiles {
  /** Of each, pixels. */
  readonly size: readonly [height: number, width: number];
  readonly pictures: readonly ArrayLike<number>[];
  readonly labels: readonly string[];
  readonly columns: number;
  /** What the ends of all scales stand for; default: each has its own, from 0, or around 0, to its largest number. */
  readonly range?: Range | undefined;
}

const gap = 2; // pixels between tiles

/** The tiles in a picture `width` wide, and how high it is. */
export const tilesBody = (of: Tiles, width: number): { readonly body: string; readonly tall: number } => {
  const { size, pictures, labels, columns } = of;
  const cell = Math.min(96, width / columns);
  const scale = cell / (size[1] + gap);
  const font = Math.min(13, Math.max(9, cell * 0.3));
  const strip = labels.length === 0 ? 0 : Math.ceil((font * 1.35) / scale);
  const rows = Math.ceil(pictures.length / columns);
  const pitch = size[0] + gap + strip;
  const [wide, tall] = [columns * cell, rows * pitch * scale];
  const left = (width - wide) / 2;
  const place = {
    x: left,
    y: 0,
    width: wide,
    height: tall,
    ...(scale < 1 ? {} : { style: 'image-rendering:pixelated' }),
  };
  const under = labels.slice(0, pictures.length).map((text, tile) => {
    const x = left + ((tile % columns) + size[1] / 2 / (size[1] + gap)) * cell;
    return words(x, (Math.floor(tile / columns) * pitch + size[0]) * scale + font * 1.05, fitted(text, cell + 2));
  });
  return {
    body: sheetOf(of, pitch, place) + el('g', { class: 'middle', style: `font-size:${font}px` }, ...under),
    tall,
  };
};

const sheetOf = (
  { size: [height, width], pictures, columns, range }: Tiles,
  pitch: number,
  place: Attributes,
): string => {
  const ranges = pictures.map((picture) => range ?? rangeOf(picture, [0]));
  const signed = ranges.some(([low]) => low < 0) && ranges.some(([, high]) => high > 0);
  const scales = ranges.map(([low, high]): Range => {
    const most = Math.max(-low, high) || 1;
    return signed ? [-most, most] : [low, high > low ? high : low + 1];
  });
  const { palette, of } = signed ? blueToRed : darkToPale;
  return pixels(
    columns * (width + gap),
    Math.ceil(pictures.length / columns) * pitch,
    palette,
    (x, y) => {
      const [px, py] = [x % (width + gap), y % pitch];
      const tile = Math.floor(y / pitch) * columns + Math.floor(x / (width + gap));
      if (px >= width || py >= height || tile >= pictures.length) return clear;
      const [from, to] = scales[tile]!;
      return of((pictures[tile]![py * width + px]! - from) / (to - from));
    },
    place,
  );
};
