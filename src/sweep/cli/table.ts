import { isLeft } from 'fp-ts/lib/Either.js';
import { isRecord } from '../../core/faults/options.js';
import { explain } from '../../core/faults/errors.js';
import { hasOwn } from '../../core/record.js';
import { shown } from '../../core/faults/shown.js';
import { isTensor } from '../../core/tensor.js';
import { csvField } from '../../io/csv.js';
import { nameOf, type Outcome } from '../jobs/outcome.js';

/** A cell: a number or text as it is; nothing where a row has no such column. */
export type Cell = number | string | undefined;

/** Outcomes as rows, with all columns that any of them has. */
export interface Table {
  readonly columns: readonly string[];
  /** Those of arrays and tensors, of which a cell only says how large they are. */
  readonly arrays: ReadonlySet<string>;
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * A row for each outcome: its place, the values of its point, those of its result, and what failed. A name that has another value before
 * it in any row is told by whose it is: `result.tau`.
 */
export const tableOf = (outcomes: readonly Outcome[]): Table => {
  const arrays = new Set<string>();
  const places = outcomes.map(({ place }): Cells => ({ place }));
  const points = beside(
    places,
    'point',
    outcomes.map(({ point }) => cellsOf('point', point, arrays)),
    arrays,
  );
  const results = outcomes.map(({ result }) => (isLeft(result) ? {} : cellsOf('result', result.right, arrays)));
  const records = beside(points, 'result', results, arrays).map((record, k) => {
    const { place, point, result } = outcomes[k]!;
    if (!isLeft(result)) return record;
    return { ...record, fault: result.left.map((one) => withoutPoint(explain(one), place, point)).join('; ') };
  });
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = [...names.filter((name) => name !== 'fault'), ...(names.includes('fault') ? ['fault'] : [])];
  return { columns, arrays, rows: records.map((record) => columns.map((column) => record[column])) };
};

type Cells = Readonly<Record<string, Cell>>;

/** Rows with more cells, of a kind. */
const beside = (
  rows: readonly Cells[],
  kind: string,
  more: readonly Cells[],
  arrays: Set<string>,
): readonly Cells[] => {
  const differs = (name: string): boolean =>
    rows.some((row, k) => hasOwn(row, name) && hasOwn(more[k]!, name) && !Object.is(row[name], more[k]![name]));
  const named = new Map(
    [...new Set(more.flatMap((cells) => Object.keys(cells)))].map((name) => [
      name,
      differs(name) ? `${kind}.${name}` : name,
    ]),
  );
  for (const [name, column] of named) if (arrays.has(name)) arrays.add(column);
  return rows.map((row, k) => ({
    ...row,
    ...Object.fromEntries(Object.entries(more[k]!).map(([name, cell]) => [named.get(name)!, cell])),
  }));
};

/** The cells of a value: of a record one for each name, `a.b` for records inside; else one of this name. */
const cellsOf = (name: string, value: unknown, arrays: Set<string>): Cells => {
  const flat = (path: string, part: unknown): readonly (readonly [string, Cell])[] => {
    if (isRecord(part) && !isTensor(part) && Object.keys(part).length > 0)
      return Object.entries(part).flatMap(([key, inner]) => flat(path === '' ? key : `${path}.${key}`, inner));
    const column = path === '' ? name : path;
    if (typeof part === 'object' && part !== null) arrays.add(column);
    return [[column, cellOf(part)]];
  };
  return Object.fromEntries(flat('', value));
};

/** The point is in the row. */
const withoutPoint = (text: string, place: number, point: unknown): string =>
  text.replace(`${nameOf(place, point)}: `, '');

const cellOf = (value: unknown): Cell => {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return value === null ? undefined : shown(value);
};

/** Rows in the order of a column: numbers by their size, before texts by their letters; what has none, or NaN, last. */
export const sorted = (table: Table, column: string, isDescending: boolean): Table => {
  const index = table.columns.indexOf(column);
  const compare = (a: Cell, b: Cell): number => {
    if (rank(a) !== rank(b) || rank(a) === 2) return rank(a) - rank(b);
    return a === b ? 0 : (a as number) < (b as number) === isDescending ? 1 : -1;
  };
  return { ...table, rows: table.rows.toSorted((a, b) => compare(a[index], b[index])) };
};

const rank = (cell: Cell): number => (Number.isNaN(cell) ? 2 : ['number', 'string', 'undefined'].indexOf(typeof cell));

/** Only some columns, in this order. */
export const picked = (table: Table, names: readonly string[]): Table => {
  const indices = names.map((name) => table.columns.indexOf(name));
  return { ...table, columns: names, rows: table.rows.map((row) => indices.map((index) => row[index])) };
};

/** Comma-separated values, with quotes where they are needed (RFC 4180). */
export const csvOf = ({ columns, rows }: Table): string =>
  [columns, ...rows]
    .map((row) => row.map((cell) => csvField(cell === undefined ? '' : String(cell))).join(','))
    .join('\n') + '\n';
