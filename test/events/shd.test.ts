import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain, orThrow } from '../../src/index.js';
import { readBatch, type Batch } from '../../src/data.js';
import { shd } from '../../src/events.js';
import { writeHdf5 } from '../../src/io/hdf5/write.js';
import { hasH5py, runPython } from '../support/python.js';

interface Told {
  readonly names: readonly string[];
  readonly times: readonly (readonly number[])[];
  readonly units: readonly (readonly number[])[];
}

describe.runIf(hasH5py)('files in the form of SHD', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let told: Told;
  beforeAll(() => void (told = runPython('events/support/shd.py', folder) as Told));
  const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));

  test('that h5py and PyTables wrote have their samples, with labels, each spike in its step', async () => {
    expect(told.names.slice(0, 2)).toEqual(['h5py.h5', 'latest.h5']);
    if (process.env['CI'] !== undefined) expect(told.names).toContain('tables.h5');
    for (const name of told.names) {
      const samples = orThrow(await shd(bytesOf(name), { together: 'count', duration: 1300 }));
      expect(
        samples.map(({ label }) => label),
        name,
      ).toEqual([3, 0, 19, 3, 7]);
      for (const [k, sample] of samples.entries()) {
        const steps = [...(await sample.read())(1)];
        expect([steps.length, steps[0]!.shape]).toEqual([1300, [700]]);
        const want = new Map<string, number>();
        for (const [place, second] of told.times[k]!.entries()) {
          const key = `${Math.floor(second * 1000 + 1e-9)},${told.units[k]![place]}`;
          want.set(key, (want.get(key) ?? 0) + 1);
        }
        const got = new Map<string, number>();
        for (const [step, { data }] of steps.entries())
          for (const [unit, count] of data.entries()) if (count > 0) got.set(`${step},${unit}`, count);
        expect(got).toEqual(want);
      }
    }
  });

  test('are batches, each sample as long as it lasts', async () => {
    const samples = orThrow(await shd(bytesOf(told.names[0]!)));
    const { steps, input, labels } = orThrow(await readBatch(samples.slice(1), 1));
    expect(labels).toEqual([0, 19, 3, 7]);
    expect(steps).toEqual(told.times.slice(1).map((times) => Math.floor(times.at(-1)! * 1000 + 1e-9) + 1));
    expect(input.shape).toEqual([Math.max(...steps), 4, 700]);
  });

  test('that are cut short anywhere are a fault, of the file or of a sample, or the same spikes', async () => {
    const dataOf = ({ input }: Batch) => Buffer.from(input.data as Uint8Array);
    for (const name of told.names) {
      const bytes = bytesOf(name);
      const whole = orThrow(await readBatch(orThrow(await shd(bytes, { duration: 100 })), 5));
      expect(dataOf(whole).includes(1)).toBe(true);
      for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 53)) {
        const samples = await shd(bytes.slice(0, length), { duration: 100 });
        const batch = E.isLeft(samples) ? samples : await readBatch(samples.right, 5);
        if (E.isRight(batch)) expect(dataOf(batch.right).equals(dataOf(whole)), `${name}, ${length}`).toBe(true);
        else expect(explain(batch.left[0])).toMatch(/^(shd|sample \d: .*): .* must be .*, got/);
      }
    }
  });
});

test.each([
  [
    'a path',
    'shd.h5',
    "bytes must be a Uint8Array, got 'shd.h5' (readFile(path) of node:fs/promises gives the bytes of a file)",
  ],
  ['no labels', writeHdf5({ members: new Map() }), "'labels' must be an array of numbers, got none"],
  [
    'no lists',
    writeHdf5({ members: new Map([['labels', { shape: [1], dtype: 'u8', data: Uint8Array.of(1) }]]) }),
    "'spikes/times' must be a list of numbers for each sample, got none",
  ],
])('%s is a fault', async (_, bytes, sentence) => {
  const result = await shd(bytes as Uint8Array);
  expect(E.isLeft(result) && result.left.map(explain)).toEqual([`shd: ${sentence}`]);
});
