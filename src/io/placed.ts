import { asBytes, shownBytes } from '../core/faults/bytes.js';
import * as E from 'fp-ts/lib/Either.js';
import { optionFaults } from '../core/faults/options.js';
import { leftAt } from '../core/faults/refuse.js';
import { areFaults, at, fault, type Faults } from '../core/faults/errors.js';

/** The place of a fault of something with a name, or without one. */
export const placeOf = (place: string, name: string | undefined): string =>
  name === undefined ? place : `${place} '${name}'`;

/** A function that reads HDF5 files: its name, those of its options, among them `name`, and how faults call a file, by default by the function. */
interface FileReader {
  readonly place: string;
  readonly names: readonly string[];
  readonly kind?: string;
}

/** What a function reads of the bytes of a file; it never throws. */
export const readFile = async <A>(
  { place, names, kind = place }: FileReader,
  given: unknown,
  options: { readonly name?: string },
  read: (bytes: Uint8Array) => Promise<A>,
): Promise<E.Either<Faults, A>> => {
  const wrong = optionFaults(options, names).map(at(place));
  if (areFaults(wrong)) return E.left(wrong);
  const file = placeOf(kind, options.name);
  const bytes = asBytes(given);
  if (bytes === undefined) return E.left([at(file)(fault('Data', 'bytes', 'a Uint8Array', shownBytes(given)))]);
  try {
    return E.right(await read(bytes));
  } catch (error) {
    return leftAt(file, error, 'HDF5');
  }
};
