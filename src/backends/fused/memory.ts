import type { Names, Network } from '../../core/network.js';
import { networkSlots, slotType, type Slot } from '../../core/slots.js';
import { size } from '../../core/shape.js';
import { aligned } from './layout.js';

/** A variable's place in memory. */
export interface Home {
  readonly slot: Slot;
  readonly address: number;
  readonly count: number;
}

/**
 * Where the state of a network lies, by path (`layers.Y.v`): first all that a new episode starts anew, in one piece, with its
 * first values in the same order behind it; then the noise counter and all that is learned.
 */
export interface StateMap {
  readonly homes: ReadonlyMap<string, Home>;
  readonly noise: number;
  readonly resting: { readonly from: number; readonly to: number; readonly bytes: number };
  readonly end: number;
}

/** Address 0 stays free, so that no value lies there. */
const start = 16;

export const stateMap = (net: Network<Names, Names>, batch: number): StateMap => {
  const slots = networkSlots(net);
  const all = (['layers', 'connections'] as const).flatMap((part) =>
    Object.entries(slots[part]).flatMap(([name, variables]) =>
      Object.entries(variables).map(([variable, slot]) => [`${part}.${name}.${variable}`, slot] as const),
    ),
  );
  const homes = new Map<string, Home>();
  let end = start;
  const settle = (path: string, slot: Slot): void => {
    const count = size(slotType(slot, batch).shape);
    homes.set(path, { slot, address: end, count });
    end += aligned(count * 4);
  };
  all.filter(([, { learned }]) => !learned).forEach(([path, slot]) => settle(path, slot));
  const bytes = end - start;
  const noise = end + bytes;
  end = noise + 16;
  all.filter(([, { learned }]) => learned).forEach(([path, slot]) => settle(path, slot));
  return { homes, noise, resting: { from: start + bytes, to: start, bytes }, end };
};
