import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import lz4 from 'lz4js';
import { describe, expect, test } from 'vitest';
import { fromLz4 } from '../../src/io/lz4.js';
import { xxh32 } from '../../src/io/xxh32.js';
import { quickLaw } from '../support/law.js';

const most = 2 ** 20;
const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

// https://github.com/Cyan4973/xxHash, and as in other implementations
test.each([
  ['', 0x02cc5d05],
  ['abc', 0x32d153ff],
  ['Nobody inspects the spammish repetition', 0xe2293b2f],
])("xxh32 of '%s'", (text, sum) => {
  expect(xxh32(encoded(text))).toBe(sum);
});

describe('an LZ4 frame', () => {
  // By the program lz4 1.9.4: -1 -B4 -BD; -9 -B4 -BX --content-size; -1 -B4 --no-frame-crc
  const folder = join(import.meta.dirname, 'support', 'lz4');
  const frames = ['linked', 'checked', 'unchecked'].map(
    (name) => new Uint8Array(readFileSync(join(folder, `${name}.lz4`))),
  );

  const plain = encoded('0123456789abcdef'.repeat(6000));

  test('of several blocks, which may refer to each other, is what was packed', () => {
    for (const frame of frames) expect(Buffer.from(fromLz4(frame, most)).equals(plain)).toBe(true);
    expect(() => fromLz4(frames[0]!, plain.length - 1)).toThrow('at most 95999 bytes');
  });

  test('with a changed byte is refused where it has checksums, or has the same contents all the same', () => {
    for (const frame of frames.slice(0, 2)) {
      let refused = 0;
      for (let place = 0; place < frame.length; place++) {
        const changed = frame.slice();
        changed[place]! ^= 4;
        try {
          expect(Buffer.from(fromLz4(changed, most)).equals(plain), `byte ${place}`).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          refused++;
        }
      }
      expect(refused).toBeGreaterThan(frame.length - 10);
    }
  });

  test('whose block ends within a copy is refused, whatever follows it', () => {
    const [magic, flags] = [
      [0x04, 0x22, 0x4d, 0x18],
      [0x60, 0x40],
    ];
    const frame = [
      ...magic,
      ...flags,
      (xxh32(Uint8Array.from(flags)) >>> 8) & 255,
      3,
      0,
      0,
      0,
      0x10,
      97,
      1,
      0,
      0,
      0,
      0,
    ];
    expect(() => fromLz4(Uint8Array.from(frame), most)).toThrow('more of a block');
  });

  quickLaw(
    'of another writer is what was packed; changed or cut short it is refused, or read to its end',
    [fc.array(fc.nat(3)), fc.nat(), fc.nat(255), fc.nat()],
    (bytes, place, value, cut) => {
      const frame = lz4.compress(Uint8Array.from(bytes));
      expect([...fromLz4(frame, most)]).toEqual(bytes);
      const changed = frame.slice();
      changed[place % frame.length] = value;
      for (const damaged of [changed, frame.slice(0, cut % frame.length)])
        try {
          fromLz4(damaged, most);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
    },
  );
});
