import { tensor, type Tensor } from '../../core/tensor.js';
import { delay, oneOfWords, part } from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { aroundConnection } from './around.js';
import { eachAfter } from './delay-of-synapses.js';
import { allAfter, allAfterOnArrival } from './delay-ring.js';
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
 * A connection with a delay: one for all its spikes, or one for each synapse. It adds to the step that spikes take without
 * it, so at a receptor they take effect when they do in NEST and Brian2 for that delay. Rules see the spikes of both layers
 * when they are fired; with `pairing: 'arrival'` those of the source in the step in which they are delivered, as if all of
 * the delay were in the axon. Only the spikes of the source are then known: rules that read a trace of its layer are faults.
 *
 * Variables besides the connection's: inTransit, a ring `[b, steps, ...]` (with one delay of the spikes of the source, with
 * several of the currents to the target, by the weights when spikes are fired), and slot `[b]`, the row that is due. With
 * several delays and pairing on arrival also sent `[b, steps, ...from]`, a ring of the spikes of the last steps, of which
 * slot is the oldest; the rule's variables on the source's side are such rings too, with oldest `[b]`.
 */
export const delayed = aroundConnection(
  'delayed',
  {
    /** Delay, ms: one number, or one for each synapse of a sparse connection. At least dt, and rounded to steps, half up. */
    delay: [required, delay],
    ...options,
    /** The connection. */
    of: [required, part('connection')],
  },
  { delay: ['inTransit', 'slot'] },
  (delay: Delay, options: DelayOptions = {}) => ({ ...options, delay }),
  (connection, { delay, pairing }, from, to) => {
    const onArrival = pairing === 'arrival';
    const one = onArrival ? allAfterOnArrival : allAfter;
    return {
      ...(typeof delay === 'number' ? one(connection, delay, from) : eachAfter(connection, delay, from, to, onArrival)),
      init: { ...connection.init, slot: tensor([], [0], 'i32') },
    };
  },
);
