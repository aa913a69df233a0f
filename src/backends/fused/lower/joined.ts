import { float, int, type Kind, type Local, type Value, type Writer } from '../code.js';
import { isLargest, type Applied } from '../nodes.js';

/**
 * How the products of several batch rows become one at a place: what it starts from, given in how many rows there is a spike,
 * and what each row with a spike makes of it. The largest is at least 0 if there is none in some row.
 */
export interface Joined {
  readonly first: (spikes: () => Value, kind: Kind) => Local;
  readonly next: (before: Value, value: Value, kind: Kind) => Local;
  /** What comes out. A sum from 0 is never -0; what is the largest of few may be. */
  readonly done: (value: Value, kind: Kind) => Value;
}

export const joining = (write: Writer, product: Applied | undefined, batch: number): Joined =>
  product !== undefined && isLargest(product)
    ? {
        first: (spikes, kind) => {
          const everywhere = write.op('i32.ge', 'i32', spikes(), int(batch));
          const first = write.op('f32.select', 'f32', everywhere, float(-Infinity), float(0));
          return kind === 'v128' ? write.op('f32.splat', 'v128', first) : first;
        },
        next: (before, value, kind) => write.op('f32.max', kind, before, value),
        done: (value, kind) => write.op('f32.add', kind, value, float(0)),
      }
    : {
        first: (_, kind) => write.variable(kind, float(0)),
        next: (before, value, kind) => write.op('f32.add', kind, before, value),
        done: (value) => value,
      };

/** One more at a place (in bytes) of a list of counts. */
export const countAt = (write: Writer, place: Value, counts: number): void =>
  write.store(write.op('i32.add', 'i32', write.load('i32', place, counts), int(1)), place, counts);
