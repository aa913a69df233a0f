import { checkOptions } from '../core/faults/options.js';
import { expectNetwork, expected } from '../core/expect.js';
import * as E from 'fp-ts/lib/Either.js';
import { allRight } from '../core/either.js';
import { mapValues } from '../core/record.js';
import { unlessFaulty, type Fault, type Faults } from '../core/faults/errors.js';
import type { Plain } from '../core/term.js';
import { joinedIn } from './joined.js';
import { pack, type Packed } from './file/pack.js';
import { writeContainer } from './file/container.js';
import type { AnyNetwork, Names, Network, NetworkState } from '../core/network.js';
import { stateFaults } from '../core/state-faults.js';
import { fromTerms, type DescriptionOptions } from './description.js';
import { termsOf, untoldFaults } from './description/terms.js';
import { differences } from './round-trip.js';

/** Plain data kept beside a network, by name: labels, proportions, rates, notes, tensors. */
export type ReadOut = { readonly [name: string]: Plain };

/** A record type whose values are plain data, or interfaces of such: `Assignment`, or `{ assigned: Assignment }`. */
export type PlainRecord<R> = { readonly [name in keyof R]: PlainValue<R[name]> };

/** Interfaces have no index signature, so that `Plain` does not take them; their fields count. */
type PlainValue<V> = V extends Plain
  ? V
  : V extends (...args: never) => unknown
    ? Plain
    : V extends object
      ? PlainRecord<V>
      : Plain;

/** Options of saving: data besides the state. */
export interface SaveStateOptions<R> {
  /** Kept with the network, and given back by `load`; default nothing. */
  readonly readOut?: R;
}

/** The read-out that a file keeps, and the words of its description. */
export interface SaveOptions<R> extends SaveStateOptions<R>, DescriptionOptions {}

/**
 * A network with its state, as the bytes of one safetensors file: the description of the network, the variables of every
 * layer, connection and rule, the counter of its random numbers, and a read-out. `load` returns them to the bit, so a run
 * continues as if it had not been interrupted. A network of which the vocabulary of descriptions has not every model,
 * connection and rule, exactly as it is, is refused (for it there is `saveState`), as is a state that is not the network's,
 * or a read-out that is not plain data. docs/saving.md.
 */
export const save = <L extends Names, C extends Names, R extends PlainRecord<R> = ReadOut>(
  net: Network<L, C>,
  state: NetworkState<L, C>,
  options: SaveOptions<R> = {},
): E.Either<Faults, Uint8Array> =>
  expected(
    () => {
      expectNetwork('save', net);
      checkOptions('save', options, ['readOut', 'vocabulary']);
    },
    () => {
      const { readOut, ...words } = options;
      const description = termsOf(net);
      const [untold, ...others] = untoldFaults(description);
      if (untold !== undefined) return E.left([untold, ...others]);
      const read = fromTerms(description, words);
      return written(net, state, { description, readOut }, E.isLeft(read) ? read.left : differences(net, read.right));
    },
  );

/** The state alone, with a read-out: for a network that a program builds itself, perhaps of models of its own. `loadState` reads it. */
export const saveState = <L extends Names, C extends Names, R extends PlainRecord<R> = ReadOut>(
  net: Network<L, C>,
  state: NetworkState<L, C>,
  options: SaveStateOptions<R> = {},
): E.Either<Faults, Uint8Array> =>
  expected(
    () => {
      expectNetwork('saveState', net);
      checkOptions('saveState', options, ['readOut']);
    },
    () => written(net, state, { readOut: options.readOut }, []),
  );

/** The state with its description and read-out as a file, or the faults of any of them. */
const written = (
  net: AnyNetwork,
  state: NetworkState<Names, Names>,
  { description, readOut }: { readonly description?: Plain; readonly readOut: unknown },
  faults: readonly Fault[],
): E.Either<Faults, Uint8Array> => {
  const kept = pack(state ?? {}, 'state');
  const joined = joinedIn(net);
  const parts = allRight({
    state: kept,
    ...(Object.keys(joined).length > 0 && { joined: pack(joined, 'joined') }),
    // First weights that are still those of the state are not written a second time.
    ...(description && { description: pack(description, 'description', E.isRight(kept) ? kept.right.tensors : {}) }),
    ...(readOut !== undefined && { readOut: pack(readOut, 'readOut') }),
  });
  const wrong = [...faults, ...stateFaults(net, state), ...(E.isLeft(parts) ? parts.left : [])];
  const packed = E.isRight(parts) ? parts.right : {};
  return E.chain(() =>
    writeContainer({
      metadata: mapValues(packed, ({ text }) => text),
      tensors: Object.assign({}, ...Object.values(packed).map(({ tensors }) => tensors)) as Packed['tensors'],
    }),
  )(unlessFaulty(wrong, () => undefined));
};
