import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromSafetensors, load } from '../../src/file.js';
import { quickLaw } from '../support/law.js';
import { raw, withChecksum } from './support/raw.js';
import { bytes } from './support/small.js';
import { said } from './support/tried.js';

describe('a damaged file', () => {
  test('cut short anywhere, or with something after it, is refused', () => {
    for (let length = 0; length < bytes.length; length++) expect(E.isLeft(load(bytes.slice(0, length)))).toBe(true);
    expect(said(load(new Uint8Array([...bytes, 0])))).toEqual([
      `file: length must be ${bytes.length} bytes, as its header says, got ${bytes.length + 1}`,
    ]);
    expect(said(load(bytes.slice(0, -1)))).toEqual([
      `file: length must be ${bytes.length} bytes, as its header says, got ${bytes.length - 1}: the file is cut short`,
    ]);
  });

  test('with any byte changed, by any of many patterns, is refused', () => {
    const patterns = [1, 2, 4, 8, 16, 32, 64, 128, 0xff, 0x55, 0xaa, 0x0f];
    const survivors: string[] = [];
    for (let place = 0; place < bytes.length; place++)
      for (const pattern of patterns) {
        const damaged = bytes.slice();
        damaged[place]! ^= pattern;
        if (E.isRight(load(damaged))) survivors.push(`byte ${place}, pattern ${pattern}`);
      }
    expect(survivors).toEqual([]);
  });

  const place = fc.nat(bytes.length - 1);
  quickLaw(
    'with anything done to it is refused, or the same network',
    [fc.array(fc.tuple(place, fc.nat(255)))],
    (edits) => {
      const damaged = bytes.slice();
      for (const [at, value] of edits) damaged[at] = value;
      const read = load(damaged);
      expect(E.isLeft(read) || damaged.every((byte, at) => byte === bytes[at])).toBe(true);
    },
  );

  quickLaw(
    'with anything done to it and a right checksum never throws',
    [fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 3 })],
    (edits) => {
      const damaged = bytes.slice();
      for (const [at, value] of edits) damaged[at] = value;
      load(withChecksum(damaged));
      load(damaged, { verify: false });
    },
  );

  quickLaw('of bytes that are no file at all is refused', [fc.uint8Array({ maxLength: 40 })], (any) => {
    expect(E.isLeft(load(any))).toBe(true);
    expect(E.isLeft(fromSafetensors(raw(any)))).toBe(any.length !== 2 || new TextDecoder().decode(any) !== '{}');
  });
});
