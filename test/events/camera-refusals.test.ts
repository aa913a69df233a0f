import { expect, test } from 'vitest';
import type { Source } from '../../src/index.js';
import { aedat, nMnist, prophesee } from '../../src/events.js';
import { bytesOf, little } from './support/files.js';
import { said } from './support/said.js';

const nothing = new Uint8Array(0);
const outside = bytesOf('% evt 2.0\n% geometry 2x3\n% end\n', little(4, 0x80000000));
const geometry = (width: number, height: number, x: number, y: number) => () =>
  prophesee(bytesOf(`% evt 2.0\n% geometry ${width}x${height}\n% end\n`, [0, 0, 0, 128], little(4, x * 2048 + y)));

test.each<readonly [string, () => Source, readonly string[]]>([
  [
    'options of nMnist that are none',
    () => nMnist(nothing, { pixel: [2, 2] } as never),
    [
      "nMnist: unknown option 'pixel': one of 'together', 'from', 'duration', 'tolerance', 'name', 'polarity', 'pixels'",
    ],
  ],
  [
    'a polarity of its own',
    () => nMnist(nothing, { polarity: 'both' as never }),
    ["nMnist: polarity must be 'apart' or 'merged', got 'both'"],
  ],
  [
    'a path',
    () => nMnist('a.bin' as never),
    [
      "nMnist: bytes must be a Uint8Array, or an iterable of them, got 'a.bin' (readFile(path) of node:fs/promises gives the bytes of a file)",
    ],
  ],
  [
    'a chunk that is none',
    () => nMnist([new Uint8Array(5), 'more' as never]),
    ["nMnist: chunk must be a Uint8Array, got 'more' (readFile(path) of node:fs/promises gives the bytes of a file)"],
  ],
  [
    'x outside, by one',
    () => nMnist(Uint8Array.of(34, 33, 0, 0, 0)),
    ['nMnist: event at byte 0 must be within 34 x 34 pixels, got x 34, y 33'],
  ],
  [
    'y outside, by one',
    () => nMnist(Uint8Array.of(0, 0, 0, 0, 0, 33, 34, 0, 0, 0)),
    ['nMnist: event at byte 5 must be within 34 x 34 pixels, got x 33, y 34'],
  ],
  [
    'an event of four bytes',
    () => nMnist(Uint8Array.of(1, 2, 3, 4, 5, 1, 2, 3, 4)),
    ['nMnist: event at byte 5 must be 5 bytes, got 4: the file is cut short'],
  ],
  [
    'an event out of order',
    () => nMnist(Uint8Array.of(1, 2, 0, 8, 0, 1, 2, 0, 0, 0)),
    ['nMnist: event 1 must be no earlier than those before it (give the events in order), got 0 ms, in step 2 already'],
  ],

  [
    'a camera that is none',
    () => aedat(nothing, { chip: 'dvs640' as never }),
    ["aedat: chip must be one of 'dvs128', 'davis240', 'davis346', got 'dvs640'"],
  ],
  [
    'a function that is none',
    () => aedat(nothing, { zstd: 'fzstd' as never }),
    ["aedat: zstd must be a function of bytes, such as decompress of fzstd, got 'fzstd'"],
  ],
  [
    'an option of aedat that is none',
    () => aedat(nothing, { zsdt: () => nothing } as never),
    [
      "aedat: unknown option 'zsdt': one of 'together', 'from', 'duration', 'tolerance', 'name', 'polarity', 'chip', 'pixels', 'zstd'",
    ],
  ],
  [
    'an empty file',
    () => aedat(nothing),
    ["aedat: version must be 2.0, 3.1 or 4.0, as the first line '#!AER-DAT2.0' says, got 1.0"],
  ],
  [
    'AEDAT 5.0',
    () => aedat(bytesOf('#!AER-DAT5.0\r\n')),
    ["aedat: version must be 2.0, 3.1 or 4.0, as the first line '#!AER-DAT2.0' says, got 5.0"],
  ],
  [
    'AEDAT 2.0, cut',
    () => aedat(bytesOf('#!AER-DAT2.0\r\n', [0, 0, 0, 0, 0, 0, 0])),
    ['aedat: event at byte 14 must be 8 bytes, got 7: the file is cut short'],
  ],

  [
    'an option of prophesee that is none',
    () => prophesee(nothing, { pixel: [2, 2] } as never),
    [
      "prophesee: unknown option 'pixel': one of 'together', 'from', 'duration', 'tolerance', 'name', 'polarity', 'pixels', 'endianness'",
    ],
  ],
  [
    'an order of halves that is none',
    () => prophesee(nothing, { endianness: 'big' as never }),
    ["prophesee: endianness must be 'little' or 'legacy', got 'big'"],
  ],
  [
    'no header',
    () => prophesee(nothing),
    ['prophesee: header must be one with width and height (or the option pixels), got 0 lines without them'],
  ],
  [
    'no header, but pixels',
    () => prophesee(nothing, { pixels: [2, 2] }),
    ['prophesee: format must be EVT 2.0, 2.1, 3.0 or DAT, as the header says, got a header of 0 lines without it'],
  ],
  [
    'a header without a format',
    () => prophesee(bytesOf('% geometry 2x2\n% date today\n% end\n')),
    ['prophesee: format must be EVT 2.0, 2.1, 3.0 or DAT, as the header says, got a header of 3 lines without it'],
  ],
  [
    'EVT 4',
    () => prophesee(bytesOf('% evt 4.0\n% geometry 2x2\n% end\n')),
    ['prophesee: format must be EVT 2.0, 2.1, 3.0 or DAT, as the header says, got EVT 4.0'],
  ],
  [
    'a width only',
    () => prophesee(bytesOf('% evt 2.0\n% width 2\n% end\n')),
    ['prophesee: header must be one with width and height (or the option pixels), got 3 lines without them'],
  ],
  [
    'a height only',
    () => prophesee(bytesOf('% evt 2.0\n% height 2\n% end\n')),
    ['prophesee: header must be one with width and height (or the option pixels), got 3 lines without them'],
  ],
  [
    'a pixel on the right',
    geometry(2, 3, 2, 2),
    ['prophesee: event at byte 35 must be within 2 x 3 pixels, got x 2, y 2'],
  ],
  ['a pixel below', geometry(2, 3, 1, 3), ['prophesee: event at byte 35 must be within 2 x 3 pixels, got x 1, y 3']],
  [
    'EVT 2.0, cut',
    () => prophesee(outside.subarray(0, -1)),
    ['prophesee: event at byte 31 must be 4 bytes, got 3: the file is cut short'],
  ],
  [
    'EVT 2.1 of an unknown type',
    () => prophesee(bytesOf('% evt 2.1\n% geometry 2x2\n% end\n', little(8, 0x20000000 * 2 ** 32))),
    [
      "prophesee: word at byte 31 must be of a known type (option endianness: 'legacy' reads words whose higher half comes first), got type 2",
    ],
  ],
  [
    'EVT 2.1, cut',
    () => prophesee(bytesOf('% evt 2.1\n% geometry 2x2\n% end\n', little(7, 0))),
    ['prophesee: event at byte 31 must be 8 bytes, got 7: the file is cut short'],
  ],
  [
    'EVT 3.0, cut',
    () => prophesee(bytesOf('% evt 3.0\n% geometry 2x2\n% end\n', [0])),
    ['prophesee: event at byte 31 must be 2 bytes, got 1: the file is cut short'],
  ],
  [
    'DAT of triggers',
    () => prophesee(bytesOf('% Data file containing CD events.\n% Width 2\n% Height 2\n', [14, 8])),
    ['prophesee: type of the events at byte 55 must be that of pixels, 0 or 12, got 14'],
  ],
  [
    'DAT of wide events',
    () => prophesee(bytesOf('% Data file containing CD events.\n% Width 2\n% Height 2\n', [0, 9])),
    ['prophesee: width of the events at byte 56 must be 8 bytes, got 9'],
  ],
  [
    'DAT, cut',
    () => prophesee(bytesOf('% Data file containing CD events.\n% Width 2\n% Height 2\n', [12, 8, 0])),
    ['prophesee: event at byte 57 must be 8 bytes, got 1: the file is cut short'],
  ],
  [
    'DAT, outside',
    () =>
      prophesee(
        bytesOf(
          '% Data file containing CD events.\n% Width 2\n% Height 2\n',
          [12, 8],
          little(8, 1),
          little(4, 1),
          little(4, 3),
        ),
      ),
    ['prophesee: event at byte 65 must be within 2 x 2 pixels, got x 3, y 0'],
  ],
])('%s is refused', (_, source, sentences) => {
  expect(said(source)).toEqual(sentences);
});

/** https://docs.prophesee.ai/stable/data/encoding_formats/evt21.html: events of 32 pixels, times, triggers, other words and what goes on from them. */
const typesOfEvt21 = new Set([0x0, 0x1, 0x8, 0xa, 0xe, 0xf]);

test.each(Array.from({ length: 16 }, (_, type) => type))('EVT 2.1 knows six of sixteen types of words: %i', (type) => {
  const file = bytesOf('% evt 2.1\n% geometry 2x2\n% end\n', little(8, type * 2 ** 60));
  const want = "of a known type (option endianness: 'legacy' reads words whose higher half comes first)";
  expect(said(() => prophesee(file))).toEqual(
    typesOfEvt21.has(type) ? [] : [`prophesee: word at byte 31 must be ${want}, got type ${type}`],
  );
});
