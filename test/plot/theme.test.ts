import { describe, expect, test } from 'vitest';
import { coloursOf } from '../../src/plot/map.js';
import { blueToRed, darkToPale } from '../../src/plot/pixels.js';
import { seriesClass, theme } from '../../src/plot/theme.js';
import { contrast } from './support/contrast.js';

const names = ['paper', 'ink', 'faint', 'rule', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
const [light, dark] = [/^\.spikefold-plot\{(.*?)\}/, /dark\)\{\.spikefold-plot\{(.*?)\}/].map(
  (scheme) => scheme.exec(theme)![1]!,
) as [string, string];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s scheme of plots', (_, scheme) => {
  const found = [...scheme.matchAll(/--(\w+):var\(--plot-(\w+),#(\w+)\);/g)];
  const rgb = new Map(
    found.map(([, name, , hex]) => [
      name!,
      [...Buffer.from(hex!.length === 3 ? hex!.replaceAll(/./g, '$&$&') : hex!, 'hex')],
    ]),
  );
  const onPaper = (name: string): number => contrast(rgb.get('paper')!, rgb.get(name)!);

  test('has a colour for each of its names, which a page may replace', () => {
    expect(found.map(([, name]) => name)).toEqual(names);
    expect(found.map(([, , own]) => own)).toEqual(names);
  });
  test('has words and series that stand out from its paper (WCAG 2: 4.5 for words, 3 for marks)', () => {
    expect(onPaper('ink')).toBeGreaterThan(7);
    expect(onPaper('faint')).toBeGreaterThan(4.5);
    for (const name of names.slice(4)) expect(onPaper(name)).toBeGreaterThan(3);
  });
});

test('each of six series has a colour of its own, and the seventh that of the first', () => {
  const classes = Array.from({ length: 8 }, (_, k) => seriesClass(k));
  expect(classes).toEqual(['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c1', 'c2']);
  for (const name of classes) expect(theme).toContain(`.spikefold-plot .${name}{--own:var(--${name})}`);
});

test.each<readonly [low: number, high: number, from: number, to: number, isOfBoth: boolean]>([
  [-1, 3, -3, 3, true],
  [-3, 1, -3, 3, true],
  [0, 3, 0, 3, false],
  [-2, 0, -2, 0, false],
  [1, 3, 1, 3, false],
  [2, 2, 2, 3, false],
  [0, 0, 0, 1, false],
])(
  'colours of numbers from %d to %d go from %d to %d, around white where there are both signs: %s',
  (low, high, from, to, is) => {
    expect(coloursOf([low, high])).toEqual({ from, to, ramp: is ? blueToRed : darkToPale });
  },
);
