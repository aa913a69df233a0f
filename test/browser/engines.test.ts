import { expect, test } from 'vitest';
import { js, wasm } from '../../src/index.js';
import { expectedHash, hashOf } from '../trust/hash.js';

test.each([js, wasm])(
  'random networks, all kept, have the same bits on $name in Chromium as in Node',
  async (backend) => {
    expect(await hashOf(backend)).toBe(expectedHash);
  },
);
