import type { Plot } from 'spikefold/plot';

/** Values over a grid: a cell for each setting, as dark as its value is high. */
export interface GridMap {
  readonly title: string;
  readonly x: { readonly name: string; readonly values: readonly number[] };
  readonly y: { readonly name: string; readonly values: readonly number[] };
  /** Row by row, `x` along each; NaN where there is none. */
  readonly values: readonly number[];
  readonly unit: string;
}

const [width, cell, left, top] = [480, 44, 72, 44];

const text = (x: number, y: number, words: string | number, more = ''): string =>
  `<text x="${x}" y="${y}" ${more}>${words}</text>`;

/** A map in false colour, with the value in each cell, from 0 (pale) to 100 (dark). */
export const gridMap = ({ title, x, y, values, unit }: GridMap): Plot => {
  const wide = (width - left - 16) / x.values.length;
  const height = top + cell * y.values.length + 52;
  const cells = values.map((value, index) => {
    const [column, row] = [index % x.values.length, Math.floor(index / x.values.length)];
    const [cx, cy] = [left + wide * column, top + cell * row];
    const share = Number.isNaN(value) ? 0 : value / 100;
    const ink = share > 0.55 ? '#fff' : '#111';
    const words = Number.isNaN(value) ? 'failed' : `${Math.round(value)} ${unit}`;
    return (
      `<rect x="${cx}" y="${cy}" width="${wide - 2}" height="${cell - 2}" fill="#0b4f8a" fill-opacity="${(0.06 + 0.94 * share).toFixed(2)}"/>` +
      text(cx + wide / 2 - 1, cy + cell / 2 + 4, words, `text-anchor="middle" fill="${ink}"`)
    );
  });
  const columns = x.values.map((value, index) =>
    text(left + wide * (index + 0.5), height - 34, value, 'text-anchor="middle"'),
  );
  const rows = y.values.map((value, index) =>
    text(left - 10, top + cell * (index + 0.5) + 4, value, 'text-anchor="end"'),
  );
  const middle = top + (cell * y.values.length) / 2;
  const description = `${y.name} from ${y.values[0]} to ${y.values.at(-1)}, ${x.name} from ${x.values[0]} to ${x.values.at(-1)}.`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${title}</title><desc>${description}</desc><rect width="${width}" height="${height}" fill="#fff"/>`,
    text(12, 22, title, 'font-weight="bold" font-size="14"'),
    ...cells,
    ...columns,
    ...rows,
    text(left + (wide * x.values.length) / 2, height - 12, x.name, 'text-anchor="middle"'),
    text(18, middle, y.name, `text-anchor="middle" transform="rotate(-90 18 ${middle})"`),
    '</svg>',
  ].join('');
  return { svg, width, height, title, description };
};
