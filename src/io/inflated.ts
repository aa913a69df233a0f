/**
 * Bytes that were deflated, with what browsers and Node have for it: in zlib's format, or without its frame as in zip. It stops once there is
 * more than there can be: undefined. Damaged data are an error of the engine.
 */
export const inflated = async (
  bytes: Uint8Array,
  most: number,
  format: 'deflate' | 'deflate-raw',
): Promise<Uint8Array | undefined> => {
  const out = new Uint8Array(most);
  let end = 0;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream(format));
  const source = stream.getReader();
  try {
    for (let read = await source.read(); !read.done; read = await source.read()) {
      if (end + read.value.length > most) return undefined;
      out.set(read.value, end);
      end += read.value.length;
    }
  } finally {
    source.cancel().catch(() => undefined);
  }
  return out.subarray(0, end);
};
