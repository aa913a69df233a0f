import { at, fault, type Fault } from '../errors.js';
import type { Monitors } from './follow.js';
import type { Followed } from './follower.js';
import type { AnyState } from '../step-input.js';
import type { Monitor } from './monitor.js';
import type { AnyNetwork } from '../network.js';
import type { Past } from './past.js';
import { networkSlots } from '../slots.js';
import type { Tensor } from '../tensor.js';
import { passed, type Watch } from './watch.js';

/** The monitors to go on with after a run over so many batch rows that ended in a state. */
export const resumed = (
  monitors: Monitors,
  net: AnyNetwork,
  state: AnyState<Tensor>,
  rows: number,
  { each, steps }: Followed,
): Monitors =>
  Object.fromEntries(
    each.map(({ name, watches, fold, seen, clock }): [string, Monitor<unknown>] => {
      const monitor = monitors[name]!;
      const known = monitor.past?.rows ?? (seen && hasRows(net, watches) ? rows : undefined);
      const { steps: all, episode, over } = clock;
      const past: Past = { steps: all, episode, over, dt: net.dt, state, rows: known };
      return [name, { ...monitor, fold, watches: watches.map((watch) => passed(watch, steps)), past }];
    }),
  );

/** Whether any of some variables has batch rows: what is learned has none. */
const hasRows = (net: AnyNetwork, watches: readonly Watch[]): boolean => {
  if (watches.length === 0) return false;
  const { layers, connections } = networkSlots(net);
  return watches.some(({ of, variable }) => (layers[of] ?? connections[of])?.[variable]?.learned !== true);
};

/** What keeps monitors from going on over a run with so many rows: what they have would be of other samples, or of other times. */
export const resumeFaults = (net: AnyNetwork, monitors: Monitors, rows: number): readonly Fault[] =>
  Object.entries(monitors).flatMap(([name, { past }]) => {
    if (past?.rows === undefined) return [];
    const before = 'as in the run that it goes on from (begin a new monitor for this one)';
    return [
      ...(past.rows === rows ? [] : [fault('Parameter', 'batch', `${counted(past.rows)}, ${before}`, counted(rows))]),
      ...(past.dt === net.dt ? [] : [fault('Parameter', 'dt', `${past.dt} ms, ${before}`, `${net.dt}`)]),
    ].map(at(`monitor '${name}'`));
  });

const counted = (rows: number): string => `${rows} ${rows === 1 ? 'row' : 'rows'}`;
