import * as E from 'fp-ts/lib/Either.js';
import { tried } from '../../core/either.js';
import type { LocalFault } from '../../core/faults/errors.js';
import { mapValues } from '../../core/record.js';
import { entriesOf, type Entry, type EntryOf, type Kinds, type Values } from '../../models/parameters/entry.js';
import { isNoDefault } from '../../models/parameters/table.js';
import { asOfToday } from './as-of-today.js';
import { fields, optional, termIn, type Decoder } from './decode.js';
import { parameterOf, type Readers } from './parameters.js';

/** The readers of the words of a vocabulary. */
export const readersOf = (vocabulary: readonly Entry[]): Readers => {
  const of = <K extends keyof Kinds>(kind: K, called: string = kind): Decoder<Kinds[K]> =>
    termIn(called, () =>
      Object.fromEntries(
        entriesOf(vocabulary, kind)
          .filter(isSayable)
          .map((entry) => [entry.name, readerOf(entry)]),
      ),
    );
  const readers: Readers = {
    model: of('model'),
    connection: of('connection'),
    rule: of('rule'),
    pattern: of('pattern', 'record of pre and post, or a pattern'),
    weights: of('weights', 'tensor { shape, dtype, data } of weights, or an initialiser'),
    encoder: of('encoder'),
    fold: of('fold'),
    network: of('network'),
  };
  const readerOf =
    <K extends keyof Kinds>({ name, parameters, make }: EntryOf<K>): Decoder<Kinds[K]> =>
    (value, what) => {
      const decoders = mapValues(parameters, ([otherwise, constraint]) => {
        const decoder = parameterOf(constraint, readers);
        return isNoDefault(otherwise) ? decoder : optional(decoder, otherwise);
      });
      return E.chain((params: Values): E.Either<readonly LocalFault[], Kinds[K]> => tried(() => make(params)))(
        fields<Values>(decoders)(asOfToday(name, value), what),
      );
    };
  return readers;
};

/** Whether plain data has values for all parameters. */
const isSayable = ({ parameters }: Pick<Entry, 'parameters'>): boolean =>
  Object.values(parameters).every(([, constraint]) => constraint.is !== 'function');
