import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventTable } from '../../src/events.js';
import { hasPython, python } from '../support/python.js';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/python.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text!);

const there = hasPython('h5py', 'numpy', 'neo');

describe.runIf(there)('the page on Python', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  const snippets = join(root, 'out/python-page');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  /** The page's files in a folder of this test's own. */
  const elsewhere = (text: string): string => text.replaceAll('out/python', folder);

  beforeAll(() => {
    mkdirSync(snippets, { recursive: true });
    const [program] = blocks('ts');
    writeFileSync(join(snippets, 'write.ts'), elsewhere(program!));
    const { stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', join(snippets, 'write.ts')], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });

  test('has events that eventTable reads', async () => {
    const text = blocks('python').find((block) => block.includes('savetxt'))!;
    expect(spawnSync(python, ['-c', elsewhere(text)]).status).toBe(0);
    const [, options] = /`eventTable\(bytes, \{ shape: \[(.*?)\], unit: 'us' \}\)`/.exec(page)!;
    const table = new Uint8Array(readFileSync(join(folder, 'events.csv')));
    const steps = [...eventTable(table, { shape: options!.split(', ').map(Number), unit: 'us' })(1)];
    const places = steps.map(({ shape, data }) => [shape, [...data.keys()].filter((place) => data[place] !== 0)]);
    expect(places).toEqual([
      [[2, 4, 6], []],
      [[2, 4, 6], [37]],
      [[2, 4, 6], [3]],
    ]);
  });

  test.each(blocks('python').map((text, k) => [k + 1, text] as const))('says what its lines %i print', (_, text) => {
    const { stdout, stderr, status } = spawnSync(python, ['-W', 'ignore', '-c', elsewhere(text)], { encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const said = [...text.matchAll(/^ *print\(.*\) {2}# (.*)$/gm)].map(([, comment]) => comment);
    expect(said.length).toBeGreaterThan(0);
    expect(stdout.trimEnd().split('\n')).toEqual(said);
  });
});
