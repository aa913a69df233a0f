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
  /** A list of the rows of presynaptic spikes; and, with several batch rows, a mask of them. */
  readonly rows: number;
  readonly active: number;
  /** With several batch rows: a list of the postsynaptic spikes, as pairs of batch row and column. */
  readonly spikes: number;
  /** A row `[n]` of each outer product. */
  readonly byRow: number;
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
  const [fresh, rows, active] = [room(1), room(m), room(m)];
  const [spikes, row, column] = [room(2 * batch * n), room(n), room(n)];
  return { m, n, batch, fresh, rows, active, spikes, byRow: row, byColumn: column, end };
};
