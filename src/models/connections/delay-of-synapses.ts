import type { Algebra } from '../../core/algebra.js';
import { shown } from '../../core/check/shown.js';
import type { Arriving, Connection, Synapses } from '../../core/connection.js';
import { fault } from '../../core/errors.js';
import { forEachBlock } from '../../core/deferred.js';
import { eachOf, narrow, packed, type Narrow } from '../../core/places.js';
import { remembered } from '../../core/record.js';
import { windowSteps } from '../../core/response.js';
import { size, type Shape } from '../../core/shape.js';
import { asF32, type Tensor } from '../../core/tensor.js';
import { delayFaults, shortFaults } from './delay-faults.js';
import { nextSlot, taken, type Change } from './delay-ring.js';
import type { Initialiser } from './initialiser.js';
import { rowsAs } from './rows.js';

/** Spikes after the time of each synapse: a ring of the currents that they will make. */
export const eachAfter = (
  connection: Connection<string>,
  given: Tensor | Initialiser,
  from: Shape,
  to: Shape,
  onArrival: boolean,
): Change => {
  const { synapses } = connection;
  if (synapses === undefined)
    return {
      faults: [
        fault('Parameter', 'delay', 'one number, as only sparse connections have one for each synapse', shown(given)),
      ],
      apply: connection.apply,
    };
  const count = synapses.post.shape[0]!;
  const delays = asF32(typeof given === 'function' ? given([count]) : given);
  const wrong = delayFaults(delays, count);
  if (wrong.length > 0) return { faults: wrong, apply: connection.apply };
  const { shortest, longest } = rangeOf(delays);
  const n = size(to);
  const dueAt = oncePer((dt) => {
    const ring = windowSteps(longest, dt);
    const steps = stepsOf(delays, dt, ring, (own) => own % ring);
    return packed({ _tag: 'Later', steps, places: eachOf(synapses.post, n), width: n }, ring * n);
  });
  const line = onArrival ? delayLine(synapses, delays, longest, from) : undefined;
  return {
    faults: taken(connection),
    told: { delay: (typeof given === 'function' ? given.term : undefined) ?? delays },
    windows: { ...connection.windows, inTransit: { time: longest, shape: to, due: 'slot' }, ...line?.windows },
    timeFaults: (dt) => [
      ...(connection.timeFaults?.(dt) ?? []),
      ...(shortest < dt ? shortFaults(delays.data, dt) : []),
    ],
    synapses: undefined,
    apply: (A, vars, pre, dt) => {
      const [ring, slot] = [vars['inTransit']!, vars['slot']!];
      const current = rowsAs(A, A.rowAt(ring, slot), to);
      const inTransit = A.deposit(ring, slot, synapses.passed(A, vars, pre), dueAt(dt));
      return { current, vars: { ...vars, inTransit, slot: nextSlot(A, ring, slot), ...line?.after(A, vars, pre) } };
    },
    ...(line && { arriving: line.arriving }),
  };
};

/** The spikes of the last steps, newest last: of the synapses of a neuron each has its source as many rows before as its delay has steps. */
const delayLine = (synapses: Synapses, delays: Tensor, longest: number, from: Shape) => {
  const rows = (dt: number): number => windowSteps(longest, dt) + 1;
  const m = size(from);
  const sourceAt = oncePer((dt) => {
    const last = rows(dt) - 1;
    const steps = stepsOf(delays, dt, rows(dt), (own) => last - own);
    return packed({ _tag: 'Later', steps, places: eachOf(synapses.pre, m), width: m }, rows(dt) * m);
  });
  const arriving: Arriving = {
    shape: (dt) => [rows(dt), ...from],
    pre: (A, vars) => ({ s: A.ne(vars['sent']!, 0) }),
    correlate: (A, pre, post, over, dt) => synapses.correlate(A, pre, post, over, sourceAt(dt)),
  };
  return {
    windows: { sent: { time: longest, more: 1, shape: from } },
    after: <T>(A: Algebra<T>, vars: { readonly [name: string]: T }, pre: T) => ({
      sent: A.shiftIn(vars['sent']!, pre),
    }),
    arriving,
  };
};

/** The shortest and the longest of some delays, ms. */
const rangeOf = (delays: Tensor): { readonly shortest: number; readonly longest: number } => {
  let [shortest, longest] = [Infinity, 0];
  forEachBlock(delays, (times) => {
    for (const time of times) {
      if (time < shortest) shortest = time;
      if (time > longest) longest = time;
    }
  });
  return { shortest, longest };
};

/** A whole number below a bound for each delay, by its steps of dt. */
const stepsOf = (delays: Tensor, dt: number, bound: number, of: (steps: number) => number): Narrow => {
  const found = narrow(delays.shape[0]!, bound);
  forEachBlock(delays, (times, from) => {
    for (let k = 0; k < times.length; k++) found[from + k] = of(windowSteps(times[k]!, dt));
  });
  return found;
};

/** What is worked out once for steps of dt. */
const oncePer = <A>(make: (dt: number) => A): ((dt: number) => A) => {
  const found = new Map<number, A>();
  return (dt) => remembered(found, dt, () => make(dt));
};
