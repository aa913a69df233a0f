import { el, type Attributes } from './markup.js';
import { encode, scaleLinear } from './npm-install-d3-scale-d3-shape-fast-png.js';

/** Red, green, blue and opacity, each from 0 to 255. */
type Pixel = [red: number, green: number, blue: number, opacity: number];

/** Colours of a picture by their numbers, from 1 on; 0 is clear. Those that one sees through come first, as `fast-png` asks. */
export type Palette = readonly Pixel[];

/** The number of what is clear. */
export const clear = 0;

/** Colours of a share from 0 to 1. */
export interface Ramp {
  readonly palette: Palette;
  /** The number of a share's colour; NaN is clear. */
  readonly of: (share: number) => number;
}

/** Black, violet, red, orange, pale yellow: inferno of matplotlib at eighths, even in lightness and safe for colour-blind eyes. */
const inferno = ['#000004', '#1f0c48', '#550f6d', '#88226a', '#ba3655', '#e35933', '#f98c0a', '#f9c932', '#fcffa4'];
/** Blue below 0, white, red above: RdBu of ColorBrewer, safe for colour-blind eyes. */
const blueRed = ['#2166ac', '#4393c3', '#92c5de', '#d1e5f0', '#f7f7f7', '#fddbc7', '#f4a582', '#d6604d', '#b2182b'];

const shades = 64; // few enough that the picture packs well, more than one tells apart in it

const shadeOf = (share: number): number =>
  Number.isNaN(share) ? clear : 1 + Math.round(Math.min(1, Math.max(0, share)) * shades);

const ramp = (colour: (share: number) => Pixel): Ramp => ({
  palette: [[0, 0, 0, 0], ...Array.from({ length: shades + 1 }, (_, k) => colour(k / shades))],
  of: shadeOf,
});

const rampOf = (stops: readonly string[]): Ramp => {
  const places = stops.map((_, k) => k / (stops.length - 1));
  const at = scaleLinear<string>(places, stops);
  return ramp((share) => {
    const [red, green, blue] = at(share).match(/\d+/g)!.map(Number) as [number, number, number];
    return [red, green, blue, 255];
  });
};

/** Dark to pale, and blue over white (one half) to red. */
export const darkToPale = rampOf(inferno);
export const blueToRed = rampOf(blueRed);

/** One colour, from faint to full. */
export const faintToFull = (red: number, green: number, blue: number): Ramp =>
  ramp((share) => [red, green, blue, Math.round(255 * (0.3 + 0.7 * share))]);

/** A picture of single pixels in a place, by the numbers of their colours. */
export const pixels = (
  width: number,
  height: number,
  palette: Palette,
  colour: (x: number, y: number) => number,
  place: Attributes,
): string => {
  const data = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at++) data[at] = colour(x, y);
  const png = encode({ width, height, data, channels: 1, palette: [...palette] }, { zlib: { level: 6 } });
  return el('image', { preserveAspectRatio: 'none', ...place, href: `data:image/png;base64,${base64(png)}` });
};

const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
