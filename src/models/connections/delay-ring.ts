import type { Algebra } from '../../core/algebra.js';
import type { Connection } from '../../core/connection.js';
import { rowAfter } from '../../core/ring.js';
import type { Shape } from '../../core/shape.js';
import { tensor } from '../../core/tensor.js';
import type { Change } from './around.js';
import { shortFaults } from './delay-faults.js';

/** All spikes after one time: a ring of them. */
export const allAfter = (connection: Connection<string>, time: number, from: Shape): Change => ({
  delays: tensor([], [time]),
  windows: { ...connection.windows, inTransit: { time, shape: from, due: 'slot' } },
  timeFaults: (dt) => [...(connection.timeFaults?.(dt) ?? []), ...shortFaults(time, dt)],
  synapses: undefined,
  apply: (A, vars, pre, dt) => {
    const [ring, slot] = [vars['inTransit']!, vars['slot']!];
    const sent = connection.apply(A, vars, A.rowAt(ring, slot), dt);
    return {
      current: sent.current,
      vars: { ...sent.vars, inTransit: A.withRow(ring, slot, pre), slot: rowAfter(A, slot, rowsIn(A, ring)) },
    };
  },
});

/** The same for a rule that sees spikes when they arrive: the ring has one row more, which keeps those that are delivered. */
export const allAfterOnArrival = (connection: Connection<string>, time: number, from: Shape): Change => ({
  ...allAfter(connection, time, from),
  windows: { ...connection.windows, inTransit: { time, more: 1, shape: from, due: 'slot' } },
  apply: (A, vars, pre, dt) => {
    const inTransit = A.withRow(vars['inTransit']!, vars['slot']!, pre);
    const slot = rowAfter(A, vars['slot']!, rowsIn(A, inTransit));
    const sent = connection.apply(A, vars, A.rowAt(inTransit, slot), dt);
    return { current: sent.current, vars: { ...sent.vars, inTransit, slot } };
  },
  arriving: {
    pre: (A, vars) => ({ s: A.ne(A.rowAt(vars['inTransit']!, vars['slot']!), 0) }),
    correlate: (A, pre, post, over) => connection.correlate(A, pre, post, over),
  },
});

/** How many rows a ring has. */
const rowsIn = <T>(A: Algebra<T>, ring: T): number => A.type(ring).shape[1]!;
