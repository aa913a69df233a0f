import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A new empty folder, gone after the tests of the file. */
export const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-digits-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
