import { tensor, type Tensor } from '../../core/tensor.js';
import { delay, oneOfWords, part } from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { aroundConnection } from './around.js';
import { eachAfter } from './delay-of-synapses.js';
import { together, togetherOnArrival } from './delay-ring.js';
import type { Initialiser } from './initialiser.js';

/** One delay for all spikes, or one for each synapse, ms: as numbers, or how to draw them. */
export type Delay = number | Tensor | Initialiser;

const options = {
  /** Whether rules see the spikes of the source when they are fired, or when they arrive. */
  pairing: ['firing', oneOfWords('firing', 'arrival')],
} satisfies Table;

/** Options of `delayed`. */
export type DelayOptions = Partial<ParamsOf<typeof options>>;

/**
 * A connection whose spikes take time: one delay for all, or one for each synapse. It adds to when spikes arrive without it (in the
 * step after): what reaches a receptor then takes effect when it does in NEST and Brian2 for that delay. Rules see the spikes of both
 * layers when they are fired; with `pairing: 'arrival'` those of the source in the step in which they are delivered, as if the axon
 * made all of the delay. They then see nothing of the source but its spikes: rules that read a trace of its layer are faults.
 *
 * Variables besides the connection's: inTransit, a ring `[b, steps, ...]` of what is on its way (with one delay the spikes of the
 * source, with several the currents to the target, by the weights when spikes are fired), and slot `[b]`, which row of it is due.
 * With several delays and pairing on arrival also sent `[b, steps, ...from]`, a ring of the spikes of the last steps, of which slot is the
 * oldest; the rule's variables on the source's side are such rings too, with oldest `[b]`.
 */
export const delayed = aroundConnection(
  'delayed',
  {
    /** How long spikes take, ms: one number, or one for each synapse of a sparse connection. At least dt, and rounded to steps, half up. */
    delay: [required, delay],
    ...options,
    /** The connection. */
    of: [required, part('connection')],
  },
  ['inTransit', 'slot'],
  (delay: Delay, options: DelayOptions = {}) => ({ ...options, delay }),
  (connection, { delay, pairing }, from, to) => {
    const onArrival = pairing === 'arrival';
    const one = onArrival ? togetherOnArrival : together;
    return {
      ...(typeof delay === 'number' ? one(connection, delay, from) : eachAfter(connection, delay, from, to, onArrival)),
      init: { ...connection.init, slot: tensor([], [0], 'i32') },
    };
  },
);
