import { size } from '../../../core/shape.js';
import { aligned } from '../layout.js';
import type { Update } from '../updates.js';

/** What an update's loops run over, and where it keeps what it works with. */
export interface Workplace {
  /** Presynaptic neurons, postsynaptic neurons, batch rows. */
  readonly m: number;
  readonly n: number;
  readonly batch: number;
  /** A word that is not 0 where the variable was changed by something else, so that f has yet to be applied to all of it. */
  readonly fresh: number;
  /** With one batch row: a list of the presynaptic spikes. */
  readonly rows: number;
  /** With several: see `Links` for the presynaptic spikes; of the postsynaptic ones a list of pairs of batch row and column. */
  readonly heads: number;
  readonly links: number;
  readonly spikes: number;
  /** Which columns those are in: masks of groups and of tiles of columns, and a list of the groups. */
  readonly groups: number;
  readonly tiles: number;
  readonly hot: number;
  /** A row `[n]` of the outer product that they drive. */
  readonly byColumn: number;
  readonly end: number;
}

/** The workplace of an update, from an address on. */
export const workplace = ({ before, byRow, byColumn }: Update, start: number): Workplace => {
  const product = (byRow ?? byColumn)!;
  const n = product.shape[1]!;
  const m = size(before.shape) / n;
  const batch = product.args[0]!.shape[0]!;
  let end = start;
  const room = (words: number): number => {
    const address = end;
    end += aligned(words * 4);
    return address;
  };
  const [fresh, rows] = [room(1), room(m)];
  if (batch === 1)
    return { m, n, batch, fresh, rows, heads: 0, links: 0, spikes: 0, groups: 0, tiles: 0, hot: 0, byColumn: 0, end };
  const [heads, links, spikes] = [room(m), room(2 * batch * m), room(2 * batch * n)];
  const [groups, tiles, hot, row] = [room(n), room(n), room(n), room(n)];
  return { m, n, batch, fresh, rows, heads, links, spikes, groups, tiles, hot, byColumn: row, end };
};
