import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { orThrow, tensor, type Spike } from '../../src/index.js';
import * as plots from '../../src/plot.js';
import { markupFault } from '../examples/support/markup.js';
import { numberIn, tensorOf, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { withoutPixels } from './support/svg.js';

/** Any text, with what XML and JavaScript find hard. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '</svg><script>alert(1)</script>',
    '"&\'<>',
    '\u0000\u0007\ud800',
    ']]>',
    'a very long title '.repeat(20),
  ),
);
/** Any number of float32: all sizes, NaN, infinite. */
const numbers = fc.oneof(
  numberIn(-100, 100),
  fc.float(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 3.4e38, -3.4e38, 0),
);
const spikesIn = (neurons: number): fc.Arbitrary<readonly Spike[]> =>
  fc.array(fc.record({ step: wholeIn(0, 50), row: wholeIn(0, 1), neuron: wholeIn(0, neurons - 1) }), { maxLength: 30 });
const titled = fc.record({ title: texts, width: wholeIn(240, 900), height: wholeIn(40, 300) });
const recorded = wholeIn(1, 12).chain((steps) => wholeIn(1, 3).chain((n) => tensorOf([steps, 1, n], numbers)));
const doubles = fc.array(fc.oneof(numbers, fc.double()), { maxLength: 12 });

const { rasterPlot, spikeGramPlot, ratePlot, voltagePlot, weightsPlot, phasePlot } = plots;
const { accuracyPlot, confusionPlot, heatMapPlot, linePlot, barPlot } = plots;

const drawings: Readonly<Record<string, fc.Arbitrary<plots.Plot>>> = {
  rasterPlot: fc.tuple(spikesIn(4), titled).map(([spikes, o]) => orThrow(rasterPlot(spikes, { dt: 0.1, ...o }))),
  spikeGramPlot: fc
    .tuple(fc.dictionary(texts, spikesIn(3), { minKeys: 1, maxKeys: 4 }), titled, fc.constantFrom('layer', 'neuron'))
    .map(([layers, o, equal]) => orThrow(spikeGramPlot(layers, { dt: 1, equal, ...o }))),
  ratePlot: fc
    .tuple(spikesIn(3), titled, fc.option(numberIn(0.5, 500), { nil: undefined }))
    .map(([spikes, o, kernel]) => orThrow(ratePlot(spikes, { dt: 1, neurons: 3, ...(kernel && { kernel }), ...o }))),
  voltagePlot: fc
    .tuple(recorded, titled, fc.constantFrom('traces', 'map'), spikesIn(2))
    .map(([v, { title: unit, ...o }, as, spikes]) =>
      orThrow(voltagePlot(v, { dt: 0.5, as, unit, ...(as === 'traces' && { threshold: -52, spikes }), ...o })),
    ),
  weightsPlot: fc
    .tuple(tensorOf([4, 3], numbers), titled, fc.constantFrom('matrix', 'fields', 'histogram'))
    .map(([w, { height, title, width }, as]) =>
      orThrow(
        weightsPlot(w, { as, title, width, ...(as === 'fields' ? { labels: [title] } : { height, unit: title }) }),
      ),
    ),
  phasePlot: recorded.chain((v) =>
    fc.tuple(tensorOf(v.shape, numbers), titled).map(([u, o]) => orThrow(phasePlot(v, u, { x: o.title, ...o }))),
  ),
  accuracyPlot: fc
    .tuple(fc.dictionary(texts, fc.array(fc.oneof(numberIn(0, 1), fc.constant(Number.NaN))), { maxKeys: 8 }), titled)
    .map(([scores, o]) => orThrow(accuracyPlot(scores, { block: 10, chance: 0.1, x: o.title, ...o }))),
  confusionPlot: fc.tuple(wholeIn(1, 40), titled, fc.infiniteStream(wholeIn(0, 1000))).map(([n, o, counts]) =>
    orThrow(
      confusionPlot(tensor([n, n], [...counts.take(n * n)], 'i32'), {
        ...o,
        names: Array(n).fill(o.title) as string[],
      }),
    ),
  ),
  heatMapPlot: fc
    .tuple(wholeIn(1, 12), wholeIn(1, 40), titled, texts, fc.infiniteStream(fc.oneof(numbers, fc.double())))
    .map(([rows, columns, o, name, values]) =>
      orThrow(
        heatMapPlot([...values.take(rows * columns)], {
          x: name,
          y: o.title,
          z: name,
          columns: Array.from({ length: columns }, (_, k) => 10 ** k),
          rows: Array(rows).fill(name) as string[],
          ...o,
        }),
      ),
    ),
  linePlot: fc
    .tuple(fc.dictionary(texts, doubles, { maxKeys: 3 }), titled, fc.double({ min: -1e300, max: 1e300, noNaN: true }))
    .map(([lines, o, at]) => {
      const named = Object.entries(lines).map(([name, y]) => [
        name,
        { x: y.toReversed(), y, low: y, high: y.toReversed() },
      ]);
      const level = { name: o.title, at };
      return orThrow(
        linePlot(Object.fromEntries(named) as Record<string, plots.Line>, { x: o.title, y: o.title, level, ...o }),
      );
    }),
  barPlot: fc
    .tuple(fc.dictionary(texts, fc.array(numbers, { minLength: 3, maxLength: 3 }), { maxKeys: 3 }), titled)
    .map(([series, o]) => orThrow(barPlot(series, { names: [o.title, 'b', 'c'], y: o.title, ...o }))),
};

test('every plot is tried', () => {
  const names = Object.keys(plots).filter((name) => name.endsWith('Plot'));
  expect(names.toSorted()).toEqual(Object.keys(drawings).toSorted());
});

for (const [name, plot] of Object.entries(drawings))
  law(
    `${name} of any data, titles and sizes is well-formed, without NaN, and says what it is`,
    [plot],
    ({ svg, title, description, width, height }) => {
      const [first, ...rest] = /^<svg [^>]*>/.exec(svg)!;
      expect(rest).toEqual([]);
      expect(first).toContain(`viewBox="0 0 ${width} ${height}"`);
      expect(first).toMatch(/role="img" aria-label="[^"]+"/);
      expect(svg).toMatch(/^<svg [^>]*><title>[^<]*<\/title><desc>[^<]+<\/desc>/);
      expect(markupFault(svg)).toBe('');
      // oxlint-disable-next-line no-control-regex
      expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\p{Cs}/u);
      const numbersOf = [
        ...withoutPixels(svg).matchAll(
          / (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|points|transform|viewBox)="([^"]*)"/g,
        ),
      ];
      expect(numbersOf.filter(([, text]) => /NaN|Infinity|undefined/.test(text!))).toEqual([]);
      expect(svg).not.toContain('<script');
      expect(svg).not.toMatch(/ (?:width|height|r)="-/);
      expect([title.length >= 0, description.includes('undefined')]).toEqual([true, false]);
    },
    25,
  );
