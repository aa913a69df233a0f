import { shown } from '../../core/faults/shown.js';
import { FaultError, at, fault, refused, type LocalFault } from '../../core/faults/errors.js';
import { isList } from '../../core/list.js';
import type { Pattern } from './pattern-of.js';
import { sourcesOf } from './rows.js';

/**
 * A pattern given by rows (CSR): the targets of source i are `targets[starts[i]]` up to `targets[starts[i + 1]]`. Starts that do
 * not rise from 0 to the number of targets are a `FaultError`.
 */
export const patternOfRows = (starts: ArrayLike<number>, targets: ArrayLike<number>): Pattern => {
  const wrong = startFault(starts, targets);
  if (wrong !== undefined) throw new FaultError([at('patternOfRows')(wrong)]);
  return { pre: sourcesOf(starts, targets.length), post: targets };
};

const startFault = (starts: ArrayLike<number>, targets: ArrayLike<number>): LocalFault | undefined => {
  if (!isList(starts)) return fault('Parameter', 'starts', 'an array of whole numbers', shown(starts));
  if (!isList(targets)) return fault('Parameter', 'targets', 'an array of whole numbers', shown(targets));
  const want = `whole numbers that rise from 0 to ${targets.length}, the number of targets`;
  for (let row = 0; row < starts.length; row++) {
    const start = starts[row]!;
    if (!Number.isInteger(start) || (row === 0 ? start !== 0 : start < starts[row - 1]!))
      return fault('Parameter', 'starts', want, `${shown(start)} for row ${row}`);
  }
  const last = starts.length === 0 ? 0 : starts[starts.length - 1]!;
  return last === targets.length ? undefined : fault('Parameter', 'starts', want, `${last} at their end`);
};

/** A pattern given by pairs of neurons, `[[source, target], ...]`, in their order. What is no such list is a `FaultError`. */
export const patternOfPairs = (pairs: ArrayLike<readonly [source: number, target: number]>): Pattern => {
  const want = 'an array of pairs of neurons, [[source, target], ...]';
  if (!Array.isArray(pairs)) throw refused('patternOfPairs', 'pairs', want, shown(pairs));
  const [pre, post] = [new Int32Array(pairs.length), new Int32Array(pairs.length)];
  pairs.forEach((pair: unknown, place) => {
    if (!Array.isArray(pair) || pair.length !== 2 || !pair.every(isNeuron))
      throw refused('patternOfPairs', 'pairs', want, `${shown(pair)} at ${place}`);
    [pre[place], post[place]] = pair as [number, number];
  });
  return { pre, post };
};

const isNeuron = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31;
