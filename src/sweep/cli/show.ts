import { isLeft, right } from 'fp-ts/lib/Either.js';
import { explain, oneOf } from '../../core/faults/errors.js';
import { writeWhole } from '../../node/whole-file.js';
import { readStore } from '../store/read-store.js';
import { helpOf, readArguments } from './arguments.js';
import type { Command } from './command.js';
import { drawTable } from './draw-table.js';
import { filtered } from './filter.js';
import { csvOf, picked, sorted, tableOf } from './table.js';

const options = {
  sort: { value: 'COLUMN', does: 'order of the rows; COLUMN:down has the largest first' },
  filter: { value: 'CONDITIONS', does: "only rows for which all hold: 'tau>=10,inh=60'" },
  columns: { value: 'NAMES', does: 'only these columns: tau,accuracy' },
  csv: { value: 'FILE', does: 'a file for the rows as comma-separated values, in place of the table' },
} as const;

const usage = 'npx spikefold show DIR [--sort COLUMN] [--filter CONDITIONS] [--columns NAMES] [--csv FILE]';
const does = 'Shows the results of a sweep as a table: a row for each point.';

/** `npx spikefold show`. */
export const showCommand: Command = {
  usage,
  does,
  help: (columns) => helpOf(usage, does, options, columns),
  run: async (argv, { out, err, columns: width }) => {
    const refuse = (line: string): number => {
      err(`${line}\n`);
      return 2;
    };
    const read = readArguments(options, argv, 1);
    if (isLeft(read)) return refuse(read.left);
    const [folder] = read.right.rest as readonly [string];
    const { sort, filter, columns, csv } = read.right.text;
    const outcomes = await readStore(folder);
    if (isLeft(outcomes)) return refuse(outcomes.left.map(explain).join('\n'));
    const all = tableOf(outcomes.right);
    const kept = filter === undefined ? right(all) : filtered(all, filter);
    if (isLeft(kept)) return refuse(kept.left);
    const column = sort?.replace(/:down$/, '');
    const names = columns?.split(',').map((name) => name.trim());
    const unknown = [column, ...(names ?? [])].find((name) => name !== undefined && !all.columns.includes(name));
    if (unknown !== undefined) return refuse(`unknown column '${unknown}': ${oneOf(all.columns)}`);
    const inOrder = column === undefined ? kept.right : sorted(kept.right, column, sort!.endsWith(':down'));
    const table = names === undefined ? inOrder : picked(inOrder, names);
    if (csv === undefined) {
      out(table.rows.length === 0 ? 'no rows\n' : drawTable(table, width));
      return 0;
    }
    const written = await writeWhole(csv, new TextEncoder().encode(csvOf(table)));
    if (isLeft(written)) return refuse(written.left.map(explain).join('\n'));
    out(`${table.rows.length} rows in ${csv}\n`);
    return 0;
  },
};
