import { Builder } from 'flatbuffers';

/** Files of events as cameras and simulators write them, from the descriptions of their formats. */

/** An event of a camera: us, and 1 for a pixel that became brighter. */
export interface CameraEvent {
  readonly us: number;
  readonly x: number;
  readonly y: number;
  readonly polarity: 0 | 1;
}

export const bytesOf = (...parts: readonly (string | readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? new TextEncoder().encode(part) : part)]));

/** A whole number in so many bytes, the lowest first. */
export const little = (width: number, value: number): readonly number[] =>
  Array.from({ length: width }, (_, k) => Math.floor(value / 256 ** k) % 256);
const big = (width: number, value: number): readonly number[] => little(width, value).toReversed();

export const nMnistFile = (events: readonly CameraEvent[]): Uint8Array =>
  bytesOf(...events.map(({ us, x, y, polarity }) => [x, y, polarity * 128 + (us >> 16), (us >> 8) & 255, us & 255]));

export const datFile = (events: readonly CameraEvent[], width = 304, height = 240): Uint8Array =>
  bytesOf(
    `% Data file containing CD events.\n% Version 2\n% Width ${width}\n% Height ${height}\n`,
    [0, 8],
    ...events.map(({ us, x, y, polarity }) => [...little(4, us), ...little(4, x + y * 2 ** 14 + polarity * 2 ** 28)]),
  );

/** A time word before each event, as a camera sends them again and again. */
export const evt2File = (events: readonly CameraEvent[], geometry = '% geometry 200x200\n'): Uint8Array =>
  bytesOf(
    `% evt 2.0\n${geometry}% end\n`,
    ...events.flatMap(({ us, x, y, polarity }) => [
      little(4, 0x80000000 + (Math.floor(us / 64) % 2 ** 28)),
      little(4, polarity * 2 ** 28 + (us % 64) * 2 ** 22 + x * 2 ** 11 + y),
    ]),
  );

/** Words of 64 bits, of which the higher half is as in EVT 2.0, and the lower says which of 32 pixels; `legacy`: the higher half first. */
export const evt21File = (
  events: readonly CameraEvent[],
  how = 'EVT21;height=40;width=40',
  legacy = false,
): Uint8Array =>
  bytesOf(
    `% format ${how}\n% end\n`,
    ...events.flatMap(({ us, x, y, polarity }) => {
      const time = 0x80000000 + (Math.floor(us / 64) % 2 ** 28);
      const word = polarity * 2 ** 28 + (us % 64) * 2 ** 22 + (x & ~31) * 2 ** 11 + y;
      const halves = [
        [0, time],
        [2 ** (x % 32), word],
      ].map((pair) => pair.map((half) => little(4, half)));
      return halves.flatMap(([low, high]) => (legacy ? [high!, low!] : [low!, high!]));
    }),
  );

/** Words of 16 bits: their type, and 12 bits. */
export const evt3Words = (...words: readonly (readonly [type: number, bits: number])[]): Uint8Array =>
  bytesOf(...words.map(([type, bits]) => little(2, type * 4096 + bits)));

export const evt3Header = '% evt 3.0\n% format EVT3;height=200;width=200\n% end\n';

export const evt3File = (events: readonly CameraEvent[]): Uint8Array =>
  bytesOf(
    evt3Header,
    ...events.map(({ us, x, y, polarity }) =>
      evt3Words([8, Math.floor(us / 4096) % 4096], [6, us % 4096], [0, y], [2, polarity * 2048 + x]),
    ),
  );

export const aedat2File = (events: readonly CameraEvent[], chip: 'dvs128' | 'davis240' = 'dvs128'): Uint8Array =>
  bytesOf(
    '#!AER-DAT2.0\r\n# This is a raw AE data file - do not edit\r\n# Timestamps tick is 1 us\r\n',
    ...events.map(({ us, x, y, polarity }) => [
      ...big(4, chip === 'dvs128' ? y * 256 + x * 2 + polarity : y * 2 ** 22 + x * 2 ** 12 + polarity * 2 ** 11),
      ...big(4, us),
    ]),
  );

