import * as E from 'fp-ts/lib/Either.js';
import { orThrow, vocabulary, type AnyNetwork } from '../../../src/index.js';
import { describe, fromDescription, type Json } from '../../../src/file.js';
import { retuned } from '../../../src/live.js';
import type { AnyState } from '../../support/trials.js';

type Path = readonly string[];

/** How many numbers are tried: of networks with many parts, those of the first. */
const most = 16;

/** The places of all numbers in the models, connections and rules of a description. */
const numbersIn = (json: Json, path: Path = []): readonly Path[] => {
  if (typeof json === 'number') return path.length > 3 && json !== 0 ? [path] : [];
  if (typeof json !== 'object' || json === null || 'dtype' in json) return [];
  return Object.entries(json).flatMap(([name, part]) =>
    ['shape', 'from', 'to', 'dt'].includes(name) ? [] : numbersIn(part as Json, [...path, name]),
  );
};

const changedAt = (json: Json, [name, ...rest]: Path, factor: number): Json => {
  if (name === undefined) return (json as number) * factor;
  const parts = json as Readonly<Record<string, Json>>;
  const part = changedAt(parts[name]!, rest, factor);
  return Array.isArray(json) ? json.map((of: Json, k) => (`${k}` === name ? part : of)) : { ...parts, [name]: part };
};

/**
 * Networks that differ from one in as many parameters as may change while it runs: each number that may be multiplied by the first
 * factor is multiplied by every factor.
 */
export const withOtherParameters = (
  net: AnyNetwork,
  state: AnyState,
  [factor, ...factors]: readonly [number, ...number[]],
): { readonly count: number; readonly nets: readonly AnyNetwork[] } => {
  const described = describe(net) as Json;
  const read = (json: Json) => fromDescription(json, { vocabulary });
  const mayChange = (json: Json): boolean => {
    const other = read(json);
    return E.isRight(other) && E.isRight(retuned(net, state, other.right));
  };
  let first = described;
  const free = numbersIn(described)
    .slice(0, most)
    .filter((path) => {
      const next = changedAt(first, path, factor);
      if (!mayChange(next)) return false;
      first = next;
      return true;
    });
  const others = factors.map((by) => free.reduce((json, path) => changedAt(json, path, by), described));
  return { count: free.length, nets: [first, ...others].map((json) => orThrow(read(json))) };
};
