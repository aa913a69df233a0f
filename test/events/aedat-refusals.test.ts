import { describe, expect, test } from 'vitest';
import type { Source } from '../../src/index.js';
import { aedat, type AedatOptions } from '../../src/events.js';
import { aedat4File, bytesOf, little, zstdFrame, type CameraEvent, type Compression } from './support/files.js';
import { said } from './support/said.js';

/** Packets of AEDAT 3.1 after a header of 28 bytes. */
const caer = (...packets: readonly (readonly number[])[]): Source =>
  aedat(bytesOf('#!AER-DAT3.1\r\n#!END-HEADER\r\n', ...packets));

/** The head of a packet: its type, the width of an event, where its time is in it, how often the clock has turned, and how many there are. */
const head = (type: number, width: number, offset: number, turns: number, count: number): readonly number[] => [
  ...[little(2, type), little(2, 1)].flat(),
  ...[width, offset, turns, count, count, count].flatMap((field) => little(4, field)),
];
const none = 2 ** 32 - 1;

describe('a packet of AEDAT 3.1', () => {
  test.each<readonly [string, readonly number[], readonly string[]]>([
    [
      'that is compressed',
      head(0x8001, 8, 4, 0, 0),
      ['aedat: packet at byte 28 must be uncompressed (#Format: RAW; export it so), got compressed'],
    ],
    [
      'whose events have no bytes',
      head(1, 0, 4, 0, 1),
      ['aedat: packet at byte 28 must be of positive sizes, got 1 events of 0 bytes'],
    ],
    [
      'of a number below 0',
      head(1, 8, 4, 0, none),
      ['aedat: packet at byte 28 must be of positive sizes, got -1 events of 8 bytes'],
    ],
    [
      'whose times are before its events',
      head(1, 8, none, 0, 0),
      ['aedat: packet at byte 28 must be of positive sizes, got 0 events of 8 bytes'],
    ],
    [
      'whose times end after its events',
      head(1, 8, 5, 0, 0),
      ['aedat: packet at byte 28 must be of positive sizes, got 0 events of 8 bytes'],
    ],
    [
      'of a clock that turned back',
      head(1, 8, 4, none, 0),
      ['aedat: packet at byte 28 must be of positive sizes, got 0 events of 8 bytes'],
    ],
    [
      'one event longer than is written',
      head(0, 4, 0, 0, 2 ** 24 - 6),
      ['aedat: packet at byte 28 must be of positive sizes, got 16777210 events of 4 bytes'],
    ],
    [
      'as long as is written',
      head(0, 4, 0, 0, 2 ** 24 - 7),
      ['aedat: packet at byte 28 must be whole, got 28 bytes: the file is cut short'],
    ],
    [
      'of narrow events',
      [...head(1, 7, 3, 0, 1), 0, 0, 0, 0, 0, 0, 0],
      ['aedat: packet at byte 28 must be events of 8 bytes, got 7'],
    ],
    [
      'cut in its head',
      head(1, 8, 4, 0, 0).slice(0, -1),
      ['aedat: packet at byte 28 must be whole, got 27 bytes: the file is cut short'],
    ],
    [
      'cut in its events',
      [...head(1, 8, 4, 0, 1), 1, 0, 0, 0, 0, 0, 0],
      ['aedat: packet at byte 28 must be whole, got 35 bytes: the file is cut short'],
    ],
    [
      'after another one, cut',
      [...head(0, 4, 0, 0, 1), 0, 0, 0, 0, 1],
      ['aedat: packet at byte 60 must be whole, got 1 bytes: the file is cut short'],
    ],
    [
      'with a pixel outside in its second event',
      [...head(1, 8, 4, 0, 2), ...little(8, 1), ...little(4, 1 + 128 * 4), 0, 0, 0, 0],
      ['aedat: event at byte 64 must be within 128 x 128 pixels, got x 0, y 128'],
    ],
  ])('%s is refused', (_, packet, sentences) => {
    expect(said(() => caer(packet))).toEqual(sentences);
  });

  test.each<readonly [string, readonly number[]]>([
    ['of no events', head(1, 8, 4, 0, 0)],
    ['of other events, of four bytes', [...head(0, 4, 0, 0, 1), 0, 0, 0, 0]],
    ['of wide events, their times first', [...head(1, 9, 0, 0, 1), 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])('%s is read', (_, packet) => {
    expect(said(() => caer(packet))).toEqual([]);
  });

  test('may have events of more bytes, and their times elsewhere', () => {
    const event = [...little(4, 1 + 2 + 4 * 5 + 3 * 2 ** 17), 0xff, ...little(4, 1000)];
    const steps = [...caer([...head(1, 9, 5, 0, 2), ...event, ...event])(1)];
    expect(steps.map(({ data }) => data.indexOf(1 as never))).toEqual([-1, 128 * 128 + 5 * 128 + 3]);
  });
});

const one: readonly CameraEvent[] = [{ us: 1, x: 1, y: 2, polarity: 1 }];
const first = '#!AER-DAT4.0\r\n'.length;

/** A file with some of its bytes changed, by where they are. */
const changed = (bytes: Uint8Array, changes: Readonly<Record<number, readonly number[]>>): Uint8Array => {
  const copy = bytes.slice();
  for (const [place, values] of Object.entries(changes)) copy.set(values, Number(place));
  return copy;
};
const file = aedat4File(one);
const header = new DataView(file.buffer).getInt32(first, true);
/** Where the packets begin, and the lengths of the first of them. */
const begin = first + 4 + header;
const kind: Compression = { kind: 9, pack: (bytes) => bytes };
const lz4: Compression = { kind: 1, pack: (bytes) => bytes };
const zstd: Compression = { kind: 3, pack: zstdFrame };
const place = (bytes: Uint8Array, part: string | readonly number[]): number =>
  Buffer.from(bytes).indexOf(typeof part === 'string' ? part : Buffer.from(part));
/** Where the packets end, before a table of 8 bytes and its letters, and where the header says so. */
const end = place(file, 'FTAB') - 8;
const told = place(file, little(8, end));

describe('a file of AEDAT 4.0', () => {
  test.each<readonly [string, Uint8Array, AedatOptions, readonly string[]]>([
    [
      'that ends with its first line',
      file.subarray(0, first),
      {},
      ['aedat: header at byte 14 must be whole, got 0 bytes: the file is cut short'],
    ],
    [
      'cut in the length of its header',
      file.subarray(0, first + 3),
      {},
      ['aedat: header at byte 14 must be whole, got 3 bytes: the file is cut short'],
    ],
    [
      'cut in its header',
      file.subarray(0, begin - 1),
      {},
      ['aedat: header at byte 14 must be whole, got 135 bytes: the file is cut short'],
    ],
    [
      'cut after its header',
      file.subarray(0, begin),
      {},
      ['aedat: packet at byte 150 must be whole, got 0 bytes: the file is cut short'],
    ],
    [
      'cut in the lengths of a packet',
      file.subarray(0, begin + 7),
      {},
      ['aedat: packet at byte 150 must be whole, got 7 bytes: the file is cut short'],
    ],
    [
      'with a header of a length below 0',
      changed(file, { [first]: little(4, none) }),
      {},
      ['aedat: length at byte 14 must be from 0 to 134217728, got -1: the file is damaged'],
    ],
    [
      'with a header longer than any',
      changed(file, { [first]: little(4, 2 ** 27 + 1) }),
      {},
      ['aedat: length at byte 14 must be from 0 to 134217728, got 134217729: the file is damaged'],
    ],
    [
      'with a header as long as any',
      changed(file, { [first]: little(4, 2 ** 27) }),
      {},
      ['aedat: header at byte 14 must be whole, got 296 bytes: the file is cut short'],
    ],
    [
      'with a packet of a length below 0',
      changed(file, { [begin + 4]: little(4, none) }),
      {},
      ['aedat: length at byte 154 must be from 0 to 134217728, got -1: the file is damaged'],
    ],
    [
      'of another kind',
      changed(file, { [place(file, 'IOHE')]: [0x4a] }),
      {},
      ["aedat: header at byte 14 must be of kind 'IOHE', got 'JOHE'"],
    ],
    [
      'of another compression',
      aedat4File(one, kind),
      {},
      ['aedat: compression must be none, LZ4 or ZSTD, got another'],
    ],
    [
      'whose packets are not as its header says',
      aedat4File(one, lz4),
      {},
      ['aedat: packet at byte 150 must be data compressed by LZ4, got an error: LZ4: a frame expected at byte 0'],
    ],
    [
      'of zstd, without what undoes it',
      aedat4File(one, zstd),
      {},
      ['aedat: compression must be none or LZ4, or undone by the option zstd: (bytes) => ..., got ZSTD'],
    ],
    [
      'of zstd, with what fails',
      aedat4File(one, zstd),
      {
        zstd: () => {
          throw new Error('no frame');
        },
      },
      ['aedat: packet at byte 150 must be data compressed by ZSTD, got an error: no frame'],
    ],
    [
      'of zstd, with what gives no bytes',
      aedat4File(one, zstd),
      { zstd: () => 'text' as never },
      ['aedat: zstd must be a function that gives a Uint8Array, got something else'],
    ],
    [
      'without a width',
      changed(file, { [place(file, 'sizeX')]: [0x7a] }),
      {},
      ['aedat: header must be one with sizeX and sizeY (or the option pixels), got one without them'],
    ],
    [
      'without a height',
      changed(file, { [place(file, 'sizeY')]: [0x7a] }),
      {},
      ['aedat: header must be one with sizeX and sizeY (or the option pixels), got one without them'],
    ],
    [
      'with a pixel outside',
      aedat4File([{ us: 1, x: 40, y: 39, polarity: 0 }]),
      {},
      ['aedat: event at byte 178 must be within 40 x 40 pixels, got x 40, y 39'],
    ],
    [
      'with a pixel outside of the option',
      file,
      { pixels: [2, 2] },
      ['aedat: event at byte 178 must be within 2 x 2 pixels, got x 1, y 2'],
    ],
    [
      'whose header ends within its last packet',
      changed(file, { [told]: little(4, end - 1) }),
      {},
      ['aedat: packet at byte 234 must be up to byte 289, as the header says, got up to byte 290'],
    ],
    [
      'whose header ends before its first packet',
      changed(file, { [told]: little(4, begin + 1) }),
      {},
      ['aedat: packet at byte 150 must be up to byte 151, as the header says, got up to byte 178'],
    ],
  ])('%s is refused', (_, bytes, options, sentences) => {
    expect(said(() => aedat(bytes, options))).toEqual(sentences);
  });

  test('may end after a packet where its header says no end', () => {
    const open = aedat4File(one, undefined, false);
    expect(said(() => aedat(open))).toEqual([]);
    expect(said(() => aedat(aedat4File([], undefined, false)))).toEqual([]);
  });
});
