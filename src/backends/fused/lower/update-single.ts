import type { Node } from '../../../core/graph.js';
import { float, int, type Value, type Writer } from '../code.js';
import { addressOf, along, converted, kindIn, kindOf, plus, times } from './context.js';
import { liveColumns } from './events.js';
import type { Job } from './job.js';

/**
 * The rows of an update with one batch row: an outer product there is one value where the other neuron spikes. Where few
 * columns are live, only those are computed.
 */
export const singleRows = (write: Writer, { update, place, context, settle, fresh, rows }: Job): void => {
  const { byRow, byColumn } = update;
  const { n } = place;
  const count = liveColumns(write, byRow, byColumn, place, context);
  const few = write.op('i32.lt', 'i32', count, int(Math.ceil(n / 8) * 4));
  const sparse = write.op('and', 'i32', few, write.op('not', 'i32', write.op('i32.ne', 'i32', fresh, int(0))));

  const number = (node: Node, at: Value, lanes: 1 | 4): Value =>
    converted(write, write.load(kindIn(node.dtype, lanes), at, addressOf(context, node)), node.dtype, 'f32');
  // Sums start from 0, which turns -0 into 0.
  const product = (mask: Value, value: Value, lanes: 1 | 4): Value => {
    const kind = kindIn('f32', lanes);
    return write.op('f32.add', kind, write.op('f32.select', kind, mask, value, float(0)), float(0));
  };

  write.each(int(0), rows, 4, (entry) => {
    const i = write.load('i32', entry, place.rows);
    const start = times(write, i, n);
    const spike = byRow && write.load('i32', i, addressOf(context, byRow.args[0]!));
    const pre = byColumn && number(byColumn.args[0]!, i, 1);
    const wide = context.lanes === 4 && n >= 4;
    const splat = (value: Value | undefined): Value | undefined =>
      value && wide ? write.op(`${value.kind === 'f32' ? 'f32' : kindOf('bool')}.splat`, 'v128', value) : undefined;
    const [spikes, pres] = [splat(spike), splat(pre)];
    const at = (j: Value, lanes: 1 | 4): void =>
      settle(
        plus(write, start, j),
        [
          ...(byRow === undefined
            ? []
            : [[byRow, product((lanes === 4 ? spikes : spike)!, number(byRow.args[1]!, j, lanes), lanes)] as const]),
          ...(byColumn === undefined
            ? []
            : [
                [
                  byColumn,
                  product(
                    write.load(kindIn('bool', lanes), j, addressOf(context, byColumn.args[1]!)),
                    (lanes === 4 ? pres : pre)!,
                    lanes,
                  ),
                ] as const,
              ]),
        ],
        lanes,
      );
    write.when(
      sparse,
      () => write.each(int(0), count, 4, (column) => at(write.load('i32', column, place.columns), 1)),
      () => along(write, n, context.lanes, at),
    );
  });
};
