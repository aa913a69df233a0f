import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { aligned } from '../plan/layout.js';
import { isLargest } from '../plan/nodes.js';
import type { EventUpdate } from '../plan/event-updates.js';
import type { Chains } from './chains.js';

/** What an update's loops run over, and where it keeps what it works with. */
export interface Buffers {
  /** Presynaptic neurons, postsynaptic neurons, batch rows. */
  readonly m: number;
  readonly n: number;
  readonly batch: number;
  /** A word that is not 0 where the variable was changed by something else, so that f has yet to be applied to all of it. */
  readonly fresh: number;
  /** With one batch row: a list of the presynaptic spikes. */
  readonly rows: number;
  /** With several, the presynaptic spikes and the postsynaptic ones, and a list of the columns of the latter. */
  readonly pre: Chains;
  readonly post: Chains;
  readonly columns: number;
  /** Which groups of columns those are in: masks of groups and of tiles of columns, and a list of the groups. */
  readonly groups: number;
  readonly tiles: number;
  readonly hot: number;
  /** Rows `[lanes, n]` of the outer product that they drive, and a vector of it. */
  readonly postEvents: number;
  readonly vector: number;
  /** See `Live`: what groups are live in each batch row, and the sums of a row of the other outer product with what goes with them. */
  readonly live: number;
  readonly sums: number;
  readonly stamps: number;
  readonly touched: number;
  readonly end: number;
}

/** The buffers of an update, from an address on. */
export const buffers = ({ before, preEvents, postEvents }: EventUpdate, start: number): Buffers => {
  const product = (preEvents ?? postEvents)!;
  const n = product.shape[1]!;
  const m = size(before.shape) / n;
  const batch = product.args[0]!.shape[0]!;
  let end = start;
  const room = (words: number): number => {
    const address = end;
    end += aligned(words * 4);
    return address;
  };
  // With one batch row all else takes no room.
  const batches = (words: number): number => room(batch === 1 ? 0 : words);
  const chains = (neurons: number, of: Node | undefined): Chains => ({
    heads: batches(neurons),
    links: batches(2 * batch * neurons),
    counts: of !== undefined && isLargest(of) ? batches(neurons) : undefined,
  });
  const places = {
    fresh: room(1),
    rows: room(m),
    pre: chains(m, preEvents),
    post: chains(n, postEvents),
    columns: batches(n),
    groups: batches(n),
    tiles: batches(n),
    hot: batches(n),
    postEvents: batches(4 * n),
    vector: batches(4),
    live: batches(batch * (n + 1)),
    sums: batches(n),
    stamps: batches(n),
    touched: batches(n),
  };
  return { m, n, batch, ...places, end };
};
