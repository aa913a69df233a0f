import { size, type Shape } from '../../core/shape.js';
import { cursorIn, damaged, type Cursor, type File } from './cursor.js';

/**
 * Where the elements of a dataset lie: in the message, at an address, or in chunks that an index finds; `plainEdges`: those that reach beyond
 * the shape are not filtered.
 */
export type Layout =
  | { readonly is: 'here'; readonly bytes: Uint8Array }
  | { readonly is: 'at'; readonly address: number | undefined }
  | { readonly is: 'chunks'; readonly chunk: Shape; readonly index: Index; readonly plainEdges: boolean };

/** How chunks are found. */
export type Index = { readonly address: number | undefined } & (
  | { readonly is: 'tree' | 'row' | 'array' | 'growing' }
  | { readonly is: 'tree two'; readonly filtered: boolean }
  /** One chunk: the bytes that are stored, where it is filtered, and the filters that were not applied. */
  | { readonly is: 'single'; readonly stored: number | undefined; readonly skipped: number }
);

/** The shape of the elements, and the largest that it may become, without end along some axes. */
export interface Space {
  readonly shape: Shape;
  readonly most: Shape;
}

/** The shape that a dataspace message tells; undefined for one without elements. */
export const spaceOf = (file: File, message: Uint8Array): Space | undefined => {
  const c = cursorIn(file, message);
  const [version, rank] = [c.u8(), c.u8()];
  if (version < 1 || version > 2) throw damaged('version of a shape', '1 or 2', `${version}`);
  const flags = c.u8();
  const kind = version === 1 ? c.skip(5) : c.u8();
  if (kind === 2) return undefined;
  const shape = Array.from({ length: rank }, () => c.length());
  if (rank > 32 || size(shape) > 2 ** 31) throw damaged('shape', 'of at most 2^31 elements', `[${shape.join(', ')}]`);
  return { shape, most: flags & 1 ? shape.map(() => c.whole(file.wide.length) ?? Infinity) : shape };
};

/** Where the data are; chunks may be filtered. */
export const layoutOf = (file: File, message: Uint8Array, filtered: boolean): Layout => {
  const c = cursorIn(file, message);
  const version = c.u8();
  // 5 differs from 4 in how wide the sizes of filtered chunks are, which their indexes say.
  if (version < 3 || version > 5) throw damaged('layout of the data', 'of version 3, 4 or 5', `${version}`);
  const kind = c.u8();
  if (kind === 0) return { is: 'here', bytes: c.bytes(c.u16()) };
  if (kind === 1) return { is: 'at', address: c.address() };
  if (kind !== 2) throw damaged('data', 'in this file', 'parts of other files (a virtual dataset)');
  return version === 3 ? chunksByTree(c) : chunksByIndex(c, filtered);
};

const chunksByTree = (c: Cursor): Layout => {
  const axes = c.u8();
  const address = c.address();
  // The last extent is the size of an element.
  return {
    is: 'chunks',
    chunk: Array.from({ length: axes }, () => c.u32()).slice(0, -1),
    index: { is: 'tree', address },
    plainEdges: false,
  };
};

const chunksByIndex = (c: Cursor, filtered: boolean): Layout => {
  const [flags, axes, width] = [c.u8(), c.u8(), c.u8()];
  const chunk = Array.from({ length: axes }, () => c.number(width)).slice(0, -1);
  const kind = c.u8();
  const made = (index: Index): Layout => ({ is: 'chunks', chunk, index, plainEdges: (flags & 1) !== 0 });
  if (kind === 1) {
    const [stored, skipped] = flags & 2 ? [c.length(), c.u32()] : [undefined, 0];
    return made({ is: 'single', stored, skipped, address: c.address() });
  }
  if (kind === 2) return made({ is: 'row', address: c.address() });
  const told = { 3: 1, 4: 5, 5: 6 }[kind];
  if (told === undefined) throw damaged('index of chunks', 'of a kind from 1 to 5', `${kind}`);
  // How the index is made, which the index says itself.
  c.skip(told);
  const address = c.address();
  if (kind === 5) return made({ is: 'tree two', filtered, address });
  return made({ is: kind === 3 ? 'array' : 'growing', address });
};
