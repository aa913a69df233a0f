import * as E from 'fp-ts/lib/Either.js';
import { at, type Fault } from '../faults/errors.js';
import { rowsIn, type Rows } from './frame-fit.js';
import { frameFields, type Field } from './frame-fields.js';
import { isFrame, type Frame } from '../frame.js';
import type { AnyNetwork, Names, NetworkState, Wire } from '../network.js';
import { batchOf } from '../variables.js';
import { isTensor, type Tensor } from '../tensor.js';
import type { Facts } from './source.js';

/**
 * How many batch rows a run has: as many as its state; where that has one, as many as the first tensor of the first frame
 * that comes in rows.
 */
export const rowsOfRun = (
  net: AnyNetwork,
  state: NetworkState<Names, Names>,
  first: Frame<Tensor>,
  facts: Facts,
): Rows => {
  const own = batchOf(net, state);
  const given = own === 1 && isFrame(first) ? rowsGiven(net, first, facts) : undefined;
  return given === undefined || given.count === own
    ? {
        count: own,
        because: (got) =>
          got < 1 ? 'as the state is' : `as the state is (rested(net, state, { batch: ${got} }) is for ${got})`,
      }
    : { count: given.count, because: () => `as ${given.place} of frame 0` };
};

/** The faults of rules that cannot learn from so many rows at once before more is said. */
export const learningFaults = (net: AnyNetwork, { count }: Rows): readonly Fault[] =>
  Object.entries<Wire<string>>(net.connections).flatMap(([name, { rule }]) =>
    (rule?.batchFaults?.(count) ?? []).map(at(`connection '${name}'`)),
  );

interface Given {
  readonly place: string;
  readonly count: number;
}

const rowsGiven = (net: AnyNetwork, frame: Frame<Tensor>, facts: Facts): Given | undefined => {
  const named = Object.entries(frameFields(net, facts)).flatMap(([field, want]) =>
    Object.entries<Tensor | undefined>(frame[field as Field] ?? {}).map(
      ([name, x]) => [`${field} '${name}'`, x, want(name)] as const,
    ),
  );
  const all = [...named, ['reward', frame.reward, E.right({ shape: [], rowwise: true })] as const];
  return all
    .flatMap(([place, x, want]): readonly Given[] => {
      const count = isTensor(x) && E.isRight(want) ? rowsIn(x, want.right) : undefined;
      return count === undefined || count === 0 ? [] : [{ place, count }];
    })
    .at(0);
};
