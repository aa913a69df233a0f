import type { Algebra } from './algebra.js';
import type { Term } from './term.js';
import type { LocalFault } from './faults/errors.js';
import type { Vars } from './model.js';
import type { Shape } from './shape.js';
import type { Dtype, Tensor } from './tensor.js';

/** How a connection joins the rows of a batch: `mean` is the sum divided by b; `each` keeps them apart, on a leading axis `b`. */
export type Over = 'sum' | 'mean' | 'max' | 'each';

/**
 * A linear map from presynaptic spikes to postsynaptic current, and its transpose. Rules use nothing but `correlate`, so
 * every rule works on every kind of connection. The law: `<apply(w, pre), post> = <w, correlate(pre, post)>`.
 *
 * A variable is *learned* (weights and bias: in its own shape, shared by the batch, kept by a reset) or *state* (with a
 * leading batch axis, back at `init` after a reset). (Methods, so that a connection may stand where its names are forgotten.)
 */
export interface Connection<K extends string> {
  readonly term: Term;
  readonly init: Vars<K, Tensor>;
  readonly learned: readonly K[];
  /** State besides `init` that holds the last so many ms: `[b, steps, ...shape]`, rounded to steps, at least one; 0 at first. */
  readonly windows?: Readonly<Record<string, Lasting>>;
  /** Of a sparse connection, whatever wraps it: the neurons (flattened) from which and to which each weight leads. Absent: all pairs, or windows. */
  readonly ends?: Ends;
  /** Of a delayed connection, whatever wraps it: the delay of each synapse, `[synapses]`, or of all spikes, `[]`, ms, as it was given or drawn. */
  readonly delays?: Tensor;
  /**
   * Of a connection that knows its synapses one by one: what each passes on `[b, synapses]`, and the neuron (flattened) that it goes to.
   * The current is their sum into each neuron, in this order.
   */
  readonly synapses?: Synapses | undefined;
  /** Of a connection whose rule sees the spikes of its source when they arrive: what it sees. Absent: the layer, as it fires. */
  readonly arriving?: Arriving;
  readonly faults: readonly LocalFault[];
  /** What is wrong with its times for steps of dt (ms). */
  readonly timeFaults?: (dt: number) => readonly LocalFault[];
  /**
   * The current `[b, ...to]` (mV) for the spikes `[b, ...from]`: linear in them. Spikes may be numbers; into a layer that responds over
   * time they are the spikes of many steps, weighed by age. (A connection with state of its own gets those of one step alone.)
   */
  apply<T>(
    this: void,
    A: Algebra<T>,
    vars: Vars<K, T>,
    pre: T,
    dt: number,
  ): { readonly current: T; readonly vars: Vars<K, T> };
  /** A current of every step, spikes or none, mV: broadcasts against `[...to]`; absent: none. */
  bias?<T>(this: void, A: Algebra<T>, vars: Vars<K, T>): T;
  /** The correlation of the two ends of every weight: the gradient of `<apply(w, pre), post>` by `w`. */
  readonly correlate: <T>(A: Algebra<T>, pre: T, post: T, over: Over) => T;
  /** Weight-shaped values summed over each unit that is normalised (a target neuron, a kernel), in a shape that broadcasts against `w`. */
  readonly total: <T>(A: Algebra<T>, values: T) => T;
  /** What weights have to be after every step of learning, and after normalising (a mask, a sign); absent: anything. */
  readonly constrain?: <T>(A: Algebra<T>, w: T) => T;
  /** Where weights are 0 at the end of every step whose frame has no mask for them, learning or not. */
  readonly mask?: Tensor;
  /** The same as `constrain` for first weights, once a rule has brought them within its bounds. */
  readonly constrainFirst?: (w: Tensor) => Tensor;
  /** What normalising makes the weights into each unit sum to, mV: bounds have to leave room for it. Absent: nothing. */
  readonly norm?: { readonly sum: number; readonly signed: boolean };
  /** Normalises the weights at the end of a run or an episode; absent: they stay. */
  normalise?<T>(this: void, A: Algebra<T>, vars: Vars<K, T>): Vars<K, T>;
}

/** How long a window lasts (ms), for how many steps more, and the shape of what it holds of each step. */
export interface Lasting {
  readonly time: number;
  readonly more?: number;
  readonly shape: Shape;
  /** Default f32. */
  readonly dtype?: Dtype;
  /** Of a ring: the variable that says which of its rows is due. */
  readonly due?: string;
}

/** The two ends of each synapse, i32 `[synapses]`. */
export interface Ends {
  readonly pre: Tensor;
  readonly post: Tensor;
}

/** The synapses of a connection that knows them one by one. */
export interface Synapses extends Ends {
  /** What each passes on, `[b, synapses]`, for the spikes of the source. */
  readonly passed: <T>(A: Algebra<T>, vars: Vars<string, T>, pre: T) => T;
  /** The correlation with what each synapse sees of its source, `[b, synapses]`. */
  readonly correlate: <T>(A: Algebra<T>, seen: T, post: T, over: Over) => T;
}

/** Spikes as they arrive, for a rule. */
export interface Arriving {
  /** Whether there are spikes, `[b, ...from]`, once the connection has been applied: where there is a line, those that enter it. */
  readonly pre: <T>(A: Algebra<T>, vars: Vars<string, T>) => Vars<'s', T>;
  readonly line?: DelayLine;
  /** Where there is a line, `pre` is what each synapse sees. */
  readonly correlate: <T>(A: Algebra<T>, pre: T, post: T, over: Over) => T;
}

/** Of synapses that have delays of their own: what each sees of its source is as many steps old as its delay is long. */
export interface DelayLine {
  /** Of how many steps a ring has to keep something of the source. */
  readonly steps: (dt: number) => number;
  /** What each synapse sees `[b, synapses]` of such a ring, `[b, steps, ...from]`, given which of its rows is the oldest. */
  readonly seen: <T>(A: Algebra<T>, ring: T, oldest: T, dt: number) => T;
  /** The spikes that each synapse sees. */
  readonly arrived: <T>(A: Algebra<T>, vars: Vars<string, T>, dt: number) => T;
}

/**
 * Whether the current of a connection is linear in its source's spikes alone, so that the present weights may be applied to the
 * spikes of many steps at once. The current of one with a state of its own (max-pooling) depends on that state in each step.
 */
export const isLinear = ({ init, learned, windows = {} }: Connection<string>): boolean =>
  [...Object.keys(init), ...Object.keys(windows)].every((name) => learned.includes(name));

/** A connection that is not yet placed: it takes the shapes of the layers it comes to join. */
export type Wiring<K extends string> = (from: Shape, to: Shape) => Connection<K>;

/** A wiring whose variables' names are no longer in its type. */
export type AnyWiring = Wiring<string>;
