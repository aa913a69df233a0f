import { cursorIn, damaged, present, type File } from './cursor.js';

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** The superblock: where the file begins, how wide its numbers are, and the object header of the root group. */
export const openFile = (bytes: Uint8Array): { readonly file: File; readonly root: number } => {
  const start = startOf(bytes);
  const wide = { address: 8, length: 8 };
  const c = cursorIn({ bytes, base: start, wide }, bytes, start + signature.length);
  const version = c.u8();
  if (version > 3) throw damaged('version of the superblock', 'from 0 to 3', `${version}`);
  if (version < 2) c.skip(4);
  const [address, length] = [c.u8(), c.u8()];
  if (![2, 4, 8].includes(address) || ![2, 4, 8].includes(length))
    throw damaged('width of addresses and lengths', '2, 4 or 8 bytes', `${address} and ${length}`);
  c.skip(version < 2 ? 9 + (version === 1 ? 4 : 0) : 1);
  const own = (): number | undefined => c.whole(address);
  const base = own() ?? start;
  own();
  own();
  // A symbol table entry begins with the offset of a name that the root group does not have.
  if (version < 2) c.skip(2 * address);
  const root = present(own(), 'root group');
  if (version >= 2) c.checksum(start);
  return { file: { bytes, base, wide: { address, length } }, root };
};

/** Where the signature is: at the start, or behind a block of another program, of 512 bytes or a power of two more. */
const startOf = (bytes: Uint8Array): number => {
  for (let start = 0; start + signature.length <= bytes.length; start = start === 0 ? 512 : start * 2)
    if (signature.every((byte, k) => bytes[start + k] === byte)) return start;
  throw damaged('file', "an HDF5 file, which begins with '\\x89HDF'", `${bytes.length} bytes that begin otherwise`);
};
