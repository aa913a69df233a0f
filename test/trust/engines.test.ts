import { expect, test } from 'vitest';
import { eager, wasm } from '../../src/index.js';
import { expectedHash, hashOf } from './hash.js';

test.each([eager, wasm])(
  'random networks have the same bits on $name in this engine as in all others',
  async (backend) => {
    expect(await hashOf(backend)).toBe(expectedHash);
  },
  180_000,
);
