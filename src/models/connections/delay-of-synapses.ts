import type { Algebra } from '../../core/algebra.js';
import { shown } from '../../core/check/shown.js';
import type { Arriving, Connection, Synapses } from '../../core/connection.js';
import { fault } from '../../core/errors.js';
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
  const count = synapses.post.data.length;
  const delays = asF32(typeof given === 'function' ? given([count]) : given);
  const wrong = delayFaults(delays, count);
  if (wrong.length > 0) return { faults: wrong, apply: connection.apply };
  let longest = 0;
  for (const time of delays.data) longest = Math.max(longest, time);
  const n = size(to);
  const dueAt = placesBy(
    delays,
    (steps, synapse, dt) => (steps % windowSteps(longest, dt)) * n + synapses.post.data[synapse]!,
  );
  const line = onArrival ? delayLine(synapses, delays, longest, from) : undefined;
  return {
    faults: taken(connection),
    told: { delay: (typeof given === 'function' ? given.term : undefined) ?? delays },
    windows: { ...connection.windows, inTransit: { time: longest, shape: to }, ...line?.windows },
    timeFaults: (dt) => [...(connection.timeFaults?.(dt) ?? []), ...shortFaults(delays.data, dt)],
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
  const sourceAt = placesBy(delays, (steps, synapse, dt) => (rows(dt) - 1 - steps) * m + synapses.pre.data[synapse]!);
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

/** A place for each synapse by the steps of its delay, worked out once for steps of dt. */
const placesBy = (delays: Tensor, place: (steps: number, synapse: number, dt: number) => number) => {
  const found = new Map<number, Tensor>();
  return (dt: number): Tensor =>
    remembered(found, dt, () => ({
      shape: delays.shape,
      dtype: 'i32',
      data: Int32Array.from(delays.data, (time, synapse) => place(windowSteps(time, dt), synapse, dt)),
    }));
};
