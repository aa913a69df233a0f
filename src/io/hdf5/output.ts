/** A file that is being written: bytes are only ever added, and addresses filled in where they were left open. */
export interface Output {
  /** How long the file is so far: the address of what is added next. */
  readonly end: () => number;
  /** Adds bytes at a multiple of 8, and gives their address. */
  readonly add: (bytes: Uint8Array) => number;
  readonly bytes: () => Uint8Array;
}

export const output = (): Output => {
  let [room, used] = [new Uint8Array(4096), 0];
  return {
    end: () => used,
    add: (bytes) => {
      const [at, end] = [used, used + Math.ceil(bytes.length / 8) * 8];
      if (end > room.length) {
        const larger = new Uint8Array(Math.max(end, room.length * 2));
        larger.set(room);
        room = larger;
      }
      room.set(bytes, at);
      used = end;
      return at;
    },
    bytes: () => room.slice(0, used),
  };
};

/** Numbers as they stand in the file: `[value, width in bytes]`, little-endian; texts as letters, and bytes as they are. */
export type Piece = readonly [value: number, width: 1 | 2 | 4 | 8] | string | Uint8Array;

/** No address: all bits set. */
export const nowhere: Piece = new Uint8Array(8).fill(255);

export const packed = (...pieces: readonly Piece[]): Uint8Array => {
  const parts = pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece));
  const widthOf = (part: Exclude<Piece, string>): number => (part instanceof Uint8Array ? part.length : part[1]);
  const out = new Uint8Array(parts.reduce((sum, part) => sum + widthOf(part), 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const part of parts) {
    if (part instanceof Uint8Array) out.set(part, at);
    else if (part[1] === 8) view.setBigUint64(at, BigInt(part[0]), true);
    else if (part[1] === 4) view.setUint32(at, part[0], true);
    else if (part[1] === 2) view.setUint16(at, part[0], true);
    else view.setUint8(at, part[0]);
    at += widthOf(part);
  }
  return out;
};

/** Bytes with zeros up to a multiple of 8. */
export const padded = (bytes: Uint8Array): Uint8Array => {
  const out = new Uint8Array(Math.ceil(bytes.length / 8) * 8);
  out.set(bytes);
  return out;
};
