import { asBytes, shownBytes } from '../core/faults/bytes.js';
import { shown } from '../core/faults/shown.js';
import { randomBytes } from 'node:crypto';
import { access, constants, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { at, failure, fault, type Fault, type Faults } from '../core/faults/errors.js';

/** Where a file lies: a path, or a URL of the scheme `file:`. */
export type Path = string | URL;

/**
 * Puts a file in place whole or not at all: the bytes go to a temporary file in the same folder, to the disk, and only then
 * under the file's name; then the folder goes to the disk too. So at every moment, also after a crash or a power cut,
 * there is the old file or the new one. If anything fails, the temporary file is removed and the old one left as it was
 * (unless only the folder could not be brought to the disk: then the new file is there already). Of several writers at once the last to finish wins. A link is followed, and the old file's mode kept.
 */
export const writeWhole = async (path: Path, bytes: Uint8Array): Promise<E.Either<Faults, void>> => {
  const wrong = pathFault(path) ?? (asBytes(bytes) === undefined ? noBytes(bytes) : undefined);
  if (wrong !== undefined) return E.left([wrong]);
  let temporary: string | undefined;
  try {
    const { target, mode } = await destination(path);
    const name = join(dirname(target), `.${basename(target).slice(0, 40)}.${randomBytes(8).toString('hex')}.tmp`);
    const file = await open(name, 'wx', mode);
    temporary = name;
    try {
      if (mode !== undefined) await file.chmod(mode);
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    temporary = undefined;
    await syncFolder(dirname(target));
    return E.right(undefined);
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    return failed(path, 'writing', error);
  }
};

/** All bytes of a file. */
export const readWhole = async (path: Path): Promise<E.Either<Faults, Uint8Array>> => {
  const wrong = pathFault(path);
  if (wrong !== undefined) return E.left([wrong]);
  try {
    // Pipes and devices may have no end, and folders no bytes.
    if (!(await stat(path)).isFile()) throw new Error('not a file of its own, with an end');
    return E.right(await readFile(path));
  } catch (error) {
    return failed(path, 'reading', error);
  }
};

/** What is wrong with what should be a path. */
export const pathFault = (path: unknown): Fault | undefined =>
  typeof path === 'string' || path instanceof URL
    ? undefined
    : at('file')(fault('Parameter', 'path', 'a string or a URL', shown(path)));

const noBytes = (bytes: unknown): Fault => at('file')(fault('Parameter', 'bytes', 'a Uint8Array', shownBytes(bytes)));

/** The file that a path leads to, and the mode of what is there now. */
const destination = async (path: Path): Promise<{ readonly target: string; readonly mode?: number }> => {
  const given = path instanceof URL ? fileURLToPath(path) : path;
  const target = await realpath(given).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return given;
  });
  const old = await stat(target).catch(() => undefined);
  if (old !== undefined && !old.isFile()) throw new Error('something else than a file there');
  // A rename would replace a file that nobody may write.
  if (old !== undefined) await access(target, constants.W_OK);
  return { target, ...(old && { mode: old.mode & 0o777 }) };
};

const syncFolder = async (folder: string): Promise<void> => {
  // Windows cannot open folders; a rename is in its journal there.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems have nothing to sync of a folder, and say so.
    if (!['EINVAL', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
};

const failed = (path: Path, what: string, error: unknown): E.Either<Faults, never> =>
  E.left([at(`file '${String(path)}'`)(failure('File', what, error))]);
