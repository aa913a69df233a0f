import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { right } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { reportFiles, writeReport, type ReportData } from '../../examples/digits/report.js';
import { ticks } from '../../examples/digits/report/axis.js';
import { tiles } from '../../examples/digits/report/fields.js';
import { rasterDrawing } from '../../examples/digits/report/raster.js';
import { escape } from '../../examples/digits/report/svg.js';
import { scratch } from './support/folder.js';
import { reportData } from './support/report-data.js';

/** What is wrong with the tags of a text, in words; '' when every one is closed in its turn and no mark stands bare. */
const fault = (text: string): string => {
  const open: string[] = [];
  const tag = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g;
  const rest = text
    .replace(/^<!doctype html>/, '')
    .replaceAll(tag, (_, closing: string, name: string, __, empty: string) => {
      if (closing === '/') return open.pop() === name ? '' : `<${name}> closed out of turn`;
      if (empty === '') open.push(name);
      return '';
    });
  const bare = /.{0,20}(?:<|closed out of turn|&(?!(?:amp|lt|gt|quot|#39);)).{0,20}/.exec(rest);
  return bare?.[0] ?? open.join(' ');
};

const data = reportData(20);
const texts = (of: ReportData): Readonly<Record<string, string>> => Object.fromEntries(reportFiles(of));

describe('the files of a report', () => {
  const bare: ReportData = {
    ...data,
    facts: [],
    accuracy: [],
    raster: { ...data.raster, panels: [] },
    confusion: { classes: 10, counts: [] },
  };
  const odd: ReportData = {
    ...data,
    title: '</title><script>alert("1 & 2")</script>',
    facts: [["<b name='x'>", '"<&>"']],
    raster: { ...data.raster, caption: '"><script>', panels: [{ name: '<script>', n: 2, spikes: [] }] },
    accuracy: [{ samples: 1, allActivity: Number.NaN, proportion: 1 }],
  };

  it.each([
    ['usual', data],
    ['bare', bare],
    ['odd', odd],
    ['of one neuron', reportData(1)],
    ['of 150 neurons', reportData(150)],
  ])('are well formed: %s', (_, of) => {
    for (const [name, text] of reportFiles(of)) {
      expect([name, fault(text)]).toEqual([name, '']);
      expect(text).not.toMatch(/NaN|Infinity|undefined|<script/);
    }
  });

  it('need nothing from elsewhere', () => {
    for (const text of Object.values(texts(data))) {
      expect(text.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|url\(|@import|src=/);
    }
  });

  it('say every fact and every number of the confusion matrix', () => {
    const html = texts(data)['index.html']!;
    for (const [name, value] of data.facts) expect(html).toContain(`<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`);
    const cells = [...html.matchAll(/<td class="(?:hit|none|miss)"[^>]*>(\d+)<\/td>/g)].map((match) =>
      Number(match[1]),
    );
    expect(cells).toEqual(data.confusion.counts.flat());
  });

  it('draw a mark a spike, a dot a score and a label a neuron', () => {
    const drawn = texts(data);
    expect(drawn['raster.svg']!.match(/M[\d.]+ [\d.]+v/g)).toHaveLength(
      data.raster.panels.flatMap(({ spikes }) => spikes).length,
    );
    expect(drawn['accuracy.svg']!.match(/<circle[^>]* r="3"/g)).toHaveLength(2 * data.accuracy.length);
    expect(drawn['fields.svg']!.match(/<text[^>]*>[\d·]<\/text>/g)).toHaveLength(20);
  });
});

describe('tiles', () => {
  it('are black at 0, pale at the largest weight of their own neuron, and clear between', () => {
    const w = new Float32Array(784 * 3); // neuron 0 has no weights
    w[30 * 3 + 1] = 0.5; // neuron 1, row 1, column 2
    w[783 * 3 + 2] = 0.01; // neuron 2, last pixel
    const png = tiles({ w, n: 3, assignments: [-1, 1, 2] }, 3, 5);
    const at = (x: number, y: number): readonly number[] => [
      ...png.data.subarray((y * png.width + x) * 4, (y * png.width + x) * 4 + 4),
    ];
    expect([png.width, png.height]).toEqual([90, 35]);
    expect(at(0, 0)).toEqual([0, 0, 4, 255]);
    expect([at(30 + 2, 1), at(60 + 27, 27)]).toEqual([
      [252, 255, 164, 255],
      [252, 255, 164, 255],
    ]);
    expect([at(28, 0), at(0, 28)]).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });
});

describe('the raster', () => {
  it('has time to the right and neurons upwards', () => {
    const { body } = rasterDrawing({
      steps: 4,
      dt: 0.5,
      caption: '',
      panels: [
        {
          name: 'X',
          n: 2,
          spikes: [
            [0, 0],
            [2, 1],
          ],
        },
      ],
    });
    const [first, second] = [...body.matchAll(/M([\d.]+) ([\d.]+)v([\d.]+)/g)].map((match) =>
      match.slice(1).map(Number),
    );
    // The plot is 410 x 220 with its corner at (52, 30); a mark is 6 long around the middle of its neuron's row.
    expect([first, second]).toEqual([
      [52, 30 + 165 - 3, 6],
      [52 + 205, 30 + 55 - 3, 6],
    ]);
    expect([...body.matchAll(/>([\d.]+)</g)].map((match) => match[1])).toEqual([
      '0',
      '1',
      '2',
      '0',
      '0.5',
      '1',
      '1.5',
      '2',
    ]);
  });
});

describe('ticks', () => {
  it('go from 0 in even steps to not past the end, two at least and no more than asked', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.integer({ min: 3, max: 8 }), (max, count) => {
        const marks = ticks(max, count);
        expect(marks[0]).toBe(0);
        expect(marks.at(-1)).toBeLessThanOrEqual(max * (1 + 1e-6));
        expect(marks.length).toBeGreaterThanOrEqual(2);
        expect(marks.length).toBeLessThanOrEqual(count + 1);
      }),
    );
  });
});

describe('writeReport', () => {
  const root = scratch();

  it('writes its files, over old ones too, leaves no others, and gives the path of the page', () => {
    const folder = join(root, 'deep', 'er');
    for (const n of [3, 5]) {
      const other = reportData(n);
      expect(writeReport(folder, other)).toEqual(right(join(folder, 'index.html')));
      for (const [name, text] of reportFiles(other)) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
    }
    expect(readdirSync(folder).toSorted()).toEqual(['accuracy.svg', 'fields.svg', 'index.html', 'raster.svg']);
  });

  it('is a Left where the folder is a file, or under one', () => {
    const file = join(root, 'file');
    writeFileSync(file, 'mine');
    for (const folder of [file, join(file, 'in')])
      expect(writeReport(folder, data)).toMatchObject({
        left: expect.stringMatching(/^folder '[^\n]*': the report cannot be written, got E[A-Z]+: [^\n]*$/),
      });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('is a Left where a folder has the name of a file, and leaves no draft', () => {
    const folder = join(root, 'taken');
    mkdirSync(join(folder, 'index.html'), { recursive: true });
    expect(writeReport(folder, data)).toMatchObject({ _tag: 'Left' });
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(existsSync(join(folder, 'fields.svg'))).toBe(true);
  });
});
