import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { decompress } from 'fzstd';
import lz4 from 'lz4js';
import { describe, expect, test } from 'vitest';
import { explain, isLeft, type Tensor } from '../../src/index.js';
import { tried } from '../../src/core/either.js';
import { aedat, nMnist, prophesee, type AedatOptions } from '../../src/events.js';
import { law } from '../support/law.js';
import {
  aedat2File,
  aedat3File,
  aedat4File,
  bytesOf,
  datFile,
  evt21File,
  evt2File,
  evt3Header,
  evt3Words,
  nMnistFile,
  zstdFrame,
  type CameraEvent,
  type Compression,
} from './support/files.js';
import { cut, events, formats, spikes } from './support/formats.js';

/** What the events are by the rule: those of a step together. */
const expected = (some: readonly CameraEvent[]): readonly (readonly number[])[] => {
  const counts = new Map<string, number>();
  for (const { us, x, y, polarity } of some) {
    const key = [Math.floor(us / 1000), polarity, y, x].join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => [...key.split(',').map(Number), count]).toSorted(byPlace);
};
const byPlace = (a: readonly number[], b: readonly number[]): number => {
  const first = a.findIndex((value, k) => value !== b[k]);
  return first < 0 ? 0 : a[first]! - b[first]!;
};

describe.each(Object.entries(formats))('a file of %s', (_, { read, file, us }) => {
  law(
    'gives its events in their steps, however it is cut into chunks',
    [events, fc.array(fc.nat(), { maxLength: 5 })],
    (some, places) => {
      const bytes = file(some);
      const want = expected(some);
      expect(spikes(read(bytes, { together: 'count' })(1))).toEqual(want);
      expect(spikes(read(cut(bytes, places), { together: 'count' })(1))).toEqual(want);
      expect(spikes(read(bytes)(1))).toEqual(want.map((spike) => [...spike.slice(0, -1), 1]));
    },
  );

  test('may have both polarities as one', () => {
    const bytes = file([{ us: 10, x: 1, y: 2, polarity: 1 }]);
    const [first] = [...read(bytes, { polarity: 'merged' })(1)];
    expect([first?.shape[0], spikes([first!])]).toEqual([1, [[0, 0, 2, 1, 1]]]);
  });

  test('that is cut short within an event is a fault that says where', () => {
    const bytes = file([{ us: 10, x: 1, y: 2, polarity: 1 }]);
    if (us === 2 ** 24) return; // Half an event of EVT 3.0 is whole words.
    expect(() => [...read(bytes.subarray(0, -1))(1)]).toThrow(/at byte \d+ must be .*: the file is cut short/);
  });

  test('ends with its last event, or when it is told', () => {
    const bytes = file([{ us: 2500, x: 1, y: 2, polarity: 0 }]);
    expect([[...read(bytes)(1)].length, [...read(bytes)(0.1)].length]).toEqual([3, 26]);
    expect([[...read(bytes, { duration: 10 })(1)].length, [...read(bytes, { duration: 2 })(1)].length]).toEqual([
      10, 2,
    ]);
    expect(spikes(read(bytes, { from: 2 })(1))).toEqual([[0, 0, 2, 1, 1]]);
  });
});

test('a fault names the file, where its name was given', async () => {
  const file = Uint8Array.of(1, 2, 128, 3, 232, 40, 0, 0, 0, 0);
  const sentence = "nMnist 'a.bin': event at byte 5 must be within 34 x 34 pixels, got x 40, y 0";
  expect(() => [...nMnist(file, { name: 'a.bin' })(1)]).toThrow(sentence);
  const later = nMnist(Readable.from([file]), { name: 'a.bin' })(1);
  const read = async () => {
    for await (const _ of later);
  };
  await expect(read()).rejects.toThrow(sentence);
});

