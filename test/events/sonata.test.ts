import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain, orThrow } from '../../src/index.js';
import { sonataSpikes, type SonataOptions } from '../../src/events.js';
import { hasH5py, runPython } from '../support/python.js';

describe.runIf(hasH5py)('a SONATA file that h5py wrote', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeAll(() => void runPython('events/support/sonata.py', folder));
  const read = (name: string, options: Partial<SonataOptions> = {}) =>
    sonataSpikes(new Uint8Array(readFileSync(join(folder, `${name}.h5`))), { shape: [4], ...options });

  test.each<readonly [string, Partial<SonataOptions>]>([
    ['enum', {}],
    ['latest', {}],
    ['old', {}],
    ['two', { population: 'V1' }],
    ['two', { population: 'LGN' }],
    ['crowded', {}],
    ['links', { population: 'V1' }],
    ['links', { population: 'V2' }],
    ['growing', { population: 'V1' }],
    ['growing-latest', { population: 'V1' }],
    ...[
      's',
      's-latest',
      'us',
      'us-latest',
      'ns',
      'ns-latest',
      'many',
      'many-latest',
      'committed',
      'committed-latest',
    ].map((name) => [name, {}] as const),
  ])('%s, %o, has its spikes in their steps, whatever their order', async (name, options) => {
    const source = orThrow(await read(name, { ...options, together: 'count', duration: 8 }));
    const steps = [...source(1)].map(({ data }) => [...data]);
    expect(
      steps
        .flatMap((counts, step) => counts.map((count, neuron) => [step, neuron, count]))
        .filter(([, , count]) => count! > 0),
    ).toEqual([
      [0, 0, 2],
      [2, 3, 1],
      [7, 1, 1],
    ]);
    expect([...source(0.5)].length).toBe(16);
  });

  test.each(['growing', 'growing-latest', 'empty', 'empty-latest'])(
    '%s, has a population without spikes',
    async (name) => {
      const source = orThrow(await read(name, { population: 'silent', duration: 2 }));
      expect([...source(1)].map(({ data }) => [...data])).toEqual([
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ]);
    },
  );

  test.each<readonly [string, Partial<SonataOptions>, string]>([
    ['two', {}, "population must be one of 'LGN', 'V1', got none"],
    ['two', { population: 'A' }, "population must be one of 'LGN', 'V1', got 'A'"],
    ['enum', { shape: [3] }, 'node_ids must be whole numbers below 3, as the shape says, got 3'],
    ['halves', {}, 'node_ids must be whole numbers below 4, as the shape says, got 1.5'],
    ['other', {}, "'spikes' must be a group, got none"],
    ['ticks', {}, "units of 'timestamps' must be one of 's', 'ms', 'us', 'ns', got 'ticks'"],
    ['coded', {}, "attribute 'units' must be a string, got a number (2)"],
    ['pair-latest', {}, "attribute 'units' must be a string, got another value"],
    ['ticks-latest', {}, "units of 'timestamps' must be one of 's', 'ms', 'us', 'ns', got 'ticks'"],
  ])('%s, %o, is a fault', async (name, options, sentence) => {
    const result = await read(name, options);
    expect(E.isLeft(result) && result.left.map(explain)).toEqual([`sonataSpikes: ${sentence}`]);
    const named = await read(name, { ...options, name: 'x.h5' });
    expect(E.isLeft(named) && named.left.map(explain)).toEqual([`sonataSpikes 'x.h5': ${sentence}`]);
  });

  test.each([
    ['itself', 2, "type or shape of '/spikes/V1/node_ids' .* must be stored with its data, or a committed type"],
    [
      'the shared heap',
      3,
      "type or shape of '/spikes/V1/node_ids' .* must be stored with its data, or a committed type",
    ],
    ['a group', 4, "committed type at byte 96 of '/spikes/V1/node_ids' must be a type, got something else"],
  ])('whose committed type is in %s is a fault', async (_, kind, sentence) => {
    const bytes = new Uint8Array(readFileSync(join(folder, 'committed.h5')));
    // The last message of a type that is shared: its version, its kind and the address.
    const message = Buffer.from(bytes).lastIndexOf(Buffer.from([3, 0, 16, 0, 3, 0, 0, 0, 2, 2])) + 8;
    const header = message - 56;
    const view = new DataView(bytes.buffer);
    if (kind === 3) bytes.set([3, 1], message);
    else view.setBigUint64(message + 2, BigInt(kind === 2 ? header : 96), true);
    const result = await sonataSpikes(bytes, { shape: [4] });
    expect(E.isLeft(result) && result.left.map(explain)).toEqual([expect.stringMatching(sentence)]);
  });

  test('that is cut short anywhere is a fault, or the same spikes', async () => {
    const bytes = new Uint8Array(readFileSync(join(folder, 'enum.h5')));
    for (let length = 0; length < bytes.length; length += 61)
      expect(E.isLeft(await sonataSpikes(bytes.slice(0, length), { shape: [4] }))).toBe(true);
  });
});
