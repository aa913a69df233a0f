import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { explain, isLeft, orThrow } from '../../src/index.js';
import { loadTensors } from '../../src/node.js';
import { gather, readStore, sweep, type Outcome, type SweepProgress } from '../../src/sweep.js';
import { job } from './support/jobs.js';

const various = job('various.mjs');
const here = { workers: 1 } as const;
const points = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spikefold-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = () => readdirSync(folder).filter((name) => name !== 'sweep.json');
const faultsOf = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map(({ result }) => (isLeft(result) ? result.left.map(explain).join('; ') : 'no fault'));

/** A sweep into the folder, and how far it said to be at its end. */
const swept = async (given: readonly unknown[], options: object = {}, name = various) => {
  let last: SweepProgress | undefined;
  const progress = (at: SweepProgress): void => void (last = at);
  const outcomes = await gather(sweep(name, given, here, { into: folder, progress, ...options }));
  return { outcomes, last };
};

test('a sweep that is stopped goes on where it stopped, and gives all outcomes', async () => {
  const all = orThrow(await gather(sweep(various, points(8), here)));
  for await (const { place } of sweep(various, points(8), here, { into: folder, ahead: 1 })) if (place === 2) break;
  const before = files().length;
  expect(before).toBeGreaterThanOrEqual(3);
  expect(before).toBeLessThan(8);
  const { outcomes, last } = await swept(points(8));
  expect(orThrow(outcomes)).toEqual(all);
  expect(last).toMatchObject({ done: 8, stored: before });
  expect(orThrow(await readStore(folder))).toEqual(all);
});

test('points that changed or failed are computed again, and only their last outcome stays', async () => {
  await swept([{ n: 0 }, { n: 1 }, { way: 'throw' }]);
  expect(files().filter((name) => name.includes('failed')).length).toBe(1);
  const { last, outcomes } = await swept([{ n: 0 }, { n: 5 }, { way: 'throw' }]);
  expect(last).toMatchObject({ done: 3, stored: 1, failed: 1 });
  expect(files().length).toBe(3);
  expect(orThrow(await readStore(folder))).toEqual(orThrow(outcomes));
});

test('files are safetensors, which other programs read', async () => {
  await swept([{ n: 1 }]);
  const { tensors } = orThrow(await loadTensors(join(folder, files()[0]!)));
  expect(Object.keys(tensors).length).toBeGreaterThan(0);
});

test('a folder of another sweep is refused, whatever is different', async () => {
  await swept(points(2), { shared: 1 });
  const said = async (options: object, name = various): Promise<string> => {
    const { outcomes } = await swept(points(2), options, name);
    return isLeft(outcomes) ? outcomes.left.map(explain).join() : 'nothing';
  };
  expect(await said({ shared: 1 })).toBe('nothing');
  expect(await said({ shared: 1, seed: 3 })).toBe(
    `folder '${folder}': seed must be 3, that of this sweep (or results go into another folder), got 0`,
  );
  expect(await said({ shared: 2 })).toMatch(/: shared value must be [0-9a-f]{32}, that of this sweep/);
  expect(await said({ shared: 1 }, job('no-default.mjs'))).toMatch(/: version of the job must be [0-9a-f]{16}/);
  const manifest = join(folder, 'sweep.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"library": ".*"/, '"library": "0.0.1"'));
  expect(await said({ shared: 1 })).toMatch(/: version of spikefold must be \d+\.\d+\.\d+.*, got 0\.0\.1$/);
  writeFileSync(manifest, '{');
  expect(await said({ shared: 1 })).toMatch(/sweep\.json': content must be a record of library/);
});

test('a result that is damaged is computed again; a table of it says which', async () => {
  await swept(points(3));
  const name = join(folder, files()[1]!);
  const bytes = readFileSync(name);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(name, bytes);
  const read = await readStore(folder);
  expect(isLeft(read) && explain(read.left[0])).toMatch(/^file '.*000001-.*': checksum must be .* damaged/);
  expect((await swept(points(3))).last).toMatchObject({ done: 3, stored: 2 });
  expect(orThrow(await readStore(folder)).length).toBe(3);
});

test('where results cannot be written, their points fail, the others go on', async () => {
  const outcomes: Outcome[] = [];
  for await (const outcome of sweep(various, points(4), here, { into: folder, ahead: 1 })) {
    outcomes.push(outcome);
    if (outcome.place === 1) rmSync(folder, { recursive: true });
  }
  const faults = faultsOf(outcomes);
  expect(faults[0]).toBe('no fault');
  expect(faults[3]).toMatch(/^point 3 { n: 3 }: file '.*000003-.*\.safetensors': writing failed: ENOENT/);
});

test('a folder that cannot be, or is none, is a fault', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const { outcomes } = await swept(points(1), { into: join(file, 'inside') });
  expect(isLeft(outcomes) && explain(outcomes.left[0])).toMatch(/^folder '.*': making failed: ENOTDIR/);
  const read = await readStore(folder);
  expect(isLeft(read) && explain(read.left[0])).toBe(
    `folder '${folder}': content must be the results of a sweep (sweep.json), got none`,
  );
});
