import type { Algebra } from '../../core/algebra.js';
import { refused } from '../../core/faults/errors.js';
import { everyNumber, mapParam, mapParams, type Param } from '../../core/tensor.js';
import { neuron, type Body } from '../neurons/neuron.js';
import { notNegative } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';

/** The longest wait that is drawn, in steps. */
const longest = 1024;

/** Up to so many steps float32 counts. */
const countable = 2 ** 24;

/**
 * Neurons that spike by themselves at rates of their own, each a Poisson process: in each step with probability rate x dt, independently.
 * Instead of a random number in each step they draw the time to the next spike (a geometric number of steps), so a step costs little
 * more than its spikes. They take no input. For rates that change there is `poissonGroup`; a new rate (`retuned`) holds from a neuron's
 * next spike on, and at the latest 1024 steps later. Variables: wait (steps until the neuron spikes; from 0 down, the next step
 * draws it anew), clock (steps so far, counted where start or duration need it), s. PyNN's SpikeSourcePoisson.
 */
export const spikeSourcePoisson = neuron(
  'spikeSourcePoisson',
  {
    /** Rate of each neuron, Hz; from 1000 / dt on it spikes in every step. */
    rate: [1, notNegative, [0, 1000]],
    /** Time from which it spikes, ms; rounded to steps, at most 2^24 of them. */
    start: [0, notNegative, [0, 10]],
    /** How long it spikes from then on, ms; rounded likewise, or infinite. */
    duration: [Infinity, notNegative, [0, 20]],
  },
  (p): Body<'wait' | 'clock' | 's'> => ({
    init: { wait: 0, clock: 0, s: false },
    noise: 'neuron',
    source: true,
    step: (A, { wait, clock }, _input, dt, u) => {
      const left = A.sub(A.where(A.ge(0, wait), drawn(A, u, p.rate, dt), wait), 1);
      const due = A.lt(left, 0);
      if (isEach(p.start, 0) && isEach(p.duration, Infinity)) return { wait: left, clock, s: due };
      const first = mapParam((start) => stepAt('start', start, dt), p.start);
      const end = mapParams((from, time) => stepAt('start + duration', from! + time!, dt), p.start, p.duration);
      return { wait: left, clock: A.add(clock, 1), s: A.and(due, A.and(A.ge(clock, first), A.lt(clock, end))) };
    },
  }),
);

/** All parameters of `spikeSourcePoisson`. */
export type SpikeSourcePoissonParams = ParamsOf<typeof spikeSourcePoisson.entry.parameters>;

/**
 * Waits whose whole part is the number of steps without a spike: exponential, at the rate at which a step stays without one with
 * probability 1 - rate dt. Longer ones are cut to a whole number of steps, at the end of which none is left and no spike comes, but
 * another wait, which a process without memory does not tell from the first.
 */
const drawn = <T>(A: Algebra<T>, u: T, rate: Param, dt: number): T => {
  // 0 stands for the numbers below 2^-24. Without a rate a wait is as long as it gets, and with the highest it is 0.
  const scale = mapParam((hertz) => Math.max(1 / Math.log1p(-Math.min((hertz * dt) / 1000 + 0, 1)), -1e30), rate);
  return A.min(A.mul(A.log(A.max(u, 2 ** -25)), scale), longest);
};

const isEach = (param: Param, value: number): boolean => everyNumber(param, (own) => own === value);

/** The number of the step that begins at a time (ms); one that is never reached where it is infinite. */
const stepAt = (what: string, time: number, dt: number): number => {
  const step = Math.round(time / dt);
  const want = `infinite, or at most ${countable} steps (${countable * dt} ms)`;
  if (step > countable && step < Infinity) throw refused('spikeSourcePoisson', what, want, `${time} ms`);
  return Math.min(step, 2 * countable);
};
