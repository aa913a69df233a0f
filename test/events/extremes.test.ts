import { describe, expect, test } from 'vitest';
import type { Source } from '../../src/index.js';
import { aedat, nMnist, prophesee, type AedatOptions, type CameraOptions } from '../../src/events.js';
import { unwrapping } from '../../src/io/events/clock.js';
import { bytesOf } from './support/files.js';
import { spikes } from './support/formats.js';

/** What one event says: its time in us, its polarity, y and x. */
type Said = readonly [us: number, polarity: number, y: number, x: number];
type Read = (bytes: Uint8Array, options: CameraOptions) => Source;

/** The bytes of a file as hexadecimals, after its lines. */
const hex = (lines: string, digits: string): Uint8Array =>
  bytesOf(
    lines,
    digits.split(' ').map((pair) => Number.parseInt(pair, 16)),
  );

const dat = (width: number, height: number, digits: string) =>
  hex(`% Data file containing CD events.\n% Width ${width}\n% Height ${height}\n`, digits);
const raw = (version: string, width: number, height: number, digits: string) =>
  hex(`% evt ${version}\n% geometry ${width}x${height}\n% end\n`, digits);
const jaer = (digits: string) => hex('#!AER-DAT2.0\r\n', digits);
const caer = (digits: string) => hex('#!AER-DAT3.1\r\n#!END-HEADER\r\n', digits);
const of =
  (chip: AedatOptions['chip']): Read =>
  (bytes, options) =>
    aedat(bytes, { ...options, ...(chip !== undefined && { chip }) });

/** The head of a packet of AEDAT 3.1 of one event: polarity, source 0, 8 bytes, its time from byte 4, turns; capacity, number and valid ones. */
const head = (turns: string) => `01 00 00 00 08 00 00 00 04 00 00 00 ${turns} 01 00 00 00 01 00 00 00 01 00 00 00`;

/** Files of one event, worked out by hand from the descriptions of their formats: each field at its most, and at its least beside it. */
const files: readonly (readonly [string, Read, Uint8Array, Said])[] = [
  // x, y, then 1 bit of polarity and 23 of time, the highest byte first.
  [
    'N-MNIST, its time and x',
    (b, o) => nMnist(b, { ...o, pixels: [1, 256] }),
    hex('', 'ff 00 7f ff ff'),
    [8388607, 0, 0, 255],
  ],
  [
    'N-MNIST, its polarity and the y above the marker',
    (b, o) => nMnist(b, { ...o, pixels: [256, 1] }),
    hex('', '00 ff 80 00 00'),
    [0, 1, 255, 0],
  ],
  [
    'N-MNIST, the y below the marker',
    (b, o) => nMnist(b, { ...o, pixels: [240, 1] }),
    hex('', '00 ef 00 01 00'),
    [256, 0, 239, 0],
  ],
  [
    'N-MNIST, after two markers',
    nMnist,
    hex('', '05 f0 00 00 00 00 f0 ff ff ff 21 21 01 00 00'),
    [2 * 8192 + 65536, 0, 33, 33],
  ],
  // 32 bits of time; 14 of x, 14 of y, 4 of polarity.
  ['DAT, its time and x', prophesee, dat(16384, 1, '00 08 ff ff ff ff ff 3f 00 00'), [2 ** 32 - 1, 0, 0, 16383]],
  ['DAT, its polarity and y', prophesee, dat(1, 16384, '0c 08 00 00 00 00 00 c0 ff 1f'), [0, 1, 16383, 0]],
  // A word of 28 bits of time; then 6 bits of time, 11 of x, 11 of y; the highest 4 are the type.
  ['EVT 2.0, its time and x', prophesee, raw('2.0', 2048, 1, 'ff ff ff 8f 00 f8 ff 0f'), [2 ** 34 - 1, 0, 0, 2047]],
  ['EVT 2.0, its polarity and y', prophesee, raw('2', 1, 2048, '00 00 00 80 ff 07 00 10'), [0, 1, 2047, 0]],
  // The same in the higher half of 64 bits; the lower says which of 32 pixels.
  [
    'EVT 2.1, its time, and the last of 32 pixels',
    prophesee,
    raw('2.1', 2048, 1, '00 00 00 00 ff ff ff 8f 00 00 00 80 00 00 ff 0f'),
    [2 ** 34 - 1, 0, 0, 2047],
  ],
  [
    'EVT 2.1, its polarity and y, and the first of 32 pixels',
    prophesee,
    raw('21', 1, 2048, '00 00 00 00 00 00 00 80 01 00 00 00 ff 07 00 10'),
    [0, 1, 2047, 0],
  ],
  // Words of 16 bits: the higher and the lower 12 bits of time, 11 of y, 1 of polarity and 11 of x; the highest 4 are the type.
  ['EVT 3.0, its time and x', prophesee, raw('3.0', 2048, 1, 'ff 8f ff 6f 00 00 ff 27'), [2 ** 24 - 1, 0, 0, 2047]],
  ['EVT 3.0, its polarity and y', prophesee, raw('3', 1, 2048, '00 80 00 60 ff 07 00 28'), [0, 1, 2047, 0]],
  ['EVT 3.0, the last of a vector of 12', prophesee, raw('3', 12, 1, '00 80 00 38 00 48'), [0, 1, 0, 11]],
  [
    'EVT 3.0, the last of a vector of 8, beside bits that are none of it',
    prophesee,
    raw('3', 8, 1, '00 80 00 30 80 5f'),
    [0, 0, 0, 7],
  ],
  // An address and a time, the highest byte first. DVS128: 7 bits of y, 7 of x, the polarity.
  ['AEDAT 2.0 of a DVS128, its x and y', of(undefined), jaer('00 00 7f fe ff ff ff ff'), [2 ** 32 - 1, 0, 127, 127]],
  ['AEDAT 2.0 of a DVS128, its polarity', of('dvs128'), jaer('00 00 00 01 00 00 01 00'), [256, 1, 0, 0]],
  // DAVIS: 9 bits of y, 10 of x, the polarity, and a bit that makes it an event of another kind.
  ['AEDAT 2.0 of a DAVIS240, its x and y', of('davis240'), jaer('2c ce f3 ff 00 00 00 01'), [1, 0, 179, 239]],
  ['AEDAT 2.0 of a DAVIS346, its x and y', of('davis346'), jaer('40 d5 98 00 00 00 00 01'), [1, 1, 259, 345]],
  // 31 bits of time; 15 bits of x, 15 of y, the polarity, and a bit that says that it is valid.
  [
    'AEDAT 3.1, its time and x',
    of('davis346'),
    caer(`${head('00 00 00 00')} 01 00 b2 02 ff ff ff 7f`),
    [2 ** 31 - 1, 0, 0, 345],
  ],
  [
    'AEDAT 3.1, its polarity and y, after a turn',
    of('davis346'),
    caer(`${head('01 00 00 00')} 0f 04 00 00 00 00 00 00`),
    [2 ** 31, 1, 259, 0],
  ],
];

