import * as E from 'fp-ts/lib/Either.js';
import { oneOf } from '../../core/faults/errors.js';
import type { Cell, Table } from './table.js';

const tests: Readonly<Record<string, (a: Cell, b: number | string) => boolean>> = {
  '=': (a, b) => a === b || String(a) === String(b),
  '!=': (a, b) => a !== b && String(a) !== String(b),
  '<': (a, b) => a !== undefined && a < b,
  '<=': (a, b) => a !== undefined && a <= b,
  '>': (a, b) => a !== undefined && a > b,
  '>=': (a, b) => a !== undefined && a >= b,
};

/** Only the rows for which all of some conditions hold, `tau>=10,inh=60`; a Left says what is wrong with one. */
export const filtered = (table: Table, conditions: string): E.Either<string, Table> => {
  const read = conditions.split(',').map((text) => conditionIn(table, text));
  const wrong = read.find(E.isLeft);
  if (wrong !== undefined) return wrong;
  const hold = read.flatMap((one) => (E.isRight(one) ? [one.right] : []));
  return E.right({ ...table, rows: table.rows.filter((row) => hold.every((holds) => holds(row))) });
};

const conditionIn = ({ columns }: Table, text: string): E.Either<string, (row: readonly Cell[]) => boolean> => {
  const found = /^\s*([^<>=!]+?)\s*(<=|>=|!=|=|<|>)\s*(.+?)\s*$/.exec(text);
  if (found === null) return E.left(`--filter must be conditions like tau>=10,inh=60, got '${text}'`);
  const [, name, sign, value] = found as unknown as readonly [string, string, string, string];
  const index = columns.indexOf(name);
  if (index < 0) return E.left(`unknown column '${name}': ${oneOf(columns)}`);
  const wanted = Number.isNaN(Number(value)) ? value : Number(value);
  return E.right((row) =>
    typeof row[index] === typeof wanted || sign === '=' || sign === '!=' ? tests[sign]!(row[index], wanted) : false,
  );
};
