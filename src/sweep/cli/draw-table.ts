import { picked, type Cell, type Table } from './table.js';

/**
 * A table as text, of at most so many characters a line: numbers to the right, texts to the left. Where it is too wide, columns of arrays are left
 * out, then the widest text is cut; where that is not enough, each row becomes a few lines of names and values.
 */
export const drawTable = (table: Table, columns: number): string => {
  const drawn = inColumns(table, columns);
  if (drawn !== undefined) return drawn;
  const short = picked(
    table,
    table.columns.filter((name) => !table.arrays.has(name)),
  );
  return inColumns(short, columns) ?? stacked(short, columns);
};

/** Characters to which a text is cut at most. */
const least = 10;

/** A line for each row; undefined where the lines are too narrow for that. */
const inColumns = (table: Table, columns: number): string | undefined => {
  const texts = [table.columns, ...table.rows.map((row) => row.map(textOf))];
  const widths = table.columns.map((_, index) =>
    texts.reduce((widest, row) => Math.max(widest, row[index]!.length), 0),
  );
  const isText = table.columns.map((_, index) => table.rows.some((row) => typeof row[index] === 'string'));
  const surplus = Math.max(0, widths.reduce((sum, width) => sum + width + 2, -2) - columns);
  const widest = isText.reduce((best, is, index) => (is && widths[index]! > (widths[best] ?? 0) ? index : best), -1);
  if (surplus > 0 && (widths[widest] ?? 0) - surplus < least) return undefined;
  const cell = (text: string, index: number): string => {
    const width = widths[index]! - (index === widest ? surplus : 0);
    return isText[index] ? clipped(text, width).padEnd(width) : text.padStart(width);
  };
  return texts.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('');
};

/** A block of names and values for each row. */
const stacked = ({ columns: names, rows }: Table, columns: number): string => {
  const width = Math.min(Math.max(...names.map((name) => name.length)), Math.floor(columns / 2));
  const line = (name: string, cell: Cell): string =>
    `${clipped(name, width).padEnd(width)}  ${clipped(textOf(cell), columns - width - 2)}\n`;
  return rows
    .map((row) => row.map((cell, index) => (cell === undefined ? '' : line(names[index]!, cell))).join(''))
    .join('\n');
};

/** Numbers with at most six digits. */
const textOf = (cell: Cell): string => {
  if (typeof cell !== 'number') return (cell ?? '').replace(/\s+/g, ' ');
  return String(Number.isInteger(cell) ? cell : Number(cell.toPrecision(6)));
};

const clipped = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(width - 3, 0))}...`.slice(0, width);
