import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, describe, expect, test } from 'vitest';
import { explain, orThrow } from '../../src/index.js';
import { readBatch } from '../../src/data.js';
import { nMnist } from '../../src/events.js';
import { folderSamples } from '../../src/node.js';

describe('a folder of folders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const put = (name: string, file: string, ms: number): void => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, file), Uint8Array.of(1, 2, 128, (ms * 1000) >> 8, (ms * 1000) & 255));
  };
  for (const [name, ms] of [
    ['10', 4],
    ['2', 3],
    ['0', 1],
  ] as const)
    put(name, '00001.bin', ms);
  put('0', '00002.bin', 2);
  put('0', 'notes.txt', 2);
  put('0', '.hidden.bin', 2);

  test('is samples with the place of their folder as a label, read when they are asked for', async () => {
    const { samples, names } = orThrow(await folderSamples(folder, (bytes) => nMnist(bytes), { extension: '.bin' }));
    expect(names).toEqual(['0', '2', '10']);
    expect(samples.map(({ name, label }) => [name, label])).toEqual([
      [join('0', '00001.bin'), 0],
      [join('0', '00002.bin'), 0],
      [join('2', '00001.bin'), 1],
      [join('10', '00001.bin'), 2],
    ]);
    const batch = orThrow(await readBatch(samples, 1));
    expect([batch.steps, batch.input.shape]).toEqual([
      [2, 3, 4, 5],
      [5, 4, 2, 34, 34],
    ]);
    expect(orThrow(await folderSamples(pathToFileURL(folder), (bytes) => bytes)).samples.length).toBe(5);
  });

  test('may have links, which are what they lead to', async () => {
    const other = mkdtempSync(join(tmpdir(), 'spikefold-'));
    mkdirSync(join(other, '02'));
    symlinkSync(join(folder, '0'), join(other, '1'));
    symlinkSync(join(folder, '10', '00001.bin'), join(other, '02', 'a.bin'));
    const { samples, names } = orThrow(await folderSamples(other, (bytes) => bytes, { extension: '.bin' }));
    expect(names).toEqual(['1', '02']);
    expect(samples.map(({ label }) => label)).toEqual([0, 0, 1]);
    rmSync(other, { recursive: true });
  });

  test('without files, or that is not there, is a fault; a file that is gone is one when it is read', async () => {
    const none = await folderSamples(folder, (bytes) => bytes, { extension: '.aedat' });
    expect(E.isLeft(none) && none.left.map(explain)).toEqual([
      `folder '${folder}': it must be a folder of folders with files '*.aedat', one for each label, got ['0', '2', '10']`,
    ]);
    const away = await folderSamples(join(folder, 'away'), (bytes) => bytes);
    expect(E.isLeft(away) && explain(away.left[0])).toContain("away': listing failed: ENOENT");
    const { samples } = orThrow(await folderSamples(folder, (bytes) => nMnist(bytes), { extension: '.bin' }));
    rmSync(join(folder, '2'), { recursive: true });
    const read = await readBatch(samples, 1);
    expect(E.isLeft(read) && explain(read.left[0])).toMatch(
      /^sample '2.00001\.bin': file '.*00001\.bin': reading failed: ENOENT/,
    );
  });
});
