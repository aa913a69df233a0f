/** What each byte leaves behind: the reflected polynomial 0xedb88320 of IEEE 802.3, as in zip and PNG. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) =>
  Array.from({ length: 8 }).reduce<number>((rest) => (rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1), byte),
);

/** The CRC-32 of bytes that come in parts, one after the other. */
export const crcOf = (give: (take: (part: Uint8Array) => void) => void): number => {
  let rest = ~0;
  give((part) => {
    for (let at = 0; at < part.length; at++) rest = remainders[(rest ^ part[at]!) & 0xff]! ^ (rest >>> 8);
  });
  return ~rest >>> 0;
};

/** The CRC-32 of some bytes, one part after the other. */
export const crc32 = (...parts: readonly Uint8Array[]): number => crcOf((take) => parts.forEach((part) => take(part)));
