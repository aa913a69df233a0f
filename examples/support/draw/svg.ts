/** A picture: its size in units of one CSS pixel at natural size, a description, and its markup. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly body: string;
}

export type Attributes = Readonly<Record<string, string | number>>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that means itself in HTML, SVG and in attribute values. */
export const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => entities[mark]!);

/** A number to a tenth of a unit, as short as it goes. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** An element around markup. Attribute values are escaped, the markup is not. */
export const el = (name: string, attributes: Attributes, ...markup: readonly string[]): string => {
  const pairs = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escape(String(typeof value === 'number' ? round(value) : value))}"`,
  );
  return markup.length === 0 ? `<${name}${pairs.join('')}/>` : `<${name}${pairs.join('')}>${markup.join('')}</${name}>`;
};

/** Text in a drawing; `class` is one of the classes of style.ts. */
export const words = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  el('text', { x, y, ...attributes }, escape(text));

/** The drawing as an `svg` element, as wide as its place in a page. `before` is markup drawn underneath. */
export const svg = ({ width, height, label, body }: Drawing, size: Attributes = {}, before = ''): string =>
  el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${round(height)}`,
      ...size,
      role: 'img',
      'aria-label': label,
    },
    before,
    body,
  );
