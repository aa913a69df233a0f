import { expectNetwork, expectState, expected } from '../core/expect.js';
import * as E from 'fp-ts/lib/Either.js';
import { unlessFaulty, type Faults } from '../core/faults/errors.js';
import { fromJson, toJson, type Json } from './file/json.js';
import type { Plain } from '../core/term.js';
import type { Names, Network, NetworkState } from '../core/network.js';
import { stateFaults } from '../core/state-faults.js';

/** A state as JSON: every variable by part, name and variable, bit for bit. */
export const snapshot = <L extends Names, C extends Names>(state: NetworkState<L, C>): Json => {
  expectState('snapshot', state);
  // Records of records of tensors are plain data; only the names in the type hide it.
  return toJson(state as unknown as Plain);
};

/** The state in a snapshot of this network, or its faults; a run goes on from it bit for bit. */
export const restore = <L extends Names, C extends Names>(
  net: Network<L, C>,
  json: Json,
): E.Either<Faults, NetworkState<L, C>> => {
  const plain = expected(
    () => expectNetwork('restore', net),
    () => fromJson(json, 'snapshot'),
  );
  if (E.isLeft(plain)) return plain;
  // Of any type until `stateFaults` has checked it.
  const state = plain.right as unknown as NetworkState<L, C>;
  return unlessFaulty(stateFaults(net, state), () => state);
};
