import { float, int, type Kind, type Local, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { isLargest, type Applied } from '../plan/nodes.js';

/**
 * How the products of several batch rows become one at a place: what it starts from, given in how many rows there is a spike,
 * and what each row with a spike makes of it. The largest is at least 0 if there is none in some row.
 */
export interface Joined {
  readonly first: (spikes: () => Value, kind: Kind) => Local;
  readonly next: (before: Value, value: Value) => Local;
  /** What comes out. A sum from 0 is never -0; what is the largest of few may be. */
  readonly done: (value: Value) => Value;
}

export const joining = (write: Writer, product: Applied | undefined, batch: number): Joined =>
  product !== undefined && isLargest(product)
    ? {
        first: (spikes, kind) => {
          const everywhere = write.op('i32.ge', spikes(), int(batch));
          const first = write.op('f32.select', everywhere, float(-Infinity), float(0));
          return kind === 'v128' ? write.op('f32.splat', first) : first;
        },
        next: (before, value) => write.op('f32.max', before, value),
        done: (value) => write.op('f32.add', value, float(0)),
      }
    : {
        first: (_, kind) => write.variable(kind, float(0)),
        next: (before, value) => write.op('f32.add', before, value),
        done: (value) => value,
      };

/** One more at a place (in bytes) of a list of counts. */
export const countAt = (write: Writer, place: Value, counts: number): void =>
  write.store(write.op('i32.add', write.load('i32', place, counts), int(1)), place, counts);
