import type { Type } from './algebra.js';
import { at, fault, type Fault } from './faults/errors.js';
import { isRecord } from './faults/options.js';
import { shown, shownTensor } from './faults/shown.js';
import type { AnyNetwork, Names, NetworkState } from './network.js';
import { showType } from './ops.js';
import { sameShape } from './shape.js';
import { mapSlots, slotType, type Slot } from './slots.js';
import { isTensor, isTruth, truths } from './tensor.js';
import { batchOf, variablesOf } from './variables.js';

/** The faults of a state: variables that are missing or unknown, of another type, or of another batch than the first layer's. */
export const stateFaults = (net: AnyNetwork, state: NetworkState<Names, Names>): readonly Fault[] => {
  if (!isRecord(state) || !isRecord(state.layers) || !isRecord(state.connections))
    return [misplaced('a state', 'a record of noise, layers and connections', shown(state))];
  const batch = batchOf(net, state);
  if (!Number.isInteger(batch) || batch < 1) return [misplaced('batch', 'a whole number of at least 1', shown(batch))];
  const wanted = new Map<string, Wanted>([
    ...variablesOf(mapSlots(net, (slot) => ({ ...slotType(slot, batch), below: slot.below }))),
    ['noise', { shape: [3], dtype: 'i32' }],
  ]);
  const { layers: _, connections: __, ...others } = state;
  const given = new Map<string, unknown>([...variablesOf(state), ...Object.entries(others)]);
  const unknown = [...given.keys()].filter((path) => !wanted.has(path));
  return [
    ...Array.from(wanted).flatMap(([path, want]) => variableFaults(path, want, given.get(path))),
    ...unknown.map((path) =>
      at('state')(fault('Unknown', 'variable', 'the network has none of this name', `'${path}'`)),
    ),
  ];
};

/** What a variable has to be: of a type, and, where it is the place of a row in a ring, below the number of those. */
type Wanted = Type & Pick<Slot, 'below'>;

const variableFaults = (path: string, want: Wanted, got: unknown): readonly Fault[] => {
  const fits = isTensor(got) && sameShape(got.shape, want.shape) && (got.dtype === want.dtype || path.endsWith('.s'));
  if (!fits) return [misplaced(path, showType(want), isTensor(got) ? showType(got) : shownTensor(got))];
  const { below } = want;
  const outside = below === undefined ? undefined : got.data.find((place) => place < 0 || place >= below);
  if (outside !== undefined) return [misplaced(path, `the number of a row of its ring, below ${below}`, `${outside}`)];
  if (got.dtype !== 'bool' || isTruth(got.data)) return [];
  return [misplaced(path, truths, `${got.data.find((x) => x > 1)}`)];
};

const misplaced = (what: string, want: string, got: string): Fault => at('state')(fault('Shape', what, want, got));
