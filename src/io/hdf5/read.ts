import { isGroup, type AnyDataset, type AnyGroup, type Group } from './array.js';
import { textAttribute } from './attributes.js';
import { damaged, type File } from './cursor.js';
import { readDataset } from './dataset.js';
import { strangeType } from './datatype.js';
import { messagesAt } from './header.js';
import { linksOf } from './links.js';
import { finding } from './soft-links.js';
import { openFile } from './superblock.js';
import { allowance, type Allowance } from './unwritten.js';
import { FaultError } from '../../core/faults/errors.js';

/** Deeper than any graph of graphs. */
const deepest = 64;

/**
 * Everything in an HDF5 file: groups, numbers, booleans and texts, of files that h5py and the HDF5 library write, old form and new
 * (superblocks 0 to 3), contiguous or in chunks, compressed by gzip or lzf; elements that were never written have the fill value. What is stored otherwise, and a file that is damaged, is
 * a `FaultError`; checksums are verified where the file has them. Each byte is read within bounds and each structure once, so reading
 * ends whatever the file says. HDF5 File Format Specification 3.0.
 */
export const readHdf5 = async (bytes: Uint8Array): Promise<Group> => (await readRoot(bytes, ['*'], false)) as Group;

/** As `readHdf5`, but only what these paths lead to, such as `spikes/times` (`*` is any name), and lists of numbers of any length, too. */
export const readPaths = (bytes: Uint8Array, paths: readonly string[]): Promise<AnyGroup> =>
  readRoot(bytes, paths, true);

const readRoot = async (bytes: Uint8Array, paths: readonly string[], lists: boolean): Promise<AnyGroup> => {
  const { file, root } = openFile(bytes);
  const isWanted = (path: string): boolean => paths.some((one) => isAlong(path.slice(1).split('/'), one.split('/')));
  const find = finding(file, root);
  const item = await readItem({ file, find, seen: new Map(), unwritten: allowance(), isWanted, lists }, root, '', 0);
  if (!isGroup(item)) throw damaged('root of the file', 'a group', 'a dataset');
  return item;
};

/** Whether a path leads along another one, or into it. */
const isAlong = (path: readonly string[], other: readonly string[]): boolean =>
  path.every((name, k) => [name, '*', undefined].includes(other[k]));

/** A file that is being read: which paths are wanted, and whether datasets may be lists. */
interface Reading {
  readonly file: File;
  /** The address of a member of a group that is a soft link. */
  readonly find: (group: number, name: string) => number;
  /** What was met, by its address: datasets, which may be members of several groups, and groups, which may not. */
  readonly seen: Map<number, AnyDataset | undefined>;
  readonly unwritten: Allowance;
  readonly isWanted: (path: string) => boolean;
  readonly lists: boolean;
}

const readItem = (of: Reading, address: number, path: string, depth: number): Promise<AnyGroup | AnyDataset> =>
  within(path, of.file.base + address, async () => {
    const known = of.seen.get(address);
    if (known !== undefined) return known;
    if (of.seen.has(address) || depth > deepest)
      throw damaged('group', 'linked once, in groups that are not too deep', 'a second link to it');
    of.seen.set(address, undefined);
    const all = messagesAt(of.file, address);
    const links = linksOf(of.file, all);
    if (links === undefined) {
      const read = await readDataset(of.file, all, of.unwritten);
      if (read.dtype === 'lists' && !of.lists) throw strangeType('lists of any length');
      const set = of.lists ? { ...read, textAttribute: (name: string) => textAttribute(of.file, all, name) } : read;
      of.seen.set(address, set);
      return set;
    }
    const members = new Map<string, AnyGroup | AnyDataset>();
    for (const { name, to } of links) {
      if (members.has(name)) throw damaged(`'${name}'`, 'a member once', 'one that is there twice');
      const inner = `${path}/${name}`;
      if (!of.isWanted(inner)) continue;
      const at = typeof to === 'number' ? to : of.find(address, name);
      members.set(name, await readItem(of, at, inner, depth + 1));
    }
    return { members };
  });

/** Faults get the path and the byte of the group or dataset that they are about, where they have none yet. */
const within = async <A>(path: string, byte: number, read: () => Promise<A>): Promise<A> => {
  try {
    return await read();
  } catch (error) {
    const named = path === '' ? 'the root group' : `'${path}'`;
    const placed = `${named} (at byte ${byte})`;
    if (!(error instanceof FaultError)) throw damaged(placed, 'data that can be read', String(error));
    const [{ what, want, got }] = error.faults;
    throw what.includes('/') ? error : damaged(`${what} of ${/byte \d/.test(what) ? named : placed}`, want, got);
  }
};
