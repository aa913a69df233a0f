import { describe, expect, test } from 'vitest';
import type { Source } from '../../src/index.js';
import { aedat, nMnist, prophesee } from '../../src/events.js';
import {
  aedat2File,
  aedat3File,
  aedat4File,
  datFile,
  evt21File,
  evt2File,
  evt3File,
  nMnistFile,
  type CameraEvent,
} from './support/files.js';
import { said } from './support/said.js';

const events: readonly CameraEvent[] = [
  { us: 500, x: 3, y: 4, polarity: 1 },
  { us: 1500, x: 1, y: 2, polarity: 0 },
];

/** The lengths of all beginnings of a file that are no shorter than its header. */
const lengths = (bytes: Uint8Array, header: number): readonly number[] =>
  Array.from({ length: bytes.length - header + 1 }, (_, k) => header + k);

/** Where the header of lines ends: behind a line that is the last of it. */
const behind = (bytes: Uint8Array, last: string): number =>
  new TextDecoder('latin1').decode(bytes).indexOf(last) + last.length;

const whole = (bytes: Uint8Array, byte: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getInt32(byte, true);

/** Where what follows each other in a file begins, from a byte on, each as long as it says. */
const begins = (bytes: Uint8Array, from: number, lengthAt: (byte: number) => number): readonly number[] => {
  const all = [from];
  while (all.at(-1)! < bytes.length) all.push(all.at(-1)! + lengthAt(all.at(-1)!));
  return all;
};

test.each<readonly [string, string, (bytes: Uint8Array) => Source, Uint8Array, number, number]>([
  ['N-MNIST', 'nMnist', nMnist, nMnistFile(events), 0, 5],
  ['DAT', 'prophesee', prophesee, datFile(events), behind(datFile(events), 'Height 240\n') + 2, 8],
  ['EVT 2.0', 'prophesee', prophesee, evt2File(events), behind(evt2File(events), '% end\n'), 4],
  ['EVT 2.1', 'prophesee', prophesee, evt21File(events), behind(evt21File(events), '% end\n'), 8],
  ['EVT 3.0', 'prophesee', prophesee, evt3File(events), behind(evt3File(events), '% end\n'), 2],
  ['AEDAT 2.0', 'aedat', aedat, aedat2File(events), behind(aedat2File(events), '1 us\r\n'), 8],
])(
  'a file of %s that ends within a record of %s says where and how much is there',
  (_, name, read, bytes, from, width) => {
    for (const length of lengths(bytes, from)) {
      const left = (length - from) % width;
      const sentence = `${name}: event at byte ${length - left} must be ${width} bytes, got ${left}: the file is cut short`;
      expect(said(() => read(bytes.subarray(0, length)))).toEqual(left === 0 ? [] : [sentence]);
    }
  },
);

describe('a file of packets that ends within one says where and how much is there', () => {
  /** What is said of a file of so many bytes, whose packets begin at these. */
  const sentence = (what: string, starts: readonly number[], length: number): string => {
    const byte = starts.findLast((start) => start <= length)!;
    return `aedat: ${what} at byte ${byte} must be whole, got ${length - byte} bytes: the file is cut short`;
  };

  test('AEDAT 3.1', () => {
    const bytes = aedat3File(events, 1);
    const header = behind(bytes, '#!END-HEADER\r\n');
    const starts = begins(bytes, header, (byte) => 28 + whole(bytes, byte + 4) * whole(bytes, byte + 20));
    for (const length of lengths(bytes, header))
      expect(said(() => aedat(bytes.subarray(0, length)))).toEqual(
        starts.includes(length) ? [] : [sentence('packet', starts, length)],
      );
  });

  test.each([true, false])('AEDAT 4.0, with a table of packets at its end: %s', (table) => {
    const bytes = aedat4File(events, undefined, table);
    const header = behind(bytes, '#!AER-DAT4.0\r\n');
    const first = (of: Uint8Array): number => header + 4 + whole(of, header);
    const bare = aedat4File(events, undefined, false);
    const end = first(bytes) + bare.length - first(bare);
    const starts = begins(bytes.subarray(0, end), first(bytes), (byte) => 8 + whole(bytes, byte + 4));
    for (const length of lengths(bytes, header)) {
      const want =
        length < first(bytes)
          ? sentence('header', [header], length)
          : length < end && (table || !starts.includes(length))
            ? sentence('packet', starts, length)
            : undefined;
      expect(said(() => aedat(bytes.subarray(0, length)))).toEqual(want === undefined ? [] : [want]);
    }
  });
});
