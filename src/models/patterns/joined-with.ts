import type { Key } from '../../core/random.js';
import { collecting } from './collecting.js';
import { gapsOf } from './draws.js';
import type { Pattern } from './pattern-of.js';
import { patternByRows } from './rows.js';

/**
 * The pairs that are chosen with a probability, independently, and kept: by source, then target. It takes a time in proportion to
 * those that are chosen, and the room of the synapses.
 */
export const joinedWith = (
  key: Key,
  probability: number,
  m: number,
  n: number,
  keeps: (source: number, target: number) => boolean,
): Pattern => {
  const gap = gapsOf(key, probability);
  const starts = new Int32Array(m + 1);
  const targets = collecting(n);
  let source = 0;
  let target = -1;
  for (;;) {
    target += gap();
    if (target >= n) {
      const next = Math.min(source + Math.floor(target / n), m);
      starts.fill(targets.count(), source + 1, next + 1);
      if (next === m) break;
      target -= n * (next - source);
      source = next;
    }
    if (keeps(source, target)) targets.add(target);
  }
  return patternByRows(starts, targets.all());
};
