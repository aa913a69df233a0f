import { unless } from '../faults/refuse.js';
import { at, type Fault } from '../faults/errors.js';
import { mapEntries } from '../record.js';
import type { AnyNetwork } from '../network.js';
import { counted } from '../rows.js';
import { slotOf } from '../slots.js';
import type { AnyState } from '../graph/step-input.js';
import type { Tensor } from '../tensor.js';
import type { Monitor } from './monitor.js';
import type { Monitors, Recordings } from './recordings.js';
import { passed, type Watch } from './watch.js';

/** The monitors to go on with after a run over so many batch rows that ended in a state. */
export const monitorsAfter = (
  monitors: Monitors,
  net: AnyNetwork,
  state: AnyState<Tensor>,
  rows: number,
  { each, steps: taken }: Recordings,
): Monitors => {
  const recordings = new Map(each.map((recording) => [recording.name, recording]));
  return mapEntries(monitors, (name, monitor): Monitor<unknown> => {
    const { watches, fold, sampled, clock } = recordings.get(name)!;
    const { steps, episode, over } = clock;
    const known = monitor.past?.rows ?? (sampled && hasRows(net, watches) ? rows : undefined);
    return {
      ...monitor,
      fold,
      watches: watches.map((watch) => passed(watch, taken)),
      past: { steps, episode, over, dt: net.dt, state, rows: known },
    };
  });
};

/** Whether any of some variables has batch rows: learned ones have none. */
const hasRows = (net: AnyNetwork, watches: readonly Watch[]): boolean =>
  watches.some(({ of, variable }) => slotOf(net, of, variable)?.learned !== true);

/** The faults of monitors that cannot go on over a run with so many rows: they have recorded other samples, or other times. */
export const resumeFaults = (net: AnyNetwork, monitors: Monitors, rows: number): readonly Fault[] =>
  Object.entries(monitors).flatMap(([name, { past }]) => {
    if (past?.rows === undefined) return [];
    const before = 'as in the run that it goes on from (begin a new monitor for this one)';
    return [
      ...unless(past.rows === rows, 'Parameter', 'batch', `${counted(past.rows)}, ${before}`, counted(rows)),
      ...unless(past.dt === net.dt, 'Parameter', 'dt', `${past.dt} ms, ${before}`, `${net.dt}`),
    ].map(at(`monitor '${name}'`));
  });
