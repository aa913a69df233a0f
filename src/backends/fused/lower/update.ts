import type { Node } from '../../../core/graph.js';
import { size } from '../../../core/shape.js';
import { float, int, routine, type Local, type Routine, type Value, type Writer } from '../code.js';
import type { Applied } from '../schedule.js';
import type { Update } from '../updates.js';
import { addressOf, along, converted, kindIn, literalOf, plus, times, type Context } from './context.js';
import { list } from './list.js';
import { computed } from './map.js';

/** Where an update keeps what it works with: a word that says whether all is to be computed, and rows of scratch. */
export interface Workplace {
  /** Not 0: the variable was changed by something else, so that f has yet to be applied to all of it. */
  readonly fresh: number;
  /** A mask of rows `[m]`. */
  readonly active: number;
  /** The list of active rows, then the list of postsynaptic spikes. */
  readonly rows: number;
  readonly spikes: number;
  /** A row `[n]` of each outer product. */
  readonly byRow: number;
  readonly byColumn: number;
}

/** The room that an update's workplace takes, in bytes, and its parts from an address on. */
export const workplace = (
  { before, byRow, byColumn }: Update,
  start: number,
): { readonly place: Workplace; readonly end: number } => {
  const [m, n] = extentsOf(before, (byRow ?? byColumn)!);
  const batch = (byRow ?? byColumn)!.args[0]!.shape[0]!;
  const align = (bytes: number): number => Math.ceil(bytes / 16) * 16;
  const active = start + 16;
  const rows = active + align(m * 4);
  const spikes = rows + align(m * 4);
  const row = spikes + align(batch * n * 8);
  const column = row + align(n * 4);
  return {
    place: { fresh: start, active, rows, spikes, byRow: row, byColumn: column },
    end: column + align(n * 4),
  };
};

const extentsOf = ({ shape }: Node, product: Applied): readonly [number, number] => {
  const n = product.shape[1]!;
  return [size(shape) / n, n];
};

/** Rows of spiking presynaptic neurons, then what is left of the columns of spiking postsynaptic ones. */
export const lowerUpdate = (update: Update, place: Workplace, context: Context): Routine => {
  const { before, byRow, byColumn } = update;
  const product = (byRow ?? byColumn)!;
  const [m, n] = extentsOf(before, product);
  const batch = product.args[0]!.shape[0]!;
  const w = addressOf(context, before);
  /** The address, in a tensor `[b, count]`, of a row and a place in bytes. */
  const at = (write: Writer, node: Node, count: number, b: Value, offset: Value): Value =>
    plus(write, plus(write, times(write, b, count * 4), offset), int(addressOf(context, node)));
  const number = (write: Writer, node: Node, address: Value, lanes: 1 | 4): Value =>
    converted(write, write.load(kindIn(node.dtype, lanes), address), node.dtype, 'f32');

  return routine((write) => {
    const fresh = write.load('i32', int(place.fresh));
    write.store(int(0), int(place.fresh));
    const rows = activeRows(write, byRow, m, batch, fresh, place, context);
    const spikes = postSpikes(write, byColumn, n, batch, place, context);

    /** Puts f of one place in memory, four places where `lanes` says so. */
    const settle = (offset: Value, products: ReadonlyMap<Node, Value>, lanes: 1 | 4): void => {
      const values = new Map<Node, Value>(products);
      const valueOf = (node: Node): Value => {
        const known = values.get(node) ?? literalOf(node);
        if (known !== undefined) return known;
        const loaded = write.load(kindIn(node.dtype, lanes), offset, addressOf(context, node));
        values.set(node, loaded);
        return loaded;
      };
      for (const node of update.nodes) values.set(node, computed(write, node, valueOf, lanes));
      write.store(values.get(update.after)!, offset, w);
    };

    write.each(int(0), rows, 4, (entry) => {
      const i = write.load('i32', entry, place.rows);
      if (byRow !== undefined) productRow(write, byRow, m, n, batch, i, place.byRow, context);
      const entries = (body: (row: Value, column: Value) => void): void =>
        write.each(int(0), spikes, 8, (spike) =>
          body(write.load('i32', spike, place.spikes), write.load('i32', spike, place.spikes + 4)),
        );
      if (byColumn !== undefined)
        entries((b, j) => {
          const sum = write.load('f32', j, place.byColumn);
          const pre = number(write, byColumn.args[0]!, at(write, byColumn.args[0]!, m, b, i), 1);
          write.store(write.op('f32.add', 'f32', sum, pre), j, place.byColumn);
        });
      const start = times(write, i, n);
      along(write, n, context.lanes, (j, lanes) => {
        const products = new Map<Node, Value>();
        if (byRow !== undefined) products.set(byRow, write.load(kindIn('f32', lanes), j, place.byRow));
        if (byColumn !== undefined) products.set(byColumn, write.load(kindIn('f32', lanes), j, place.byColumn));
        settle(plus(write, start, j), products, lanes);
      });
      if (byColumn !== undefined) entries((_, j) => write.store(float(0), j, place.byColumn));
    });

    if (byColumn === undefined) return;
    const [pre] = byColumn.args as [Node];
    write.each(int(0), spikes, 8, (spike) => {
      const j = write.load('i32', spike, place.spikes + 4);
      write.when(isFirst(write, spike, j, place), () =>
        write.each(int(0), int(m * 4), 4, (i) => {
          const idle = write.op('not', 'i32', write.load('i32', i, place.active));
          write.when(idle, () => {
            const sum = write.variable('f32', float(0));
            write.each(spike, spikes, 8, (other) => {
              const column = write.load('i32', other, place.spikes + 4);
              write.when(
                write.op('i32.ne', 'i32', column, j),
                () => {},
                () => {
                  const b = write.load('i32', other, place.spikes);
                  write.set(sum, write.op('f32.add', 'f32', sum, number(write, pre, at(write, pre, m, b, i), 1)));
                },
              );
            });
            write.when(write.op('f32.ne', 'i32', sum, float(0)), () =>
              settle(
                plus(write, times(write, i, n), j),
                new Map<Node, Value>([[byColumn, sum], ...(byRow === undefined ? [] : [[byRow, float(0)] as const])]),
                1,
              ),
            );
          });
        }),
      );
    });
  });
};

