import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { growing } from '../../src/io/growing.js';
import { quickLaw } from '../support/law.js';

/** Bytes to add, or a copy of so many that stand so far back. */
const pieces = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.tuple(fc.nat(5000), fc.nat(255)).map(([length, byte]) => new Uint8Array(length).fill(byte)),
    fc.record({ back: fc.nat(3000), count: fc.nat(5000) }),
  ),
  { maxLength: 12 },
);

quickLaw('bytes that grow are those that were added and copied, one behind the other', [pieces], (all) => {
  const [out, want]: readonly [ReturnType<typeof growing>, number[]] = [growing(), []];
  for (const piece of all)
    if (piece instanceof Uint8Array) {
      out.add(piece);
      for (const byte of piece) want.push(byte);
    } else {
      const { back, count } = piece;
      const isThere = back > 0 && back <= want.length;
      expect(out.copy(back, count)).toBe(isThere);
      if (isThere) for (let k = 0; k < count; k++) want.push(want[want.length - back]!);
    }
  expect(out.length()).toBe(want.length);
  expect(Buffer.compare(out.bytes(), Uint8Array.from(want))).toBe(0);
});

test('bytes that grow are no more than may be', () => {
  const out = growing(1500);
  out.add(new Uint8Array(1490).fill(7));
  expect(out.copy(1490, 10)).toBe(true);
  expect(() => out.copy(1, 1)).toThrow('more than 1500 bytes');
  expect(() => out.add(Uint8Array.of(1))).toThrow('more than 1500 bytes');
  out.add(new Uint8Array());
  expect(out.length()).toBe(1500);
  expect(() => growing(0, () => new Error('enough')).add(Uint8Array.of(1))).toThrow('enough');
});
