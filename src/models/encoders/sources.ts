import { expectTensor } from '../../core/expect.js';
import { isFrame } from '../../core/frame.js';
import { fresh, freshTensor } from '../../core/run/fresh.js';
import { rowOf, type InBlocks } from '../../core/run/block.js';
import {
  blocksOf,
  factsOf,
  known,
  opened,
  type AnySteps,
  type Facts,
  type Places,
  type Steps,
} from '../../core/run/source.js';
import type { Stream } from '../../core/run/stream.js';
import { isTensor, type Tensor } from '../../core/tensor.js';
import { constantly, rowsInBlocks } from './in-blocks.js';

/** The same value in every step. */
export interface Always<A> extends Iterable<A> {
  readonly always: A;
}

/** The same value in every step, for as long as something else lasts: `frames({ X: spikes }, { inject: { Y: always(v) } })`. */
export const always = <A>(value: A): Always<A> => {
  const every: Always<A> = {
    always: value,
    *[Symbol.iterator]() {
      const now = fresh(value);
      for (;;) yield now;
    },
  };
  const facts = {
    independent: true,
    fresh: true,
    endless: true,
    doubtful: doubtsOf(value),
    rows: isBare(value) ? [] : 'anywhere',
  } as const;
  // A block ends once, after its last step.
  const ends = typeof value === 'object' && value !== null && 'ends' in value;
  return Object.assign(every, known(facts, ends ? undefined : (_, most) => constantly(fresh(value), Infinity, most)));
};

/** Where bool elements of a value may be others than 0 and 1. */
export const doubtsOf = (value: unknown): Places =>
  isBare(value) || (isTensor(value) && value.dtype !== 'bool') ? [] : 'anywhere';

/** A number, or a frame without anything, as in silence. */
const isBare = (value: unknown): boolean =>
  typeof value === 'number' || (isFrame(value) && Object.keys(value as object).length === 0);

/** What comes step by step: a tensor `[t, ...]`, one row a step; any iterable; a source; `always` the same; all of it at once or later. */
export type AnySource<A = Tensor> = Tensor | AnySteps<A>;

/** As `AnySource`, of values that are there at once. */
export type SourceNow<A = Tensor> = Tensor | Steps<A>;

/** A source as a stream of its values; anything else is a fault. */
export const valuesOf = <A>(place: string, source: AnySource<A>, dt: number): Stream<A> =>
  isTensor(source)
    ? (rowsOf(source) as Stream<unknown> as Stream<A>) // A tensor may be given where A is Tensor.
    : opened<A>(place, source, dt, 'a tensor [t, ...], an iterable, always(...), or a function of dt that gives one');

/** How any source is read in blocks; undefined where it gives value by value. */
export const inBlocks = <A>(source: AnySource<A>): InBlocks<A> | undefined => {
  if (!isTensor(source)) return blocksOf<A>(source);
  const rows: InBlocks<unknown> = (_, most) => rowsInBlocks(source, most);
  return rows as InBlocks<A>;
};

/** What is known of a source before it is read. */
export const factsOfAny = <A>(source: AnySource<A>): Facts =>
  isTensor(source)
    ? { independent: true, fresh: true, endless: false, doubtful: doubtsOf(source), rows: 'anywhere' }
    : factsOf(source);

/** The rows of a tensor along its first axis, each a tensor of its own. */
export const rowsOf = (x: Tensor): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    expectTensor('rowsOf', x);
    for (let row = 0; row < (x.shape[0] ?? 0); row++) yield freshTensor(rowOf(x, row));
  },
});
