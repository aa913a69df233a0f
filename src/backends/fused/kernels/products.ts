import type { Node } from '../../../core/graph/graph.js';
import { float, int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import type { EventUpdate } from '../plan/event-updates.js';
import { chosen } from './chosen.js';
import { addressOf, kindIn, numberAt, plus, type Context } from './context.js';

/** What the outer products of an update are at a place; undefined for one that it has not got. */
export interface Products {
  readonly preEvents: Value | undefined;
  readonly postEvents: Value | undefined;
}

/** The factors of an update's outer products in one row, or in one column or four: its spikes as a mask, and its traces. */
export interface Factors {
  readonly spikes: Value | undefined;
  readonly traces: Value | undefined;
}

const number = (write: Writer, node: Node, at: Value, lanes: 1 | 4, context: Context): Value =>
  numberAt(write, node.dtype, lanes, at, addressOf(context, node));

/** What the presynaptic neuron at a place (in bytes) brings. */
export const preAt = (
  write: Writer,
  { preEvents, postEvents }: EventUpdate,
  place: Value,
  context: Context,
): Factors => ({
  spikes: preEvents && write.load('i32', place, addressOf(context, preEvents.args[0]!)),
  traces: postEvents && number(write, postEvents.args[0]!, place, 1, context),
});

/** What the postsynaptic neurons from a place (in bytes) on bring. */
export const postAt = (
  write: Writer,
  { preEvents, postEvents }: EventUpdate,
  place: Value,
  lanes: 1 | 4,
  context: Context,
): Factors => ({
  spikes: postEvents && write.load(kindIn('bool', lanes), place, addressOf(context, postEvents.args[1]!)),
  traces: preEvents && number(write, preEvents.args[1]!, place, lanes, context),
});

/** The same presynaptic neuron for four postsynaptic ones. */
export const spread = (write: Writer, { spikes, traces }: Factors): Factors => ({
  spikes: spikes && write.op('i32.splat', spikes),
  traces: traces && write.op('f32.splat', traces),
});

/** The outer products of one batch row: a sum that starts from 0, so -0 becomes 0. */
export const products = (write: Writer, pre: Factors, post: Factors): Products => {
  const product = (mask: Value | undefined, value: Value | undefined): Value | undefined =>
    mask && value && write.op('f32.add', chosen(write, 'f32', mask, value, float(0)), float(0));
  return { preEvents: product(pre.spikes, post.traces), postEvents: product(post.spikes, pre.traces) };
};

/** Whether there is a spike or a trace. */
export const isLive = (write: Writer, { spikes, traces }: Factors): Value => {
  const moving = traces && write.op('f32.ne', traces, float(0));
  if (spikes === undefined || moving === undefined) return spikes ?? moving ?? int(0);
  return write.op('or', spikes, moving);
};

/** Whether a mask, of one or of four, holds anywhere. */
export const anywhere = (write: Writer, mask: Value): Value =>
  mask.kind === 'v128' ? write.op('any_true', mask) : mask;

/** The place of a row's element in the matrix, both in bytes. */
export const cell = (write: Writer, row: Value, n: number, column: Value): Value =>
  plus(write, write.op('i32.mul', row, int(n)), column);
