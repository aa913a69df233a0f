import { decode } from 'fast-png';
import type { Plot } from '../../../src/plot.js';

/** A picture of pixels as the colours that it has, and a letter for the colour of each pixel. */
const pixelsOf = (base64: string): string => {
  const { width, height, data, palette } = decode(Buffer.from(base64, 'base64'));
  const found = [...new Set(data)];
  const letter = (shade: number): string => found.indexOf(shade).toString(36);
  const colours = found.map((shade) => `${letter(shade)} #${Buffer.from(palette![shade]!).toString('hex')}`);
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), letter).join(''),
  );
  return found.length > 36
    ? `${width} x ${height} pixels in ${found.length} colours`
    : [...colours, ...rows].join(', ');
};

/** `x=1 y=2 class=ink`; a dash in front of an end. */
const attributesOf = (text: string): string =>
  [...text.matchAll(/([\w:-]+)="([^"]*)"/g)]
    .filter(([, name]) => name !== 'preserveAspectRatio')
    .map(([, name, value]) =>
      name === 'href' ? pixelsOf(value!.replace(/^.*base64,/, '')) : name === 'd' ? value! : `${name}=${value}`,
    )
    .join(' ');

/** What a plot shows, as a text that a person can read: its words, then a line for each of its shapes, with places in pixels. */
export const shapesOf = ({ svg, width, height, title, description }: Plot): string => {
  const body = svg.slice(svg.indexOf('</style>') + '</style>'.length, svg.lastIndexOf('</svg>'));
  const lines = [...body.matchAll(/<(\w+)([^>]*?)(\/?)>([^<]*)|<\/(svg|g)>/g)].map(
    ([, name, attributes, , words, end]) =>
      end === undefined ? `${name} ${attributesOf(attributes!)}${words === '' ? '' : ` | ${words}`}` : `end of ${end}`,
  );
  return [`${width} x ${height}: ${title}`, description, ...lines].join('\n');
};
