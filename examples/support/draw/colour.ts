import { PNG } from 'pngjs';
import { el, type Attributes } from './svg.js';

/** Black, violet, red, orange, pale yellow: inferno of matplotlib at eighths, even in lightness and safe for colour-blind eyes. */
const inferno = [
  [0, 0, 4], [31, 12, 72], [85, 15, 109], [136, 34, 106], [186, 54, 85], [227, 89, 51], [249, 140, 10], [249, 201, 50], [252, 255, 164],
] as const; // prettier-ignore

const shades = 32; // few enough that the PNG packs well, more than one tells apart in a picture

/** Red, green, blue for a value in [0, 1]. */
const colour = (value: number): readonly number[] => {
  const at = (Math.round(Math.min(1, Math.max(0, value)) * shades) / shades) * (inferno.length - 1);
  const low = Math.min(inferno.length - 2, Math.floor(at));
  return inferno[low]!.map((channel, i) => Math.round(channel + (at - low) * (inferno[low + 1]![i]! - channel)));
};

/** Pixels in false colour: `value` in [0, 1] at each place, undefined where it is transparent. */
export const falseColour = (
  width: number,
  height: number,
  value: (x: number, y: number) => number | undefined,
): PNG => {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const v = value(x, y);
      if (v !== undefined) png.data.set([...colour(v), 255], (y * width + x) * 4);
    }
  return png;
};

/** The pixels as a picture in a drawing. */
export const pixels = (png: PNG, place: Attributes): string => {
  const data = PNG.sync.write(png, { filterType: 0, deflateStrategy: 0 }).toString('base64');
  return el('image', { preserveAspectRatio: 'none', ...place, href: `data:image/png;base64,${data}` });
};
