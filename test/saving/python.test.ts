import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { orThrow } from '../../src/index.js';
import { fromSafetensors } from '../../src/file.js';
import { bytes } from './support/small.js';

interface Read {
  readonly tensors: Readonly<Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly checksum: string;
}

const there = spawnSync('python3', ['--version']).status === 0;
if (!there) console.warn('SKIPPED outside CI: needs python3');

test.runIf(there || process.env['CI'] !== undefined)('Python reads the same tensors, texts and checksum', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  try {
    const path = join(folder, 'net.safetensors');
    writeFileSync(path, bytes);
    const { status, stdout, stderr } = spawnSync('python3', [join(import.meta.dirname, 'support', 'read.py'), path], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const read = JSON.parse(stdout) as Read;
    const { tensors, metadata } = orThrow(fromSafetensors(bytes));
    expect(read.metadata).toEqual(metadata);
    expect(read.checksum).toBe(metadata['checksum']);
    expect(read.tensors).toEqual(
      Object.fromEntries(
        Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape, values: Array.from(data) }]),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
