import { down, ticks, yAxis, type Box, type Range } from './axis.js';
import { el, words, type Drawing } from './svg.js';

/** Two numbers for each of some names, side by side. */
export interface Bars {
  readonly names: readonly string[];
  readonly a: { readonly name: string; readonly values: readonly number[] };
  readonly b: { readonly name: string; readonly values: readonly number[] };
  readonly title: string;
  readonly label: string;
}

const [width, height] = [480, 260];
const box: Box = { left: 52, top: 34, width: 410, height: 196 };

export const barsDrawing = ({ names, a, b, title, label }: Bars): Drawing => {
  const range: Range = [0, 1.1 * Math.max(...a.values, ...b.values)];
  const pitch = box.width / names.length;
  const bars = names.map((name, place) => {
    const middle = box.left + (place + 0.5) * pitch;
    const bar = (value: number, side: number, of: 'a' | 'b'): string => {
      const y = down(box, range, value);
      return el('rect', {
        x: middle + (side * pitch) / 3 - pitch / 3,
        y,
        width: pitch / 3,
        height: box.top + box.height - y,
        class: `dot-${of}`,
      });
    };
    return (
      bar(a.values[place]!, 0, 'a') +
      bar(b.values[place]!, 1, 'b') +
      words(middle, box.top + box.height + 17, name, { class: 'middle' })
    );
  });
  const legend = [a, b].map(({ name }, side) => {
    const x = box.left + side * 120;
    return (
      el('circle', { cx: x + 5, cy: 14, r: 5, class: side === 0 ? 'dot-a' : 'dot-b' }) +
      words(x + 16, 18, name, { class: 'ink' })
    );
  });
  return { width, height, label, body: yAxis(box, range, ticks(range, 5), title) + bars.join('') + legend.join('') };
};