describe('the one event of a file, worked out by hand', () => {
  test.each(files)('%s, is read as it is', (_, read, bytes, [us, polarity, y, x]) => {
    // Steps of 1 us; the event is in the third of them.
    const source = read(bytes, { from: (us - 2.5) / 1000, duration: 0.005 });
    expect(spikes(source(0.001))).toEqual([[2, polarity, y, x, 1]]);
  });

  test.each(files)('%s, is none of the darker pixels where both are one', (_, read, bytes, [us, __, y, x]) => {
    const source = read(bytes, { from: (us - 2.5) / 1000, duration: 0.005, polarity: 'merged' });
    expect(spikes(source(0.001))).toEqual([[2, 0, y, x, 1]]);
  });
});

test.each<readonly [string, Read, Uint8Array]>([
  ['an address of a DVS128 that is none of a pixel', of('dvs128'), jaer('00 00 80 00 00 00 00 00')],
  ['an address of a DAVIS with its highest bit', of('davis240'), jaer('80 00 00 00 00 00 00 00')],
  ['an address of a DAVIS with the bit of other events', of('davis346'), jaer('00 00 04 00 00 00 00 00')],
  ['an event of AEDAT 3.1 that is not valid', of('dvs128'), caer(`${head('00 00 00 00')} 02 00 00 00 00 00 00 00`)],
  [
    'a packet of AEDAT 3.1 of other events',
    of('dvs128'),
    caer(head('00 00 00 00').replace('01', '02') + ' 00'.repeat(8)),
  ],
  ['an event of EVT 2.0 before the first time', prophesee, raw('2.0', 4, 4, '00 00 00 10')],
  ['an event of EVT 2.1 before the first time', prophesee, raw('2.1', 4, 4, '01 00 00 00 00 00 00 10')],
  ['an event of EVT 3.0 before the first time', prophesee, raw('3.0', 4, 4, '00 60 00 20')],
  ['a word of EVT 2.0 that is no event', prophesee, raw('2.0', 4, 4, '00 00 00 80 00 00 00 a0 00 00 00 20')],
  [
    'a word of EVT 2.1 that is no event',
    prophesee,
    raw('2.1', 4, 4, 'ff 00 00 00 00 00 00 80 ff 00 00 00 00 00 00 a0'),
  ],
  ['an empty file of N-MNIST', nMnist, new Uint8Array(0)],
  ['a file of DAT that ends with its header', prophesee, dat(4, 4, '00 08')],
  ['a file of EVT that ends with its header', prophesee, bytesOf('% evt 2.0\n% geometry 4x4\n% end\n')],
  ['a file of AEDAT 2.0 that ends with its header', of('dvs128'), bytesOf('#!AER-DAT2.0\r\n# no events\r\n')],
  ['a file of AEDAT 3.1 that ends with its header', of('dvs128'), bytesOf('#!AER-DAT3.1\r\n#!END-HEADER\r\n')],
])('%s is no step', (_, read, bytes) => {
  expect([...read(bytes, {})(1)]).toEqual([]);
});

test('the time of EVT 3.0 begins a count of its lower bits with each new count of the higher ones', () => {
  const events = raw('3.0', 4, 1, '00 80 e8 63 00 20 01 80 01 20 02 60 02 20 01 80 03 20');
  // 1000 us; 4096, as the new higher bits come without lower ones; 4098; the same higher bits again leave the lower ones.
  const found = spikes(prophesee(events, { together: 'count' })(1));
  expect(found).toEqual([
    [1, 0, 0, 0, 1],
    [4, 0, 0, 1, 1],
    [4, 0, 0, 2, 1],
    [4, 0, 0, 3, 1],
  ]);
  const late = spikes(prophesee(events, { from: 4.0975, duration: 0.002 })(0.001));
  expect(late).toEqual([
    [0, 0, 0, 2, 1],
    [0, 0, 0, 3, 1],
  ]);
});

test('a clock turns over where it steps back by more than half a turn, each time anew; a smaller step is disorder', () => {
  const clock = unwrapping(8);
  expect([0, 7, 0, 4, 0, 5, 0, 7, 2, 2, 6].map(clock)).toEqual([0, 7, 8, 12, 8, 13, 16, 23, 26, 26, 30]);
});
