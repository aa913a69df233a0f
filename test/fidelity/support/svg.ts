/** Pieces of SVG as strings. Coordinates are rounded, so that a picture is the same wherever it is drawn. */
export type Point = readonly [x: number, y: number];

export const ink = '#1b1f24';
export const faint = '#8a919a';
export const blue = '#1f5fbf';
export const red = '#b3352c';

const near = (x: number): string => String(Math.round(x * 10) / 10);

/** A whole picture on a ground of its own, so that it can be read on a dark page too. */
export const svg = (width: number, height: number, title: string, body: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
  `font-family="Helvetica, Arial, sans-serif" font-size="12" role="img">\n<title>${title}</title>\n` +
  `<rect width="${width}" height="${height}" rx="6" fill="#fff"/>\n${body.join('\n')}\n</svg>\n`;

export const at = (x: number, y: number, body: readonly string[]): string =>
  `<g transform="translate(${near(x)} ${near(y)})">${body.join('')}</g>`;

export const line = (points: readonly Point[], colour: string, width = 1): string =>
  `<polyline fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" points="${points
    .map(([x, y]) => `${near(x)},${near(y)}`)
    .join(' ')}"/>`;

export const dot = ([x, y]: Point, colour: string, radius = 1.8): string =>
  `<circle cx="${near(x)}" cy="${near(y)}" r="${radius}" fill="${colour}"/>`;

export const text = (
  [x, y]: Point,
  words: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
  size = 12,
  colour = ink,
): string =>
  `<text x="${near(x)}" y="${near(y)}" text-anchor="${anchor}" font-size="${size}" fill="${colour}">${words}</text>`;

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly title: string;
}

export interface Frame {
  readonly place: (point: Point) => Point;
  readonly drawn: readonly string[];
}

/** A plotting area of 400 x 260 with ticks and titles, from (60, 40) on; `place` puts data into it. */
export const frame = (x: Axis, y: Axis, title: string): Frame => {
  const place = ([a, b]: Point): Point => [
    60 + (400 * (a - x.from)) / (x.to - x.from),
    300 - (260 * (b - y.from)) / (y.to - y.from),
  ];
  const drawn = [
    text([60, 24], title, 'start', 14),
    line([place([x.from, y.to]), place([x.from, y.from]), place([x.to, y.from])], ink),
    ...x.ticks.flatMap((tick) => {
      const [left, top] = place([tick, y.from]);
      return [
        line(
          [
            [left, top],
            [left, top + 5],
          ],
          ink,
        ),
        text([left, top + 18], String(tick), 'middle', 11),
      ];
    }),
    ...y.ticks.flatMap((tick) => {
      const [left, top] = place([x.from, tick]);
      return [
        line(
          [
            [left, top],
            [left - 5, top],
          ],
          ink,
        ),
        text([left - 8, top + 4], String(tick), 'end', 11),
      ];
    }),
    text([260, 340], x.title, 'middle'),
    `<g transform="rotate(-90 16 170)">${text([16, 170], y.title, 'middle')}</g>`,
  ];
  return { place, drawn };
};
