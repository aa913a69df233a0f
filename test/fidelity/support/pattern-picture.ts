import type { Played } from '../rows/izhikevich.js';
import { at, faint, ink, line, svg, text, type Point } from './svg.js';

const [width, height] = [230, 158];
const [left, plotted] = [8, 206];
const [peak, floor] = [30, -95];

const voltageAt = (v: number): number => 24 + (84 * (peak - Math.min(v, peak))) / (peak - floor);

/** One panel: title, voltage (mV, spikes cut at the peak), input current below (each in its own scale), bars. */
const panel = ({ pattern: { title, duration }, trace }: Played, place: number): string => {
  const { v, current, dt } = trace;
  const x = (step: number): number => left + (plotted * step * dt) / duration;
  const [least, most] = [Math.min(...current), Math.max(...current)];
  const level = (size: number): number => 136 - (16 * (size - least)) / (most - least);
  const bar = (20 * plotted) / duration;
  const stairs = current.flatMap((size, step): readonly Point[] => [
    [x(step), level(size)],
    [x(step + 1), level(size)],
  ]);
  const corners = stairs.filter(
    ([, y], i) => i === 0 || i === stairs.length - 1 || y !== stairs[i - 1]![1] || y !== stairs[i + 1]![1],
  );
  return at((place % 4) * (width + 8) + 14, Math.floor(place / 4) * (height + 14) + 44, [
    text([left, 10], `(${String.fromCharCode(65 + place)}) ${title}`, 'start', 12),
    line(
      v.map((value, step): Point => [x(step + 1), voltageAt(value)]),
      ink,
      0.9,
    ),
    line(corners, faint, 1.2),
    line(
      [
        [left + plotted - bar, 146],
        [left + plotted, 146],
      ],
      ink,
      1.6,
    ),
    text([left + plotted, 157], '20 ms', 'end', 9),
    ...(place === 1 ? scale : []),
  ]);
};

const scale = [
  line(
    [
      [150, voltageAt(20)],
      [150, voltageAt(0)],
    ],
    ink,
    1.6,
  ),
  text([155, voltageAt(10) + 3], '20 mV', 'start', 9),
];

/** All patterns, four in a row as in figure 1 of Izhikevich 2004. */
export const patternPicture = (all: readonly Played[]): string =>
  svg(4 * (width + 8) + 24, 5 * (height + 14) + 52, 'The 20 firing patterns of an Izhikevich neuron', [
    text(
      [22, 24],
      'The 20 firing patterns of an Izhikevich neuron (after Izhikevich 2004, figure 1); v in black, input in grey',
      'start',
      13,
    ),
    ...all.map(panel),
  ]);
