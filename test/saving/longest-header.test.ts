import { isLeft } from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { explain } from '../../src/index.js';
import { toSafetensors } from '../../src/file.js';

const longest = 100_000_000;
const frame = '{"__metadata__":{"a":""}}'.length;

test.each([
  ['as long as the longest', longest, undefined],
  ['longer by one byte', longest + 1, `file: header must be at most ${longest} bytes, got ${longest + 8}`],
])('a header %s that readers take, all texts and no tensor, is written or refused', (_, length, sentence) => {
  const written = toSafetensors({ tensors: {}, metadata: { a: 'x'.repeat(length - frame) } });
  if (isLeft(written)) expect(written.left.map(explain)).toEqual([sentence]);
  else expect([written.right.length, sentence]).toEqual([8 + longest, undefined]);
});
