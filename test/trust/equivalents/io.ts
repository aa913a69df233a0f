import type { Equivalent } from './entry.js';

/** Equivalent mutants of what reads and writes files. */
export const inIo: readonly Equivalent[] = [
  {
    file: 'src/io/events/headed.ts',
    code: 'if (length < 0) return body',
    becomes: 'if (length <= 0) return body',
    reason: 'a line begins with its mark, so none has a length of 0',
  },
  {
    file: 'src/io/events/headed.ts',
    code: 'if (length < 0) return body',
    becomes: 'if (length < 1) return body',
    reason: 'a line begins with its mark, so none has a length of 0',
  },
  {
    file: 'src/io/events/evt2.ts',
    code: '[4, 0, 0]',
    becomes: '[4, 0, 1]',
    reason: 'words of 32 bits have no lower half, which is never read',
  },
  {
    file: 'src/io/events/events.ts',
    code: '2 * count',
    becomes: '(2 + 1) * count',
    reason: 'room grows by more than is needed, and only what is counted is read',
  },
  ...(
    [
      ['if (isInOrder()) return', 'if (false) return'],
      ['return true;', 'return false;'],
      ['if (time[k]! < time[k - 1]!) return', 'if (true) return'],
      ['k < count; k++', 'k <= count; k++'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/io/events/sorted.ts',
    code,
    becomes,
    reason: 'events that are in order are sorted for nothing, which keeps their order',
  })),
  ...(
    [
      ['if (count + more <= time.length) return;', 'if (count + more < time.length) return;'],
      ['if (count + more <= time.length) return;', 'if (false) return;'],
      ['2 * count', '2 / count'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/io/events/events.ts',
    code,
    becomes,
    reason: 'room is made more often than there is need to; what is in it is the same',
  })),
  ...(
    [
      ['records.ts', 'most = 1,', 'most = (1 + 1),'],
      ['evt2.ts', 'vector = 32;', 'vector = (32 + 1);'],
      ['prophesee.ts', 'evt3(of), start, 12)', 'evt3(of), start, (12 + 1))'],
      ['lines.ts', '(to >> 2) + 1', '(to >> 2) + (1 + 1)'],
      ['lines.ts', '(to >> 2) + 1', '(to << 2) + 1'],
    ] as const
  ).map(([file, code, becomes]) => ({
    file: `src/io/events/${file}`,
    code,
    becomes,
    reason: 'more room than is needed is made, and only what is counted is read',
  })),
  ...(
    [
      ['let separator = 0;', 'let separator = 1;'],
      ['fieldsFor(1)', 'fieldsFor((1 + 1))'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/io/events/lines.ts',
    code,
    becomes,
    reason: 'each line up to the first event finds its own, before any is read by it',
  })),
  ...['(1 + 1) << 16', '1 << (16 + 1)'].map((length) => ({
    file: 'src/io/events/source.ts',
    code: 'chunkLength = 1 << 16',
    becomes: `chunkLength = ${length}`,
    reason: 'a file gives the same events however it is cut into chunks',
  })),
  {
    file: 'src/io/events/packets.ts',
    code: 'if (isOver(byte)) return;',
    becomes: 'if (false) return;',
    reason: 'what follows the last packet is held, and never read',
  },
  ...(
    [
      ['exponents.has(bytes[at]!) ?', 'true ?'],
      ['count === 0 || count > 15', 'true'],
      ['count > 15', 'count >= 15'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/io/events/number-in.ts',
    code,
    becomes,
    reason: "the slower reading, which is JavaScript's own, gives the same",
  })),
  {
    file: 'src/io/events/sorted.ts',
    code: 'time[k]! < time[k - 1]!',
    becomes: 'time[k]! <= time[k - 1]!',
    reason: 'events of one time are sorted, which keeps their order',
  },
  {
    file: 'src/io/file/strided.ts',
    code: 'if (sameShape(steps, dense)) return',
    becomes: 'if (false) return',
    reason: 'numbers that lie in order are copied one by one, to the same places',
  },
  {
    file: 'src/io/file/crc.ts',
    code: '{ length: 256 }',
    becomes: '{ length: (256 + 1) }',
    reason: 'no byte is above 255, so what is behind is never read',
  },
  {
    file: 'src/io/file/numbers.ts',
    code: 'return isLittle ? bytes :',
    becomes: 'return false ? bytes :',
    reason: 'a copy of the bytes, in the order that they have, is the same',
  },
  {
    file: 'src/io/file/json.ts',
    code: 'if (inner.length === 0) return',
    becomes: 'if (false) return',
    reason: 'an array of the last axis is made of one number after the other, the same',
  },
  {
    file: 'src/io/hdf5/checksum.ts',
    code: 'new Int32Array(3)',
    becomes: 'new Int32Array((3 + 1))',
    reason: 'three words are mixed, and a fourth is never read',
  },
  {
    file: 'src/io/hdf5/checksum.ts',
    code: 'at + k < bytes.length; k++)',
    becomes: 'at + k <= bytes.length; k++)',
    reason: 'what lies behind the last byte adds nothing to its word',
  },
  {
    file: 'src/io/hdf5/filters.ts',
    code: 'k < each; k++)',
    becomes: 'k <= each; k++)',
    reason: 'one round more writes behind the end, or what the bytes that are left over then take the place of',
  },
  {
    file: 'src/io/hdf5/filters.ts',
    code: 'b < width; b++)',
    becomes: 'b <= width; b++)',
    reason: 'a byte more of each element is the first of the next one, which is written after it',
  },
  {
    file: 'src/io/hdf5/global-heap.ts',
    code: 'known.set(address, objects);',
    becomes: ';',
    reason: 'collections are remembered only to save time',
  },
  {
    file: 'src/io/hdf5/soft-links.ts',
    code: 'known.set(address, links);',
    becomes: ';',
    reason: 'links are remembered only to save time',
  },
  {
    file: 'src/io/hdf5/superblock.ts',
    code: '{ address: 8, length: 8 }',
    becomes: '{ address: (8 + 1), length: 8 }',
    reason: 'a superblock says itself how wide its numbers are',
  },
  {
    file: 'src/io/hdf5/superblock.ts',
    code: '{ address: 8, length: 8 }',
    becomes: '{ address: 8, length: (8 + 1) }',
    reason: 'a superblock says itself how wide its numbers are',
  },
  {
    file: 'src/io/hdf5/superblock.ts',
    code: 'start + signature.length <=',
    becomes: 'start - signature.length <=',
    reason: 'what lies behind the end is no signature',
  },
  {
    file: 'src/io/hdf5/tree-two.ts',
    code: 'level < depth; level++)',
    becomes: 'level <= depth; level++)',
    reason: 'the total of the root is never read: a pointer tells those of levels below',
  },
  {
    file: 'src/io/lz4.ts',
    code: '(flags & 8) !== 0',
    becomes: '(flags & (8 + 1)) !== 0',
    reason: 'a frame that names a dictionary, as the lowest bit says, is refused',
  },
  {
    file: 'src/io/inflated.ts',
    code: 'source.cancel().catch(() => undefined);',
    becomes: ';',
    reason: 'what is left of a stream that is not read on is not inflated',
  },
  {
    file: 'src/io/growing.ts',
    code: 'new Uint8Array(1024)',
    becomes: 'new Uint8Array((1024 + 1))',
    reason: 'there is room before it is needed, in other amounts',
  },
  {
    file: 'src/io/growing.ts',
    code: '2 * room.length',
    becomes: '(2 + 1) * room.length',
    reason: 'there is room before it is needed, in other amounts',
  },
  {
    file: 'src/io/growing.ts',
    code: '2 * room.length',
    becomes: '2 / room.length',
    reason: 'room is made anew whenever it is needed',
  },
  {
    file: 'src/io/growing.ts',
    code: 'if (used + count <= room.length) return;',
    becomes: 'if (false) return;',
    reason: 'room is made anew although there is some',
  },
  {
    file: 'src/io/lz4.ts',
    code: '(flags & 16) === 0',
    becomes: '(flags & (16 + 1)) === 0',
    reason: 'a frame that names a dictionary, as the lowest bit says, is refused',
  },
  {
    file: 'src/io/lz4.ts',
    code: '(flags & 4) !== 0',
    becomes: '(flags & (4 + 1)) !== 0',
    reason: 'a frame that names a dictionary, as the lowest bit says, is refused',
  },
  {
    file: 'src/io/lz4.ts',
    code: 'start === 15 ? 255 : 0;',
    becomes: 'start === 15 ? 255 : 1;',
    reason: 'a length of fewer than 15 goes on with no byte, whatever is not 255',
  },
  {
    file: 'src/io/transposed.ts',
    code: 'column < columns; column++)',
    becomes: 'column <= columns; column++)',
    reason: 'what is written behind the end of a typed array is lost',
  },
  {
    file: 'src/io/growing.ts',
    code: 'if (used + count <= room.length) return;',
    becomes: 'if (used + count < room.length) return;',
    reason: 'room that is just filled is made larger before there is need to; what is in it is the same',
  },
];
