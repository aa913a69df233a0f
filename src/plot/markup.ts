export type Attributes = Readonly<Record<string, string | number>>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that no XML document may hold, escaped or not: controls, and halves of surrogate pairs. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** Text that means itself in XML and HTML, and in values of attributes. */
export const escape = (text: string): string =>
  text.replaceAll(forbidden, '\ufffd').replaceAll(/[&<>"']/g, (mark) => entities[mark]!);

/** A number to a tenth of a unit, as short as it goes. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** An element around markup. Values of attributes are escaped, the markup is not. */
export const el = (name: string, attributes: Attributes, ...markup: readonly string[]): string => {
  const pairs = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escape(String(typeof value === 'number' ? round(value) : value))}"`,
  );
  return markup.length === 0 ? `<${name}${pairs.join('')}/>` : `<${name}${pairs.join('')}>${markup.join('')}</${name}>`;
};

/** Text with its baseline at a place; `class` is one of the theme's. */
export const words = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  el('text', { x, y, ...attributes }, escape(text));

/** Text around a place, read upwards, of at most so many pixels. */
export const upwards = (x: number, y: number, text: string, length: number): string =>
  words(x, y, fitted(text, length), { class: 'middle', transform: `rotate(-90 ${x} ${y})` });

export const rule = (x1: number, y1: number, x2: number, y2: number, name = 'rule'): string =>
  el('line', { x1, x2, y1, y2, class: name });

/** About how wide a text is in the plots' letters, pixels. */
export const widthOf = (text: string): number => 6.8 * text.length;

/** A text that takes at most so many pixels, cut off where it is longer. */
export const fitted = (text: string, width: number): string =>
  widthOf(text) <= width ? text : `${text.slice(0, Math.max(1, Math.floor(width / widthOf('x')) - 1))}…`;

/** A text in lines of at most so many pixels, broken at spaces. */
export const linesOf = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)!} ${word}`;
    if (lines.length > 0 && widthOf(longer) > width) lines.push(word);
    else lines[Math.max(0, lines.length - 1)] = longer;
  }
  return lines;
};
