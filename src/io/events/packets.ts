import { joined, wrong, type Decoder, type Found } from './events.js';

/** Packets that say how long they are. */
interface Packets {
  /** Of the bytes that are there, which begin at a byte of the file; undefined: it is not said yet. */
  readonly lengthOf: (bytes: DataView, byte: number) => number | undefined;
  readonly read: (packet: Uint8Array, byte: number, found: Found) => void;
  /** Whether none follow a byte; what else there is in the file is passed over. */
  readonly isOver?: (byte: number) => boolean;
  /** What has to follow; undefined: the file may end. */
  readonly awaited?: () => string | undefined;
}

/** Reads packets, whichever way the bytes are cut. */
export const packets = (
  format: string,
  start: number,
  { lengthOf, read, isOver = () => false, awaited = () => undefined }: Packets,
): Pick<Decoder, 'push' | 'end'> => {
  let held: Uint8Array = new Uint8Array(0);
  let byte = start;
  const next = (): number | undefined => {
    const length = isOver(byte) ? undefined : lengthOf(new DataView(held.buffer, held.byteOffset, held.length), byte);
    return length === undefined || length > held.length ? undefined : length;
  };
  return {
    push: (chunk, found) => {
      if (isOver(byte)) return;
      held = joined(held, chunk);
      for (let length = next(); length !== undefined; length = next()) {
        const packet = held.subarray(0, length);
        held = held.subarray(length);
        byte += length;
        read(packet, byte - length, found);
      }
    },
    end: () => {
      const what = awaited() ?? (held.length > 0 ? 'packet' : undefined);
      if (what !== undefined && !isOver(byte))
        throw wrong(format, `${what} at byte ${byte}`, 'whole', `${held.length} bytes: the file is cut short`);
    },
  };
};
