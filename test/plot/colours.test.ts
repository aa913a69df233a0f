import { expect, test } from 'vitest';
import { blueToRed, clear, darkToPale, faintToFull, type Ramp } from '../../src/plot/pixels.js';

const hexOf = (ramp: Ramp, share: number): string =>
  `#${Buffer.from(ramp.palette[ramp.of(share)]!.slice(0, 3)).toString('hex')}`;
const eighths = Array.from({ length: 9 }, (_, k) => k / 8);

// matplotlib.cm.inferno(k * 255 / 8), and ColorBrewer's RdBu of 9 classes.
test.each([
  ['inferno', darkToPale, '#000004 #1f0c48 #550f6d #88226a #ba3655 #e35933 #f98c0a #f9c932 #fcffa4'],
  ['RdBu', blueToRed, '#2166ac #4393c3 #92c5de #d1e5f0 #f7f7f7 #fddbc7 #f4a582 #d6604d #b2182b'],
])('the colours of %s are those that it is published with, at eighths', (_, ramp, colours) => {
  expect(eighths.map((share) => hexOf(ramp, share)).join(' ')).toBe(colours);
});

test.each([
  ['inferno', darkToPale],
  ['RdBu', blueToRed],
  ['one colour', faintToFull(1, 2, 3)],
])('%s has 65 shades from 0 to 1, the nearest to each share; beyond are the ends, and NaN is clear', (_, ramp) => {
  expect(ramp.palette).toHaveLength(66);
  expect(ramp.palette[clear]).toEqual([0, 0, 0, 0]);
  expect([Number.NaN, 0, 0.49 / 64, 0.51 / 64, 0.5, 1].map(ramp.of)).toEqual([0, 1, 1, 2, 33, 65]);
  expect([-Infinity, -1, 2, Infinity].map(ramp.of)).toEqual([1, 1, 65, 65]);
});

test('shades between two colours of a ramp lie evenly between them', () => {
  // From #000004 to #1f0c48 in eight steps.
  const halfway = [0x1f / 2, 0x0c / 2, (0x04 + 0x48) / 2];
  for (const [k, part] of halfway.entries()) expect(Math.abs(darkToPale.palette[5]![k]! - part)).toBeLessThanOrEqual(1);
});

test('one colour goes from 30 % of opacity to all of it', () => {
  const { palette } = faintToFull(36, 134, 200);
  expect([palette[1], palette[33], palette[65]]).toEqual([
    [36, 134, 200, Math.round(255 * 0.3)],
    [36, 134, 200, Math.round(255 * 0.65)],
    [36, 134, 200, 255],
  ]);
});