/** Packets of at most so many events, and one of another kind of event before each. */
export const aedat3File = (events: readonly CameraEvent[], most = 3): Uint8Array => {
  const packet = (type: number, width: number, turns: number, parts: readonly (readonly number[])[]): Uint8Array =>
    bytesOf(
      [...little(2, type), ...little(2, 1)],
      ...[width, 4, turns, parts.length, parts.length, parts.length].map((field) => little(4, field)),
      ...parts,
    );
  const packets = Array.from({ length: Math.ceil(events.length / most) }, (_, k) => {
    const some = events.slice(k * most, (k + 1) * most);
    const turns = Math.floor((some[0]?.us ?? 0) / 2 ** 31);
    return bytesOf(
      packet(0, 8, turns, [[...little(4, 3), ...little(4, 0)]]),
      packet(
        1,
        8,
        turns,
        some.map(({ us, x, y, polarity }) => [
          ...little(4, 1 + 2 * polarity + 4 * y + x * 2 ** 17),
          ...little(4, us - turns * 2 ** 31),
        ]),
      ),
    );
  });
  return bytesOf(
    '#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#Start-Time: 2016-01-01 00:00:00 (TZ+0100)\r\n#!END-HEADER\r\n',
    ...packets,
  );
};

/** How packets are compressed: the number that a header says, and what does it. */
export interface Compression {
  readonly kind: number;
  readonly pack: (bytes: Uint8Array) => Uint8Array;
}
const none: Compression = { kind: 0, pack: (bytes) => bytes };

/** A frame of zstd whose one block is stored as it is. https://www.rfc-editor.org/rfc/rfc8878 */
export const zstdFrame = (bytes: Uint8Array): Uint8Array =>
  bytesOf([0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...little(4, bytes.length), ...little(3, bytes.length * 8 + 1)], bytes);

/** Packets of at most so many events, and one of another kind before each; with a table at the end where `table`. Flatbuffers are by Google's builder. */
export const aedat4File = (
  events: readonly CameraEvent[],
  { kind, pack }: Compression = none,
  table = true,
  [width, height] = [40, 40],
  most = 3,
): Uint8Array => {
  const first = '#!AER-DAT4.0\r\n';
  const packet = (stream: number, content: Uint8Array): Uint8Array => {
    const packed = pack(content);
    return bytesOf([...little(4, stream), ...little(4, packed.length)], packed);
  };
  const packets = Array.from({ length: Math.ceil(events.length / most) }, (_, k) => [
    packet(
      1,
      flat('IMUS', () => undefined),
    ),
    packet(0, eventPacket(events.slice(k * most, (k + 1) * most))),
    packet(2, eventPacket([{ us: 5, x: 0, y: 0, polarity: 0 }])),
  ]).flat();
  const header = (end: number): Uint8Array =>
    flat('IOHE', (builder) => {
      const info = builder.createString(
        `<dv><attr key="sizeX" type="int">${width}</attr><attr key="sizeY" type="int">${height}</attr></dv>`,
      );
      builder.startObject(3);
      builder.addFieldInt32(0, kind, 0);
      builder.addFieldInt64(1, BigInt(end), -1n);
      builder.addFieldOffset(2, info, 0);
    });
  const whole = bytesOf(first, header(1), ...packets);
  return table
    ? bytesOf(
        first,
        header(whole.length),
        ...packets,
        flat('FTAB', () => undefined),
      )
    : bytesOf(first, header(-1), ...packets);
};

/** A flatbuffer with its length before it; without fields where none are given. */
const flat = (kind: string, fill: (builder: Builder) => void): Uint8Array => {
  const builder = new Builder(64);
  fill(builder);
  // `fill` has begun the table where it has fields.
  if (!(builder as unknown as { readonly isNested: boolean }).isNested) builder.startObject(0);
  builder.finishSizePrefixed(builder.endObject(), kind);
  return builder.asUint8Array();
};

const begun = 1_600_000_000_000_000;
const eventPacket = (events: readonly CameraEvent[]): Uint8Array =>
  flat('EVTS', (builder) => {
    builder.startVector(16, events.length, 8);
    for (const { us, x, y, polarity } of events.toReversed()) {
      builder.prep(8, 16);
      builder.pad(3);
      builder.writeInt8(polarity);
      builder.writeInt16(y);
      builder.writeInt16(x);
      builder.writeInt64(BigInt(begun + us));
    }
    const elements = builder.endVector();
    builder.startObject(1);
    builder.addFieldOffset(0, elements, 0);
  });
