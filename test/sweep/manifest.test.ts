import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { explain, isLeft, orThrow } from '../../src/index.js';
import { manifestFaults, readManifest, writeManifest } from '../../src/sweep/store/manifest.js';
import { namedIn } from '../../src/sweep/store/names.js';

const folder = mkdtempSync(join(tmpdir(), 'spikefold-manifest-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a folder of results', () => {
  const manifest = { library: '1', job: 'j.mjs', digest: 'd', seed: '0', shared: 'none' };

  test('says of what sweep it is, and which part of another is different', async () => {
    expect(orThrow(await readManifest(folder))).toBeUndefined();
    orThrow(await writeManifest(folder, manifest));
    expect(orThrow(await readManifest(folder))).toEqual(manifest);
    const said = (other: Partial<typeof manifest>) =>
      manifestFaults('f', { ...manifest, ...other }, manifest)?.map(explain);
    expect([said({}), said({ job: 'moved.mjs' })]).toEqual([undefined, undefined]);
    const rest = 'that of this sweep (or results go into another folder), got other';
    expect(said({ library: 'other' })).toEqual([`folder 'f': version of spikefold must be 1, ${rest}`]);
    expect(said({ digest: 'other' })).toEqual([`folder 'f': version of the job must be d, ${rest}`]);
    expect(said({ seed: 'other', shared: 'x' })).toEqual([`folder 'f': seed must be 0, ${rest}`]);
    expect(said({ shared: 'other' })).toEqual([`folder 'f': shared value must be none, ${rest}`]);
  });
  test.each([
    '7',
    '[]',
    '{"library": "1"}',
    '{',
    '{"library": "1", "job": "j", "digest": "d", "seed": 0, "shared": "none"}',
  ])('whose sweep.json is %s is refused', async (text) => {
    const file = join(folder, 'sweep.json');
    writeFileSync(file, text);
    const read = await readManifest(folder);
    expect(isLeft(read) && explain(read.left[0])).toContain(
      `file '${file}': content must be a record of library, job, digest, seed, shared, got `,
    );
  });
  test('has files of points by their names alone, of one place by their keys', () => {
    const hex = '0123456789abcdef';
    const names = [
      `000002-${hex}.safetensors`,
      `000001-f${hex.slice(1)}.safetensors`,
      `000001-${hex}.failed.safetensors`,
      `1000000-${hex}.safetensors`,
    ];
    const strange = [
      `00001-${hex}.safetensors`,
      `000001-${hex}0.safetensors`,
      `x000001-${hex}.safetensors`,
      `000001-${hex}.safetensors.tmp`,
      `000001-${hex.toUpperCase()}.safetensors`,
    ];
    expect(namedIn([...names, ...strange])).toEqual([
      { place: 1, name: names[2] },
      { place: 1, name: names[1] },
      { place: 2, name: names[0] },
      { place: 1_000_000, name: names[3] },
    ]);
  });
});
