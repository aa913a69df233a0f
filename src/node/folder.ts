import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { optionFaults } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { areFaults, at, failure, fault, orThrow, type Faults } from '../core/faults/errors.js';
import type { Sample } from '../models/data/sample.js';
import { pathFault, readWhole, type Path } from './whole-file.js';

/** Which files of a folder are read. */
export interface FolderOptions {
  /** The files that count, by the end of their names, such as `'.bin'`; default: all but hidden ones. */
  readonly extension?: string;
}

/** The samples of a folder, and the names of its folders: sample k shows `names[label]`. */
export interface FolderSamples<A> {
  readonly samples: readonly Sample<A>[];
  readonly names: readonly string[];
}

/**
 * The files in the folders of a folder as samples, such as N-MNIST's `Train/0/00002.bin`: `folderSamples('Train', nMnist)`. The label of a file is
 * the place of its folder in the order of their names (numbers by value). Only names are read; a sample reads its file when it is
 * asked to, and gives it to `read`. A folder that cannot be listed, or without files, is a fault.
 */
export const folderSamples = async <A>(
  path: Path,
  read: (bytes: Uint8Array) => A,
  options: FolderOptions = {},
): Promise<E.Either<Faults, FolderSamples<A>>> => {
  const notPath = pathFault(path);
  if (notPath !== undefined) return E.left([notPath]);
  const place = at(`folder '${String(path)}'`);
  const wrong = [
    ...(typeof read === 'function' ? [] : [fault('Parameter', 'read', 'a function of bytes, as nMnist', shown(read))]),
    ...optionFaults(options, ['extension']),
  ].map(place);
  if (areFaults(wrong)) return E.left(wrong);
  const root = path instanceof URL ? fileURLToPath(path) : path;
  try {
    const names = await namesIn(root, (entry) => entry.isDirectory());
    const counts = (name: string): boolean => options.extension === undefined || name.endsWith(options.extension);
    const lists = await Promise.all(
      names.map(async (name, label) => {
        const files = await namesIn(join(root, name), (entry) => entry.isFile());
        return files
          .filter(counts)
          .map((file) => ({ name: join(name, file), label, read: reading(join(root, name, file), read) }));
      }),
    );
    if (lists.flat().length > 0) return E.right({ samples: lists.flat(), names });
    const want = `folders with files${options.extension === undefined ? '' : ` '*${options.extension}'`}`;
    return E.left([place(fault('Data', 'it', `a folder of ${want}, one for each label`, shown(names)))]);
  } catch (error) {
    return E.left([place(failure('File', 'listing', error))]);
  }
};

/**
 * Names in a folder in order, numbers by their value: '2' before '10'; what is the same in that, as '2' and '02', by its letters, whatever the
 * order of the file system. A link is what it leads to. Hidden files are left out.
 */
const namesIn = async (folder: string, wanted: (entry: Dirent | Stats) => boolean): Promise<readonly string[]> => {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
  const found = await Promise.all(
    entries.map(async (entry) =>
      wanted(entry.isSymbolicLink() ? await stat(join(folder, entry.name)) : entry) ? [entry.name] : [],
    ),
  );
  // What is the same by value stays in the order of its letters.
  return found
    .flat()
    .sort()
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
};

/** Reads a file; one that cannot be read is a `FaultError`, which reading a batch gives as a fault. */
const reading =
  <A>(path: string, read: (bytes: Uint8Array) => A) =>
  async (): Promise<A> =>
    read(orThrow(await readWhole(path)));
