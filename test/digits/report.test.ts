import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { right } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { reportFiles, writeReport, type ReportData } from '../../examples/digits/report.js';
import { escape } from '../../examples/digits/report/page.js';
import { orThrow, zeros } from '../../src/index.js';
import { confusionPlot } from '../../src/plot.js';
import { withoutPixels } from '../plot/support/svg.js';
import { markupFault } from '../examples/support/markup.js';
import { scratch } from './support/folder.js';
import { reportData } from './support/report-data.js';

const data = reportData(20);
const texts = (of: ReportData): Readonly<Record<string, string>> => Object.fromEntries(reportFiles(of));

describe('the files of a report', () => {
  const bare: ReportData = {
    ...data,
    facts: [],
    accuracy: [],
    spikes: { ...data.spikes, layers: { input: [] }, neurons: {} },
    confusion: zeros([10, 10], 'i32'),
  };
  const odd: ReportData = {
    ...data,
    title: '</title><script>alert("1 & 2")</script>',
    facts: [["<b name='x'>", '"<&>"']],
    spikes: { ...data.spikes, caption: '"><script>', layers: { '<script>': [] }, neurons: { '<script>': 2 } },
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
      expect([name, markupFault(text)]).toEqual([name, '']);
      expect(withoutPixels(text)).not.toMatch(/NaN|Infinity|undefined|<script/);
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
    const { svg } = orThrow(confusionPlot(data.confusion));
    expect(html).toContain(svg);
    const cells = [...svg.matchAll(/\/><text[^>]*>(\d+)<\/text>/g)].map(([, count]) => Number(count));
    expect(cells).toEqual(Array.from(data.confusion.data));
  });

  it('draw a mark a spike, a dot a score and a label a neuron', () => {
    const drawn = texts(data);
    expect(drawn['raster.svg']!.match(/M[\d.]+ [\d.]+v/g)).toHaveLength(
      Object.values(data.spikes.layers).flat().length,
    );
    expect(drawn['accuracy.svg']!.match(/<circle[^>]* r="3"/g)).toHaveLength(2 * data.accuracy.length);
    expect(drawn['fields.svg']!.match(/<text[^>]*>[\d·]<\/text>/g)).toHaveLength(20);
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
    expect(readdirSync(folder).toSorted()).toEqual([
      'accuracy.svg',
      'confusion.svg',
      'fields.svg',
      'index.html',
      'raster.svg',
    ]);
  });

  it('is a Left where the folder is a file, or under one', () => {
    const file = join(root, 'file');
    writeFileSync(file, 'mine');
    for (const folder of [file, join(file, 'in')])
      expect(writeReport(folder, data)).toMatchObject({
        left: expect.stringMatching(/^folder '[^\n]*': files cannot be written, got E[A-Z]+: [^\n]*$/),
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
