import type { Algebra } from '../../core/algebra.js';
import { shown } from '../../core/faults/shown.js';
import type { Arriving, Connection, Lasting, Synapses } from '../../core/connection.js';
import { fault } from '../../core/faults/errors.js';
import { forEachBlock } from '../../core/deferred.js';
import { eachOf, madeNarrow, packed, type Made } from '../../core/places.js';
import { remembered } from '../../core/record.js';
import { windowSteps } from '../../core/response.js';
import { rowAfter, rowBefore } from '../../core/ring.js';
import { size, type Shape } from '../../core/shape.js';
import { asF32, type Tensor } from '../../core/tensor.js';
import { delayFaults, shortFaults } from './delay-faults.js';
import type { Change } from './around.js';
import type { Initialiser } from './initialiser.js';
import { rowsAs } from './rows.js';

/** What a delay for each synapse is refused by. */
const wanted =
  'one number: only right around sparse(...), such as sparse(allToAllPattern(), w), has each synapse its own (other wrappers go around delayed)';

/** Spikes after the time of each synapse. */
export const eachAfter = (
  connection: Connection<string>,
  given: Tensor | Initialiser,
  from: Shape,
  to: Shape,
  onArrival: boolean,
): Change => {
  const { synapses, apply } = connection;
  if (synapses === undefined) return { faults: [fault('Parameter', 'delay', wanted, shown(given))], apply };
  const count = synapses.post.shape[0]!;
  const delays = asF32(typeof given === 'function' ? given([count]) : given);
  const faults = delayFaults(delays, count);
  if (faults.length > 0) return { faults, apply };
  return {
    ...ringOf(connection, synapses, delays, [from, to], onArrival),
    described: { delay: (typeof given === 'function' ? given.term : undefined) ?? delays },
  };
};

/** A ring of the currents that spikes will make when they arrive. */
const ringOf = (
  { windows, timeFaults }: Connection<string>,
  synapses: Synapses,
  delays: Tensor,
  [from, to]: readonly [from: Shape, to: Shape],
  onArrival: boolean,
): Change => {
  const { shortest, synapse, longest } = rangeOf(delays);
  const n = size(to);
  // What rules still have to see of the spikes that arrive takes a row more.
  const more = onArrival ? 1 : 0;
  const rows = (dt: number): number => windowSteps(longest, dt) + more;
  const dueAt = oncePer((dt) => {
    const steps = stepsOf(delays, dt, rows(dt), (own) => own % rows(dt));
    return packed({ _tag: 'Later', steps, places: eachOf(synapses.post, n), width: n }, rows(dt) * n);
  });
  const line = onArrival ? delayLine(synapses, delays, rows, from) : undefined;
  const rings: Readonly<Record<string, Lasting>> = {
    inTransit: { time: longest, more, shape: to, due: 'slot' },
    ...(line && { sent: { time: longest, more, shape: from, dtype: 'bool' } }),
  };
  return {
    delays,
    windows: { ...windows, ...rings },
    timeFaults: (dt) => [...(timeFaults?.(dt) ?? []), ...shortFaults(shortest, dt, synapse)],
    synapses: undefined,
    apply: (A, vars, pre, dt) => {
      const [ring, slot] = [vars['inTransit']!, vars['slot']!];
      const current = rowsAs(A, A.rowAt(ring, slot), to);
      const inTransit = A.deposit(ring, slot, synapses.passed(A, vars, pre), dueAt(dt));
      const sent = line && { sent: A.withRow(vars['sent']!, slot, A.ne(pre, 0)) };
      return { current, vars: { ...vars, inTransit, ...sent, slot: rowAfter(A, slot, rows(dt)) } };
    },
    ...(line && { arriving: line }),
  };
};

/** What rules see of spikes that arrive: sent, a ring, has those of the last steps; slot says which of its rows is the oldest. */
const delayLine = (synapses: Synapses, delays: Tensor, rows: (dt: number) => number, from: Shape): Arriving => {
  const m = size(from);
  const sourceAt = oncePer((dt) => {
    const last = rows(dt) - 1;
    const steps = stepsOf(delays, dt, rows(dt), (own) => last - own);
    return packed({ _tag: 'Later', steps, places: eachOf(synapses.pre, m), width: m }, rows(dt) * m);
  });
  const seen = <T>(A: Algebra<T>, ring: T, oldest: T, dt: number): T => A.collect(ring, oldest, sourceAt(dt));
  return {
    pre: (A, { sent, slot }) => ({ s: A.rowAt(sent!, rowBefore(A, slot!, A.type(sent!).shape[1]!)) }),
    line: { steps: rows, seen, arrived: (A, vars, dt) => seen(A, vars['sent']!, vars['slot']!, dt) },
    correlate: synapses.correlate,
  };
};

/** The shortest of some delays, with the first synapse that has it, and the longest, ms. */
const rangeOf = (
  delays: Tensor,
): { readonly shortest: number; readonly synapse: number | undefined; readonly longest: number } => {
  let [shortest, longest] = [Infinity, 0];
  let synapse: number | undefined;
  forEachBlock(delays, (times, at) => {
    times.forEach((time, k) => {
      if (time < shortest) [shortest, synapse] = [time, at + k];
      longest = Math.max(longest, time);
    });
  });
  return { shortest, synapse, longest };
};

/** A whole number below a bound for each delay, by its steps of dt. They are made from the delays when they are read. */
const stepsOf = (delays: Tensor, dt: number, bound: number, of: (steps: number) => number): Made =>
  madeNarrow(delays.shape[0]!, bound, (data, from) =>
    forEachBlock(
      delays,
      (times, at) => {
        for (let k = 0; k < times.length; k++) data[at - from + k] = of(windowSteps(times[k]!, dt));
      },
      [from, from + data.length],
    ),
  );

/** What is worked out once for steps of dt. */
const oncePer = <A>(make: (dt: number) => A): ((dt: number) => A) => {
  const found = new Map<number, A>();
  return (dt) => remembered(found, dt, () => make(dt));
};
