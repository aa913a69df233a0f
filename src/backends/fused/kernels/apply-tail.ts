import type { Node } from '../../../core/graph/graph.js';
import { float, int, type Local, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { ordinary } from '../plan/reach.js';
import type { EventUpdate } from '../plan/event-updates.js';
import { addressOf, kindIn, type Context } from './context.js';
import { computed, filling } from './elements.js';
import type { Guard } from './guard.js';
import { anywhere, type Products } from './products.js';
import type { Buffers } from './buffers.js';

/**
 * Given the outer products at one place, or at four, computes all of f that asks for nothing else: so it may stand before a loop
 * over places where they are the same. What comes back puts the rest of f into memory, at a place in bytes.
 */
export type ApplyTail = (products: Products, lanes: 1 | 4) => (place: Value) => void;

/** What a part of an update has to go by. */
export interface Job {
  readonly update: EventUpdate;
  readonly place: Buffers;
  readonly context: Context;
  readonly applyTail: ApplyTail;
  /** Whether all rows and columns are to be computed. */
  readonly fresh: Value;
}

/** `strays` becomes a mask of all bits where a guarded update stores a value that is extraordinary. */
export const tailOf = (
  write: Writer,
  update: EventUpdate,
  context: Context,
  strays: Local,
  guards?: Guard,
): ApplyTail => {
  const local = new Set<Node>([update.before, ...update.constants]);
  for (const node of update.nodes) if (node.args.some((arg) => local.has(arg))) local.add(node);
  const early = update.nodes.filter((node) => !local.has(node));
  const late = update.nodes.filter((node) => local.has(node));
  return ({ preEvents, postEvents }, lanes) => {
    const before = new Map<Node, Value>([
      ...(update.preEvents && preEvents ? [[update.preEvents, preEvents] as const] : []),
      ...(update.postEvents && postEvents ? [[update.postEvents, postEvents] as const] : []),
    ]);
    const known = (values: ReadonlyMap<Node, Value>, node: Node): Value | undefined =>
      values.get(node) ?? context.literals.get(node);
    for (const node of early)
      before.set(
        node,
        computed(write, node, (arg) => known(before, arg)!, lanes),
      );
    return (place) => {
      const values = new Map(before);
      const valueOf = (node: Node): Value => {
        const found = known(values, node) ?? write.load(kindIn(node.dtype, lanes), place, addressOf(context, node));
        values.set(node, found);
        return found;
      };
      for (const node of late) values.set(node, computed(write, node, valueOf, lanes));
      const after = filling(write, values.get(update.after)!, lanes);
      write.store(after, place, addressOf(context, update.before));
      guards?.look(after, lanes, context.guarded.get(update.after)!);
      if (update.guarded) write.assign(strays, write.op('or', strays, isExtraordinary(write, after, lanes)));
    };
  };
};

/** Whether a value, or one of four, is NaN or further from 0 than is ordinary. */
const isExtraordinary = (write: Writer, value: Value, lanes: 1 | 4): Value => {
  const near = write.op('f32.lt', write.op('f32.abs', value), float(ordinary));
  const found = anywhere(write, write.op('not', near));
  return lanes === 1 ? found : write.op('i32.ne', found, int(0));
};
