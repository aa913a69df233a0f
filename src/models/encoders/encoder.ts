import type { BlockReader } from '../../core/run/block.js';
import { sourceFrom, type Places, type Source } from '../../core/run/source.js';
import type { Seed } from '../../core/random.js';
import type { Tensor } from '../../core/tensor.js';
import { stepsIn } from '../../core/time.js';
import { datum, duration, seed } from '../parameters/constraint.js';
import { constructorOf, type Said } from '../parameters/entry.js';
import { refuseAll } from '../../core/faults/refuse.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { intoBlocks, fromBlocks } from './in-blocks.js';

/** What every encoder of values takes. */
export const encoded = {
  /** Values to encode, of any shape. */
  datum: [required, datum([0, 2])],
  /** Duration, ms. */
  time: [required, duration],
} satisfies Table;

/** What every encoder of rates takes. */
const firing = {
  /** Seed of the random numbers. */
  seed: [required, seed],
  /** Rate of each place, Hz. */
  rates: [required, datum([0, 1000])],
  /** Duration, ms. */
  time: [required, duration],
} satisfies Table;

/** Values one by one, or a way to read them in blocks of so many steps, or of as many as suit it. */
export type Encoded = Iterable<Tensor> | ((most?: number) => BlockReader<Tensor>);

/**
 * An encoder from its parameters, how it takes them, and its values in so many steps of dt ms: tensors of its own, in which bool
 * elements are 0 and 1, one by one or in blocks. Parameters that make no sense, and a time that is no whole number of steps, end a run with a fault.
 */
export const encoder = <T extends Pick<typeof encoded, 'time'> & Table, Args extends readonly unknown[]>(
  name: string,
  parameters: T,
  taken: (...args: Args) => object,
  give: (params: ParamsOf<T>, steps: number, dt: number) => Encoded,
  doubtful: (params: ParamsOf<T>) => Places = () => [],
): Said<(...args: Args) => Source, 'encoder', T> =>
  constructorOf('encoder', name, parameters, taken, ({ given, faults }) => {
    const { time } = given as ParamsOf<Pick<typeof encoded, 'time'>>;
    const open = (dt: number): Encoded => {
      refuseAll(name, faults());
      return give(given, stepsIn(time, dt, name), dt);
    };
    return sourceFrom(
      { independent: true, fresh: true, endless: false, doubtful: doubtful(given), rows: 'anywhere' },
      (dt) => ({ [Symbol.iterator]: () => stepwise(open(dt))[Symbol.iterator]() }),
      (dt, most) => blockwise(open(dt), most),
    ) as Source; // An iterable is there at once.
  });

const stepwise = (values: Encoded): Iterable<Tensor> => (typeof values === 'function' ? fromBlocks(values()) : values);

const blockwise = (values: Encoded, most: number): BlockReader<Tensor> =>
  typeof values === 'function' ? values(most) : intoBlocks(values, most);

/** An encoder of rates (Hz) by random numbers. */
export const rateEncoder = (
  name: string,
  give: (params: ParamsOf<typeof firing>, steps: number, dt: number) => Encoded,
): Said<(seed: Seed, rates: Tensor, time: number) => Source, 'encoder', typeof firing> =>
  encoder(name, firing, (seed: Seed, rates: Tensor, time: number) => ({ seed, rates, time }), give);