describe('the clock of a camera', () => {
  test.each(['DAT', 'EVT 2.0', 'EVT 2.1', 'EVT 3.0', 'AEDAT 2.0'])('of %s goes on where its bits turn over', (name) => {
    const { read, file, us } = formats[name]!;
    const at = (time: number): CameraEvent => ({ us: time, x: 0, y: 0, polarity: 0 });
    const source = read(file([at(us - 1000), at(500)]), { from: (us - 2000) / 1000 });
    expect(spikes(source(1)).map(([step]) => step)).toEqual([1, 2]);
  });

  test('of N-MNIST goes on by its markers, which are no events', () => {
    const marker = { us: 0, x: 0, y: 240, polarity: 0 } as const;
    const bytes = nMnistFile([{ us: 8000, x: 3, y: 4, polarity: 1 }, marker, { us: 100, x: 5, y: 6, polarity: 0 }]);
    expect(spikes(nMnist(bytes)(1))).toEqual(
      [
        [8, 0, 6, 5, 1],
        [8, 1, 4, 3, 1],
      ].toSorted(byPlace),
    );
  });

  test('of AEDAT 3.1 goes on by its turns', () => {
    const bytes = aedat3File([{ us: 2 ** 31 + 1500, x: 3, y: 4, polarity: 1 }]);
    expect(spikes(aedat(bytes, { from: 2 ** 31 / 1000 })(1))).toEqual([[1, 1, 4, 3, 1]]);
  });
});

describe('EVT 3.0', () => {
  const read = (...words: readonly (readonly [number, number])[]) =>
    spikes(prophesee(bytesOf(evt3Header, evt3Words(...words)))(1)).map(([, polarity, y, x]) => [polarity, y, x]);

  test('has vectors of 12 and of 8, one after the other', () => {
    expect(read([8, 0], [6, 5], [0, 7], [3, 2048 + 100], [4, 0b100000000001], [5, 0b10000010], [5, 1])).toEqual([
      [1, 7, 100],
      [1, 7, 111],
      [1, 7, 113],
      [1, 7, 119],
      [1, 7, 120],
    ]);
  });

  test('has words of other kinds, which are no events, and nothing before its first time', () => {
    expect(read([2, 9], [8, 0], [6, 1], [0, 1], [10, 1], [14, 3], [15, 7], [7, 1], [2, 5])).toEqual([[0, 1, 5]]);
  });
});

describe('AEDAT 4', () => {
  const shifted = (some: readonly CameraEvent[]): readonly CameraEvent[] =>
    some.map((event) => ({ ...event, us: event.us - some[0]!.us }));
  const ways: Readonly<Record<string, { readonly compression: Compression; readonly options: AedatOptions }>> = {
    'not compressed': { compression: { kind: 0, pack: (bytes) => bytes }, options: {} },
    'compressed by LZ4': { compression: { kind: 1, pack: lz4.compress }, options: {} },
    'as zstd': { compression: { kind: 4, pack: zstdFrame }, options: { zstd: (bytes) => decompress(bytes) } },
  };

  describe.each(Object.entries(ways))('%s', (_, { compression, options }) => {
    law(
      'gives the events of its first stream, from the first of them on, however it is cut into chunks',
      [events, fc.array(fc.nat(), { maxLength: 5 }), fc.boolean()],
      (some, places, table) => {
        const bytes = aedat4File(some, compression, table);
        const want = expected(shifted(some));
        expect(spikes(aedat(bytes, { together: 'count', ...options })(1))).toEqual(want);
        expect(spikes(aedat(cut(bytes, places), { together: 'count', ...options })(1))).toEqual(want);
      },
    );

    const some = Array.from({ length: 7 }, (_, k): CameraEvent => ({ us: 100 * k, x: k, y: 1, polarity: 1 }));
    const bytes = aedat4File(some, compression);

    test('cut short anywhere is a fault that says where', () => {
      for (let length = 14; length < bytes.length - 20; length += 3)
        expect(() => [...aedat(bytes.subarray(0, length), options)(1)]).toThrow(/at byte \d+ must be .*cut short/);
    });

    // What is said of a damaged frame of zstd, and whether it is, is for fzstd.
    if (compression.kind < 3)
      test('with any byte changed is read or refused in good order', () => {
        for (let place = 14; place < bytes.length; place++) {
          const changed = bytes.slice();
          changed[place]! ^= 0xff;
          const read = tried(() => [...aedat(changed, { ...options, duration: 100 })(1)]);
          if (isLeft(read))
            expect(read.left.map(explain).join(), `byte ${place}`).toMatch(/^aedat: .+ must be .+, got /);
        }
      });
  });

  test.each<readonly [string, Compression, string]>([
    [
      'zstd without its function',
      { kind: 3, pack: zstdFrame },
      'compression must be none or LZ4, or undone by the option zstd: (bytes) => ..., got ZSTD',
    ],
    ['another compression', { kind: 9, pack: (bytes) => bytes }, 'compression must be none, LZ4 or ZSTD'],
    [
      'data that are not compressed',
      { kind: 1, pack: (bytes) => bytes },
      'must be data compressed by LZ4, got an error',
    ],
  ])('%s is a fault', (_, compression, sentence) => {
    const bytes = aedat4File([{ us: 1, x: 1, y: 1, polarity: 1 }], compression);
    expect(() => [...aedat(bytes)(1)]).toThrow(sentence);
  });

  test('whose header says no pixels takes them as an option', () => {
    const bytes = aedat4File([{ us: 1, x: 1, y: 2, polarity: 1 }], undefined, true, [0, 0]);
    expect(() => [...aedat(bytes)(1)]).toThrow(/within 0 x 0 pixels/);
    expect(spikes(aedat(bytes, { pixels: [3, 3] })(1))).toEqual([[0, 1, 2, 1, 1]]);
  });
});

