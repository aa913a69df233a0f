import { showShape, size } from '../../../core/shape.js';
import { stored } from '../../graph.js';
import { isAllDue, tailOf, type Update } from './event-tail.js';
import type { Kernel } from './kernel.js';

/** New values that are the old ones but in the steps in which one truth changes them all: in place, and in no other step a look. */
export const rareUpdate = (update: Update): Kernel => {
  const { before, after, reads, fresh } = update;
  return {
    name: `update now and then ${showShape(before.shape)}`,
    reads: [...new Set([before, ...reads.map(stored), fresh])],
    writes: [after],
    overwrites: (value) => value === before,
    guards: true,
    emit: (write) => {
      const { apply, end } = tailOf(write, update);
      write.if(isAllDue(write, update), () =>
        write.along(size(before.shape), (place, lanes) => apply(new Map(), place, lanes)),
      );
      end();
    },
  };
};
