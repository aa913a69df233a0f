import type { Dataset, Group } from './array.js';
import { damaged, type File } from './cursor.js';
import { readDataset } from './dataset.js';
import { messagesAt } from './header.js';
import { linksOf } from './links.js';
import { openFile } from './superblock.js';
import { FaultError } from '../../core/errors.js';

/** Deeper than any graph of graphs. */
const deepest = 64;

/**
 * Everything in an HDF5 file: groups, numbers, booleans and texts, of files that h5py and the HDF5 library write, old form and new
 * (superblocks 0 to 3), contiguous or in chunks, compressed by gzip or lzf. What is stored otherwise, and a file that is damaged, is
 * a `FaultError`. Each byte is read within bounds and each structure once, so reading ends whatever the file says. HDF5 File Format
 * Specification 3.0.
 */
export const readHdf5 = async (bytes: Uint8Array): Promise<Group> => {
  const { file, root } = openFile(bytes);
  const item = await readItem(file, root, '', new Set(), 0);
  if (!('members' in item)) throw damaged('root of the file', 'a group', 'a dataset');
  return item;
};

const readItem = async (
  file: File,
  address: number,
  path: string,
  seen: Set<number>,
  depth: number,
): Promise<Group | Dataset> =>
  within(path, async () => {
    if (seen.has(address) || depth > deepest)
      throw damaged('group or dataset', 'linked once, in groups that are not too deep', 'one that is met again');
    seen.add(address);
    const all = messagesAt(file, address);
    const links = linksOf(file, all);
    if (links === undefined) return readDataset(file, all);
    const members = new Map<string, Group | Dataset>();
    for (const { name, address: at } of links) {
      if (members.has(name)) throw damaged(`'${name}'`, 'a member once', 'one that is there twice');
      members.set(name, await readItem(file, at, `${path}/${name}`, seen, depth + 1));
    }
    return { members };
  });

/** Faults get the path of what they are about, where they have none yet. */
const within = async <A>(path: string, read: () => Promise<A>): Promise<A> => {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof FaultError)) throw damaged(`'${path}'`, 'data that can be read', String(error));
    const [first] = error.faults;
    throw first.what.includes('/')
      ? error
      : damaged(`${first.what} of ${path === '' ? 'the root group' : `'${path}'`}`, first.want, first.got);
  }
};
