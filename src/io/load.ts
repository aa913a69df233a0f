import { expected, expectNetwork } from '../core/expect.js';
import * as E from 'fp-ts/lib/Either.js';
import { at, fault, oneOf, thrown, unlessFaulty, type Fault, type Faults } from '../core/faults/errors.js';
import { fileBytes, inFile } from './file/header.js';
import { joinedFaults } from './joined.js';
import { unpack, type Unpacked } from './file/pack.js';
import { readContainer, type OpenOptions } from './file/container.js';
import { frozen } from '../core/frozen.js';
import type { Plain } from '../core/term.js';
import type { Names, Network, NetworkState } from '../core/network.js';
import { showType } from '../core/ops.js';
import { allRight } from '../core/either.js';
import { mapEntries, mapValues } from '../core/record.js';
import { stateFaults } from '../core/state-faults.js';
import { isRecord } from './description/decode.js';
import { fromTerms, type DescriptionOptions } from './description.js';
import type { AnyNetwork } from '../core/network.js';
import type { ReadOut } from './save.js';

/** Options of loading: whether the network learns, whether the checksum is verified, and the vocabulary. */
export interface LoadOptions extends OpenOptions, DescriptionOptions {
  /** false: the network is frozen, thresholds too; true: nothing of it is, even where it was; absent: as it was saved. */
  readonly learning?: boolean;
}

/** A saved state, and the read-out that was kept with it. */
export interface LoadedState<L extends Names, C extends Names> {
  readonly state: NetworkState<L, C>;
  /** Empty where nothing was given to keep. */
  readonly readOut: ReadOut;
}

/** A network from a file, with its state and its read-out. */
export interface Loaded extends LoadedState<Names, Names> {
  readonly net: AnyNetwork;
}

/**
 * Reads a file of `save`. No code of the file runs: the network is read from its description, by the vocabulary. A file that is
 * cut short, damaged, changed, of another kind or of a later version, whose tensors are not those of the network, or
 * whose numbers make no sense, comes back as faults with their places. It never throws.
 */
export const load = (
  bytes: Uint8Array,
  { learning, vocabulary, ...options }: LoadOptions = {},
): E.Either<Faults, Loaded> =>
  E.chain((contents: Contents): E.Either<Faults, Loaded> => {
    const { description } = contents;
    if (description === undefined)
      return E.left([inFile('description', 'given (a state alone is read by loadState)', 'none')]);
    const net = built(learning === true ? thawed(description) : description, vocabulary && { vocabulary });
    return E.chain((whole: AnyNetwork) =>
      E.map((loaded: LoadedState<Names, Names>) => ({ net: learning === false ? frozen(whole) : whole, ...loaded }))(
        stateFor(whole, contents),
      ),
    )(net);
  })(contentsOf(bytes, options));

/** The state that `save` or `saveState` wrote, for a network that is there already: its variables have to be of these names, shapes and types. */
export const loadState = <L extends Names, C extends Names>(
  net: Network<L, C>,
  bytes: Uint8Array,
  options: OpenOptions = {},
): E.Either<Faults, LoadedState<L, C>> =>
  expected(
    () => expectNetwork('loadState', net),
    () => E.chain((contents: Contents) => stateFor(net, contents))(contentsOf(bytes, options)),
  );

interface Contents {
  readonly description?: Plain;
  readonly state?: Plain;
  readonly joined?: Plain;
  readonly readOut?: Plain;
}

const roots: readonly string[] = ['description', 'state', 'joined', 'readOut'];

const contentsOf = (given: Uint8Array, options: OpenOptions): E.Either<Faults, Contents> => {
  const whole = fileBytes(given);
  if (E.isLeft(whole)) return whole;
  const bytes = whole.right;
  const file = readContainer(bytes, options);
  if (E.isLeft(file)) return file;
  const { metadata, tensors } = file.right;
  const read = allRight(mapEntries(metadata, (root, text) => unpack(text, tensors, root)));
  const parts: Readonly<Record<string, Unpacked>> = E.isRight(read) ? read.right : {};
  const named = new Set(Object.values(parts).flatMap((part) => part.named));
  const faults = [
    ...Object.keys(metadata)
      .filter((root) => !roots.includes(root))
      .map((root) => at('file')(fault('Unknown', 'metadata', oneOf(roots), `'${root}'`))),
    ...(E.isLeft(read) ? read.left : []),
  ];
  const extra = Object.entries(tensors)
    .filter(([name]) => !named.has(name))
    .map(([name, x]) => inFile(`tensor '${name}'`, 'absent, as nothing names it', showType(x)));
  return unlessFaulty(faults.length > 0 ? faults : extra, () => mapValues(parts, ({ value }) => value));
};

const stateFor = <L extends Names, C extends Names>(
  net: Network<L, C>,
  { state, joined, readOut = {} }: Contents,
): E.Either<Faults, LoadedState<L, C>> => {
  // Of any type until `stateFaults` has checked it.
  const given = state as unknown as NetworkState<L, C>;
  const faults: readonly Fault[] = [
    ...stateFaults(net, given),
    ...joinedFaults(net, joined),
    ...(isRecord(readOut) ? [] : [inFile('readOut', 'a record', 'something else')]),
  ];
  return unlessFaulty(faults, () => ({ state: given, readOut: readOut as ReadOut }));
};

/** A description can ask for more memory than there is (a layer of 1e15 neurons); errors of constructors are faults too. */
const built = (description: Plain, words?: DescriptionOptions): E.Either<Faults, AnyNetwork> => {
  try {
    return fromTerms(description, words);
  } catch (error) {
    return E.left([at('description')(fault('Data', 'network', 'one that can be built here', thrown(error)))]);
  }
};

/** The description with no part frozen. */
const thawed = (description: Plain): Plain => {
  if (!isRecord(description)) return description;
  const thaw = (part: Plain): Plain => {
    if (!isRecord(part)) return part;
    const { frozen: _, ...rest } = part;
    return rest;
  };
  const { learning: _, ...rest } = description;
  return mapValues(rest, (parts) => (isRecord(parts) ? mapValues(parts, thaw) : parts));
};
