import * as E from 'fp-ts/lib/Either.js';
import * as NEA from 'fp-ts/lib/NonEmptyArray.js';
import { at, type Fault, type Faults } from '../core/faults/errors.js';
import type { OpenOptions } from '../io/file/container.js';
import type { Names, Network, NetworkState } from '../core/network.js';
import { load, loadState, type Loaded, type LoadedState, type LoadOptions } from '../io/load.js';
import {
  save,
  saveState,
  type PlainRecord,
  type ReadOut,
  type SaveOptions,
  type SaveStateOptions,
} from '../io/save.js';
import { readWhole, writeWhole, type Path } from './whole-file.js';

/** `save` into a file, which is replaced whole or not at all (`writeWhole`). A full disk, a missing folder and so on are faults. */
export const saveFile = async <L extends Names, C extends Names, R extends PlainRecord<R> = ReadOut>(
  path: Path,
  net: Network<L, C>,
  state: NetworkState<L, C>,
  options: SaveOptions<R> = {},
): Promise<E.Either<Faults, void>> => written(path, save(net, state, options));

/** `saveState` into a file, as `saveFile`. */
export const saveStateFile = async <L extends Names, C extends Names, R extends PlainRecord<R> = ReadOut>(
  path: Path,
  net: Network<L, C>,
  state: NetworkState<L, C>,
  options: SaveStateOptions<R> = {},
): Promise<E.Either<Faults, void>> => written(path, saveState(net, state, options));

/** `load` of a file. A file that is not there or cannot be read is a fault, as is everything that `load` refuses. */
export const loadFile = async (path: Path, options: LoadOptions = {}): Promise<E.Either<Faults, Loaded>> =>
  read(path, (bytes) => load(bytes, options));

/** `loadState` of a file, as `loadFile`. */
export const loadStateFile = async <L extends Names, C extends Names>(
  path: Path,
  net: Network<L, C>,
  options: OpenOptions = {},
): Promise<E.Either<Faults, LoadedState<L, C>>> => read(path, (bytes) => loadState(net, bytes, options));

const written = async (path: Path, bytes: E.Either<Faults, Uint8Array>): Promise<E.Either<Faults, void>> =>
  E.isLeft(bytes) ? bytes : writeWhole(path, bytes.right);

/** Reads the bytes of a file. */
const read = async <A>(path: Path, make: (bytes: Uint8Array) => E.Either<Faults, A>): Promise<E.Either<Faults, A>> => {
  const bytes = await readWhole(path);
  return E.isLeft(bytes) ? bytes : named(path, make(bytes.right));
};

/** What was read from a file; faults of a file get its path. */
export const named = <A>(path: Path, result: E.Either<Faults, A>): E.Either<Faults, A> =>
  E.mapLeft(NEA.map((one: Fault) => (one.place === 'file' ? at(`file '${String(path)}'`)(one) : one)))(result);
