/**
 * The root table of a flatbuffer, and where its fields are. A place outside of the bytes is a `RangeError`.
 * https://flatbuffers.dev/internals
 */
export interface Root {
  readonly view: DataView;
  /** The four letters that say what it is. */
  readonly kind: string;
  /** Where a field is, by its number in the schema; undefined where it has its default. */
  readonly field: (number: number) => number | undefined;
}

export const flatbuffer = (bytes: Uint8Array): Root => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const table = view.getUint32(0, true);
  const fields = table - view.getInt32(table, true);
  const room = view.getUint16(fields, true);
  return {
    view,
    kind: String.fromCharCode(...bytes.subarray(4, 8)),
    field: (number) => {
      const at = 4 + 2 * number;
      const offset = at + 2 > room ? 0 : view.getUint16(fields + at, true);
      return offset === 0 ? undefined : table + offset;
    },
  };
};

/** A vector of elements of so many bytes that a field refers to: how many there are, and where the first is. */
export const vectorAt = (
  { view }: Root,
  field: number,
  width: number,
): { readonly count: number; readonly at: number } => {
  const start = field + view.getUint32(field, true);
  const count = view.getUint32(start, true);
  if (start + 4 + count * width > view.byteLength) throw new RangeError();
  return { count, at: start + 4 };
};

/** A text that a field refers to. */
export const textAt = (root: Root, field: number): string => {
  const { count, at } = vectorAt(root, field, 1);
  return new TextDecoder().decode(new Uint8Array(root.view.buffer, root.view.byteOffset + at, count));
};
