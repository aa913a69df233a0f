/** Pieces of SVG as strings. Coordinates are rounded, so that a picture is the same wherever it is drawn. */
export type Point = readonly [x: number, y: number];

export const ink = '#1b1f24';
export const faint = '#8a919a';

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

export const text = (
  [x, y]: Point,
  words: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
  size = 12,
  colour = ink,
): string =>
  `<text x="${near(x)}" y="${near(y)}" text-anchor="${anchor}" font-size="${size}" fill="${colour}">${words}</text>`;