describe('a file of another kind', () => {
  test.each<readonly [string, () => Iterable<Tensor>, string]>([
    [
      'EVT 4',
      () => prophesee(bytesOf('% evt 4\n% geometry 2x2\n% end\n'))(1),
      'format must be EVT 2.0, 2.1, 3.0 or DAT, as the header says, got EVT 4',
    ],
    [
      'EVT 2.1 with its halves exchanged',
      () =>
        prophesee(evt21File([{ us: 9, x: 30, y: 1, polarity: 1 }], 'EVT21;height=40;width=40', true), {
          endianness: 'little',
        })(1),
      "must be of a known type (option endianness: 'legacy' reads words whose higher half comes first), got type 4",
    ],
    [
      'no size',
      () => prophesee(evt2File([], ''))(1),
      'header must be one with width and height (or the option pixels), got',
    ],
    [
      'wide events',
      () => prophesee(bytesOf('% Data file containing CD events.\n% Width 2\n% Height 2\n', [12, 16]))(1),
      'must be 8 bytes, got 16',
    ],
    [
      'outside',
      () => prophesee(datFile([{ us: 0, x: 5, y: 1, polarity: 0 }], 4, 4))(1),
      'event at byte 69 must be within 4 x 4 pixels, got x 5, y 1',
    ],
    ['AEDAT 1', () => aedat(new Uint8Array(12))(1), 'got 1.0'],
    [
      'a packet of no sense',
      () => aedat(bytesOf('#!AER-DAT3.1\r\n#!END-HEADER\r\n', new Uint8Array(28)))(1),
      'packet at byte 28 must be of positive sizes',
    ],
    [
      'a compressed packet',
      () => aedat(bytesOf('#!AER-DAT3.1\r\n#!END-HEADER\r\n', [1, 0x80], new Uint8Array(26)))(1),
      'aedat: packet at byte 28 must be uncompressed (#Format: RAW; export it so), got compressed',
    ],
    [
      'triggers',
      () => prophesee(bytesOf('% Data file containing Ext Trigger events.\n% Width 2\n% Height 2\n', [14, 8]))(1),
      'prophesee: type of the events at byte 64 must be that of pixels, 0 or 12, got 14',
    ],
  ])('%s', (_, read, sentence) => {
    expect(() => [...read()]).toThrow(sentence);
  });

  test('a pixel that looks like a line of the header is an event', () => {
    // 0x23 is '#', and 140 << 22 begins with it.
    const bytes = aedat2File([{ us: 10, x: 2, y: 140, polarity: 0 }], 'davis240');
    expect(spikes(aedat(bytes, { chip: 'davis240' })(1))).toEqual([[0, 0, 140, 2, 1]]);
  });
});
