import { checkRoom } from '../../core/room.js';
import { narrow, type Narrow } from '../../core/places.js';

/** Whole numbers below a bound that come one by one, in blocks: none is copied before it is known how many there are. */
export interface Collected {
  readonly add: (value: number) => void;
  readonly count: () => number;
  /** All of them, in their order. */
  readonly all: () => Narrow;
}

export const collecting = (bound: number): Collected => {
  const full: Narrow[] = [];
  let block = new Int32Array(2 ** 8);
  let used = 0;
  let before = 0;
  const put = (values: Int32Array): void => {
    const room = narrow(values.length, bound);
    room.set(values);
    full.push(room);
  };
  return {
    add: (value) => {
      if (used === block.length) {
        put(block);
        before += used;
        checkRoom('synapses', [before]);
        if (used < 2 ** 16) block = new Int32Array(2 * used);
        used = 0;
      }
      block[used++] = value;
    },
    count: () => before + used,
    all: () => {
      const values = narrow(before + used, bound);
      let place = 0;
      for (const one of full) {
        values.set(one, place);
        place += one.length;
      }
      values.set(block.subarray(0, used), before);
      return values;
    },
  };
};