/** Lists the rows to compute (places in bytes), and leaves a mask of them; gives the length of the list in bytes. */
const activeRows = (
  write: Writer,
  byRow: Applied | undefined,
  m: number,
  batch: number,
  fresh: Value,
  place: Workplace,
  context: Context,
): Value => {
  const source = byRow && addressOf(context, byRow.args[0]!);
  along(write, m, context.lanes, (i, lanes) => {
    const kind = kindIn('bool', lanes);
    const any = write.variable(kind, lanes === 4 ? write.op('i32.splat', 'v128', fresh) : fresh);
    if (source !== undefined)
      for (let b = 0; b < batch; b++)
        write.set(any, write.op('or', kind, any, write.load(kind, i, source + b * m * 4)));
    write.store(any, i, place.active);
  });
  return list(write, int(place.active), m, 'bool', { ...context, scratch: place.rows }).count;
};

/** Lists the spikes of the postsynaptic layer: batch row, and place in bytes. */
const postSpikes = (
  write: Writer,
  byColumn: Applied | undefined,
  n: number,
  batch: number,
  place: Workplace,
  context: Context,
): Value => {
  if (byColumn === undefined) return int(0);
  const total: Local = write.variable('i32', int(0));
  write.each(int(0), int(batch), 1, (b) => {
    const row = plus(write, times(write, b, n * 4), int(addressOf(context, byColumn.args[1]!)));
    const { count } = list(write, row, n, 'bool', context);
    write.each(int(0), count, 4, (entry) => {
      write.store(b, total, place.spikes);
      write.store(write.load('i32', entry, context.scratch), total, place.spikes + 4);
      write.set(total, write.op('i32.add', 'i32', total, int(8)));
    });
  });
  return total;
};

/** One row of an outer product, summed over the batch, into scratch. */
const productRow = (
  write: Writer,
  product: Applied,
  m: number,
  n: number,
  batch: number,
  i: Value,
  out: number,
  context: Context,
): void => {
  const [pre, post] = product.args as [Node, Node];
  write.clear(int(out), int(n * 4));
  write.each(int(0), int(batch), 1, (b) => {
    const spike = write.load('i32', plus(write, times(write, b, m * 4), i), addressOf(context, pre));
    write.when(spike, () => {
      const row = plus(write, times(write, b, n * 4), int(addressOf(context, post)));
      along(write, n, context.lanes, (j, lanes) => {
        const kind = kindIn('f32', lanes);
        const value = converted(write, write.load(kindIn(post.dtype, lanes), plus(write, row, j)), post.dtype, 'f32');
        write.store(write.op('f32.add', kind, write.load(kind, j, out), value), j, out);
      });
    });
  });
};

/** Whether no spike before this one in the list is of the same column. */
const isFirst = (write: Writer, spike: Value, j: Value, place: Workplace): Value => {
  const first = write.variable('i32', int(-1));
  write.each(int(0), spike, 8, (earlier) =>
    write.set(
      first,
      write.op('and', 'i32', first, write.op('i32.ne', 'i32', write.load('i32', earlier, place.spikes + 4), j)),
    ),
  );
  return first;
};
