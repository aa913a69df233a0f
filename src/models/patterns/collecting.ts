import { checkRoom } from '../../core/check/room.js';

/** Whole numbers that come one by one, in blocks: none is copied before it is known how many there are. */
export interface Collected {
  readonly add: (value: number) => void;
  readonly count: () => number;
  /** All of them, in their order. */
  readonly all: () => Int32Array<ArrayBuffer>;
}

export const collecting = (): Collected => {
  const full: Int32Array[] = [];
  let block = new Int32Array(2 ** 8);
  let used = 0;
  let before = 0;
  return {
    add: (value) => {
      if (used === block.length) {
        full.push(block);
        before += used;
        checkRoom('synapses', [before]);
        block = new Int32Array(Math.min(2 * used, 2 ** 20));
        used = 0;
      }
      block[used++] = value;
    },
    count: () => before + used,
    all: () => {
      const values = new Int32Array(before + used);
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
