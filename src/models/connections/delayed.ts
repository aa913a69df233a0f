import type { Algebra } from '../../core/algebra.js';
import { expectWiring } from '../../core/check/expect.js';
import { shown } from '../../core/check/shown.js';
import type { Connection, Wiring } from '../../core/connection.js';
import { fault, type LocalFault } from '../../core/errors.js';
import { remembered } from '../../core/record.js';
import { windowSteps } from '../../core/response.js';
import { size, type Shape } from '../../core/shape.js';
import { asF32, tensor, type Tensor } from '../../core/tensor.js';
import type { Plain, Term } from '../../core/term.js';
import { delay, part } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { settle } from '../parameters/settle.js';
import { required, type Table } from '../parameters/table.js';
import { delayFaults, shortFaults } from './delay-faults.js';
import type { Initialiser } from './initialiser.js';
import { rowsAs } from './rows.js';

/** One delay for all spikes, or one for each synapse, ms: as numbers, or how to draw them. */
export type Delay = number | Tensor | Initialiser;

const parameters = {
  /** How long spikes take, ms: one number, or one for each synapse of a sparse connection. At least dt, and rounded to steps, half up. */
  delay: [required, delay],
  /** The connection. */
  of: [required, part('connection')],
} satisfies Table;

/** The variables of a delay. */
type InTransit = 'inTransit' | 'slot';

/**
 * A connection whose spikes take time: one delay for all, or one for each synapse. It adds to when spikes arrive without it (in the
 * step after): what reaches a receptor then takes effect when it does in NEST and Brian2 for that delay. Rules see the spikes of both
 * layers when they are fired.
 *
 * Variables besides the connection's: inTransit, a ring `[b, steps, ...]` of what is on its way (with one delay the spikes of the
 * source, with several the currents to the target), and slot `[b]`, which row of it is due.
 */
export const delayed = entered(
  <K extends string>(of: Wiring<K>, delay: Delay): Wiring<K | InTransit> => {
    expectWiring('delayed', of);
    const { given, faults } = settle('delayed', parameters, { delay, of });
    return (from, to) => {
      const connection: Connection<string> = of(from, to);
      const made =
        typeof delay === 'number' ? together(connection, delay, from) : eachAfter(connection, delay as never, to);
      const { told, ...changed } = made;
      return {
        ...connection,
        ...changed,
        init: { ...connection.init, slot: tensor([], [0], 'i32') },
        term: { name: 'delayed', params: { ...given, of: connection.term, ...told } as Term['params'] },
        faults: [...connection.faults, ...faults(), ...made.faults],
      } as Connection<string> as Connection<K | InTransit>;
    };
  },
  'connection',
  'delayed',
  parameters,
  (construct, { of, delay }) => construct(of, delay),
);

/** What a delay changes of a connection. */
interface Change extends Pick<Connection<string>, 'apply' | 'windows' | 'timeFaults' | 'synapses'> {
  readonly faults: readonly LocalFault[];
  readonly told?: { readonly delay: Plain };
}

/** All spikes after one time: a ring of them. */
const together = (connection: Connection<string>, time: number, from: Shape): Change => ({
  faults: taken(connection),
  windows: { ...connection.windows, inTransit: { time, shape: from } },
  timeFaults: (dt) => [...(connection.timeFaults?.(dt) ?? []), ...shortFaults([time], dt)],
  synapses: undefined,
  apply: (A, vars, pre, dt) => {
    const [ring, slot] = [vars['inTransit']!, vars['slot']!];
    const sent = connection.apply(A, vars, A.rowAt(ring, slot), dt);
    return {
      current: sent.current,
      vars: { ...sent.vars, inTransit: A.withRow(ring, slot, pre), slot: next(A, ring, slot) },
    };
  },
});

/** Spikes after the time of each synapse: a ring of the currents that they will make. */
const eachAfter = (connection: Connection<string>, given: Tensor | Initialiser, to: Shape): Change => {
  const { synapses } = connection;
  if (synapses === undefined)
    return {
      faults: [
        fault('Parameter', 'delay', 'one number, as only sparse connections have one for each synapse', shown(given)),
      ],
      apply: connection.apply,
    };
  const [count, n] = [synapses.post.data.length, size(to)];
  const delays = asF32(typeof given === 'function' ? given([count]) : given);
  const wrong = delayFaults(delays, count);
  if (wrong.length > 0) return { faults: wrong, apply: connection.apply };
  let longest = 0;
  for (const time of delays.data) longest = Math.max(longest, time);
  const places = new Map<number, Tensor>();
  const placesAt = (dt: number): Tensor =>
    remembered(places, dt, () => {
      const steps = windowSteps(longest, dt);
      const place = (time: number, synapse: number): number =>
        (windowSteps(time, dt) % steps) * n + synapses.post.data[synapse]!;
      return { shape: [count], dtype: 'i32', data: Int32Array.from(delays.data, place) };
    });
  return {
    faults: taken(connection),
    told: { delay: (typeof given === 'function' ? given.term : undefined) ?? delays },
    windows: { ...connection.windows, inTransit: { time: longest, shape: to } },
    timeFaults: (dt) => [...(connection.timeFaults?.(dt) ?? []), ...shortFaults(delays.data, dt)],
    synapses: undefined,
    apply: (A, vars, pre, dt) => {
      const [ring, slot] = [vars['inTransit']!, vars['slot']!];
      const current = rowsAs(A, A.rowAt(ring, slot), to);
      const after = A.deposit(ring, slot, synapses.passed(A, vars, pre), placesAt(dt));
      return { current, vars: { ...vars, inTransit: after, slot: next(A, ring, slot) } };
    },
  };
};

/** The slot that is due in the next step. */
const next = <T>(A: Algebra<T>, ring: T, slot: T): T =>
  A.where(A.ge(slot, A.type(ring).shape[1]! - 1), 0, A.add(slot, 1));

/** A delay has variables of its own, so a connection has one. */
const taken = ({ windows = {} }: Connection<string>): readonly LocalFault[] =>
  'inTransit' in windows ? [fault('Surplus', 'a connection with a delay', 'no other delay', 'a second one')] : [];
