/** Bytes that are added at the end. */
export interface Growing {
  readonly length: () => number;
  readonly add: (bytes: Uint8Array) => void;
  /** Adds so many bytes that stand so far back; false where there are none. */
  readonly copy: (back: number, count: number) => boolean;
  readonly bytes: () => Uint8Array;
}

/** Room for bytes that grows with them; more than `most` are an error. */
export const growing = (most = Infinity, tooMany = (): Error => new RangeError(`more than ${most} bytes`)): Growing => {
  let [room, used] = [new Uint8Array(1024), 0];
  const grow = (count: number): void => {
    if (used + count > most) throw tooMany();
    if (used + count <= room.length) return;
    const larger = new Uint8Array(Math.max(used + count, 2 * room.length));
    larger.set(room);
    room = larger;
  };
  return {
    length: () => used,
    add: (bytes) => {
      grow(bytes.length);
      room.set(bytes, used);
      used += bytes.length;
    },
    copy: (back, count) => {
      if (back === 0 || back > used) return false;
      grow(count);
      // Byte by byte, as a copy may reach into itself.
      for (let k = 0; k < count; k++, used++) room[used] = room[used - back]!;
      return true;
    },
    bytes: () => room.slice(0, used),
  };
};
