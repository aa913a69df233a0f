import { expectNetwork } from '../core/expect.js';
import * as E from 'fp-ts/lib/Either.js';
import { network } from '../core/build/network.js';
import { at, orThrow, unlessFaulty, type Faults, type LocalFault } from '../core/faults/errors.js';
import { fromJson, toJson, type Json } from './file/json.js';
import type { Plain } from '../core/term.js';
import { frozen } from '../core/frozen.js';
import { inputOf } from '../core/input-name.js';
import {
  arrivals,
  layer,
  type AnyNetwork,
  type Arrival,
  type Layer,
  type Names,
  type Network,
  type Plan,
  type Wire,
} from '../core/network.js';
import { fromBindsnet } from './description/bindsnet/network.js';
import { termsOf, untoldFaults } from './description/terms.js';
import {
  boolean,
  fields,
  isRecord,
  mapped,
  number,
  only,
  optional,
  record,
  shape,
  word,
  type Decoder,
} from './description/decode.js';
import type { Entry } from '../models/parameters/entry.js';
import { vocabulary } from '../models/vocabulary.js';
import type { Readers } from './description/parameters.js';
import { readersOf } from './description/readers.js';
import { wordFaults } from './description/word-faults.js';

/**
 * A network as JSON: models, connections and rules by name with their parameters; weights as they are drawn, or the first
 * weights. Functions (`over`) cannot be described: they throw a FaultError that names them.
 */
export const describe = <L extends Names, C extends Names>(net: Network<L, C>): Json => {
  expectNetwork('describe', net);
  const terms = termsOf(net);
  return orThrow(unlessFaulty(untoldFaults(terms), () => toJson(terms)));
};

/** The words that a description may use. */
export interface DescriptionOptions {
  /** The words that can be read; default those of the library. `[...vocabulary, mine.entry]` adds one's own. */
  readonly vocabulary?: readonly Entry[];
}

/**
 * A network from plain data, or all faults. Names are looked up in a vocabulary, unknown ones are faults;
 * no code of the data runs. A ready-made network can be named: `{ "network": { "name": "twoLayerNetwork", "params": {...} } }`.
 * Parts that say `"frozen"` are frozen; `"learning": false` gives all of it frozen (still normalising). With `"compat":
 * "bindsnet"` the data are in the words of BindsNET (`LIFNodes`, `tc_decay`; or `"model": "TwoLayerNetwork"` with `params` and
 * `weights`) and mean what they mean there.
 */
export const fromDescription = (json: Json, options: DescriptionOptions = {}): E.Either<Faults, AnyNetwork> => {
  const plain = fromJson(json, 'description');
  if (E.isLeft(plain)) return plain;
  const native =
    isRecord(plain.right) && plain.right['compat'] === 'bindsnet' ? fromBindsnet(plain.right) : E.right(plain.right);
  return E.isLeft(native) ? placed(native) : fromTerms(native.right, options);
};

/** As `fromDescription`, of terms with their tensors. */
export const fromTerms = (
  terms: Plain,
  { vocabulary: words = vocabulary }: DescriptionOptions = {},
): E.Either<Faults, AnyNetwork> => {
  const faults = unlessFaulty(wordFaults(words).map(at('vocabulary')), () => undefined);
  if (E.isLeft(faults)) return faults;
  const readers = readersOf(words);
  return isRecord(terms) && 'network' in terms ? named(readers, terms) : spelt(readers, terms);
};

/** A network by its name. */
const named = ({ network }: Readers, plain: Plain): E.Either<Faults, AnyNetwork> =>
  E.chain(({ learning, network }: { learning: boolean; network: E.Either<Faults, AnyNetwork> }) =>
    E.map((net: AnyNetwork) => (learning ? net : frozen(net, { normalising: true })))(network),
  )(placed(fields({ learning: optional(boolean, true), network })(plain, 'description')));

/** A network part by part. */
const spelt = (readers: Readers, plain: Plain): E.Either<Faults, AnyNetwork> =>
  E.chain(({ dt, arrival, learning, layers, connections }: Parts) => {
    const still = (parts: Readonly<Record<string, { readonly frozen?: unknown }>>, how: unknown): readonly string[] =>
      Object.keys(parts).filter((name) => parts[name]!.frozen === how);
    return E.map((net: AnyNetwork) =>
      frozen(frozen(net, { only: [...still(layers, true), ...still(connections, 'all')] }), {
        normalising: true,
        ...(learning && { only: still(connections, 'rule') }),
      }),
    )(network<Names, Names>({ dt, arrival }, layers, () => connections));
  })(placed(descriptionIn(readers)(plain, 'description')));

/** Faults of the data, under the path that led to them; a Left of a decoder holds at least one, so Faults they are. */
const placed = <A>(result: E.Either<readonly LocalFault[], A>): E.Either<Faults, A> =>
  E.mapLeft((faults: readonly LocalFault[]) => faults.map(at('description')) as unknown as Faults)(result);

/** Whether a part is frozen; absent: it is not. */
type Frozen<F> = { readonly frozen?: F };
const perhaps = <A>(decoder: Decoder<A>): Decoder<A | undefined> => optional<A | undefined>(decoder, undefined);

const layerIn = ({ model }: Readers): Decoder<Layer<string> & Frozen<true>> =>
  mapped(fields({ shape, model, frozen: optional(boolean, false) }), ({ shape, model, frozen }) => ({
    ...layer(shape, model),
    ...(frozen && { frozen }),
  }));

const name: Decoder<string> = only('a name', (value) => typeof value === 'string');

const planIn = ({ connection, rule }: Readers): Decoder<Plan<string> & Frozen<'rule' | 'all'>> =>
  mapped(
    fields({ from: name, to: name, connection, rule: perhaps(rule), frozen: perhaps(word('rule', 'all')) }),
    ({ from, to, connection: wiring, rule, frozen }) => ({
      from,
      ...inputOf(to),
      wiring,
      ...(rule && { rule }),
      ...(frozen && { frozen }),
    }),
  );

interface Parts {
  readonly dt: number;
  readonly arrival: Arrival;
  readonly learning: boolean;
  readonly layers: Readonly<Record<string, Layer<string>>>;
  readonly connections: Readonly<Record<string, Plan<string> & Pick<Wire<string>, 'frozen'>>>;
}

const descriptionIn = (readers: Readers): Decoder<Parts> =>
  fields<Parts>({
    dt: optional(number, 1),
    arrival: optional(word(...arrivals), 'next step'),
    learning: optional(boolean, true),
    layers: record('layer', layerIn(readers)),
    connections: optional(record('connection', planIn(readers)), {}),
  });
