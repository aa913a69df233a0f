import * as fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { across, down, ticks } from '../../examples/support/draw/axis.js';
import { heatDrawing } from '../../examples/support/draw/heat.js';
import { linesDrawing } from '../../examples/support/draw/lines.js';
import { rasterDrawing } from '../../examples/support/draw/raster.js';
import { svgFile } from '../../examples/support/draw/style.js';
import { tiles } from '../../examples/support/draw/tiles.js';
import { voltagesDrawing } from '../../examples/support/draw/voltages.js';
import { markupFault } from './support/markup.js';

describe('tiles', () => {
  it('are black at 0 and below, pale at their own largest value, and clear between', () => {
    const [none, early, late] = [new Float32Array(12), new Float32Array(12), new Float32Array(12).fill(-1)];
    early[4 + 2] = 0.5; // row 1, column 2
    late[11] = 0.01; // the last pixel
    const png = tiles({ size: [3, 4], pictures: [none, early, late], labels: [], label: '' }, 2, 5);
    const at = (x: number, y: number): readonly number[] => [
      ...png.data.subarray((y * png.width + x) * 4, (y * png.width + x) * 4 + 4),
    ];
    expect([png.width, png.height]).toEqual([2 * 6, 2 * 10]);
    expect([at(0, 0), at(0, 10)]).toEqual([
      [0, 0, 4, 255],
      [0, 0, 4, 255],
    ]);
    expect([at(6 + 2, 1), at(3, 10 + 2)]).toEqual([
      [252, 255, 164, 255],
      [252, 255, 164, 255],
    ]);
    for (const [x, y] of [
      [4, 0],
      [0, 3],
      [6, 10],
    ] as const)
      expect(at(x, y)).toEqual([0, 0, 0, 0]);
  });
});

describe('the raster', () => {
  it('has time to the right and neurons upwards', () => {
    const { body } = rasterDrawing({
      steps: 4,
      dt: 0.5,
      caption: '',
      panels: [
        {
          name: 'X',
          n: 2,
          spikes: [
            { step: 0, neuron: 0 },
            { step: 2, neuron: 1 },
          ],
        },
      ],
    });
    const [first, second] = [...body.matchAll(/M([\d.]+) ([\d.]+)v([\d.]+)/g)].map((match) =>
      match.slice(1).map(Number),
    );
    // The plot is 410 x 220 with its corner at (52, 30); a mark is 6 long around the middle of its neuron's row.
    expect([first, second]).toEqual([
      [52, 30 + 165 - 3, 6],
      [52 + 205, 30 + 55 - 3, 6],
    ]);
    expect([...body.matchAll(/>([\d.]+)</g)].map((match) => match[1])).toEqual([
      '0',
      '1',
      '2',
      '0',
      '0.5',
      '1',
      '1.5',
      '2',
    ]);
  });
});

describe('voltages', () => {
  it('go from corner to corner of a panel each, with the threshold dashed', () => {
    const drawing = voltagesDrawing({
      dt: 0.5,
      traces: [
        { name: 'one', v: [-65, -52] },
        { name: 'two', v: Float32Array.of(-65, -65) },
      ],
      range: [-65, -52],
      thresh: -58.5,
      label: '',
    });
    expect(markupFault(svgFile(drawing))).toBe('');
    expect(drawing.body).toContain('points="52,120 257,30"');
    expect(drawing.body).toContain('points="52,240 257,240"');
    expect(drawing.body).toContain('y1="75" y2="75" class="chance"');
  });
});

describe('lines', () => {
  const drawing = linesDrawing({
    x: { title: 'x', range: [-1, 1] },
    y: { title: 'y', range: [-65, -52] },
    lines: [
      { name: '<a>', colour: 'a', points: [[-1, -65], [0, Number.NaN], [1, -52]], band: [[-65, -65], [-60, -55], [-53, -52]] },
      { name: 'b', colour: 'b', points: [] },
    ],
    level: { name: 'rest', at: -58.5 },
    label: '',
  }); // prettier-ignore

  it('go from corner to corner of the box, without what is not a number', () => {
    expect(drawing.body).toContain('<polyline points="52,250 462,34" class="a"/>');
    expect(drawing.body).toContain('y1="142" y2="142" class="chance"');
    expect(markupFault(svgFile(drawing))).toBe('');
  });

  it('have their band around them, forth above and back below', () => {
    expect(drawing.body).toMatch(/<polygon points="52,250 257,83\.8 462,34 462,50\.6 257,166\.9 52,250"/);
  });
});

describe('the heat map', () => {
  it('has a pixel a value, the first row at the bottom, and says the ends of its colours', () => {
    const drawing = heatDrawing({
      values: Float32Array.of(-60, -50, -50, -60, -50, -55),
      columns: 3,
      span: [-60, -50],
      x: { title: 'time (ms)', range: [0, 3] },
      y: { title: 'neuron', range: [0, 2] },
      title: 'v',
      unit: 'mV',
      label: 'Voltages',
    });
    expect(markupFault(svgFile(drawing))).toBe('');
    expect(drawing.body).toContain('−60 mV');
    expect(drawing.body).toContain('−50 mV');
    const [, map] = [...drawing.body.matchAll(/base64,([^"]+)"/g)].map(([, data]) =>
      PNG.sync.read(Buffer.from(data!, 'base64')),
    );
    const at = (x: number, y: number): number => map!.data[(y * map!.width + x) * 4]!;
    // Black is 0, pale 252 in red; -55 is between them.
    expect([at(0, 1), at(1, 1), at(2, 1)]).toEqual([0, 252, 252]);
    expect([at(0, 0), at(1, 0), at(2, 0)]).toEqual([0, 252, 186]);
  });
});

describe('ticks', () => {
  it('are even steps inside the range, with no room for another, two at least and no more than asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 3, max: 8 }),
        (from, length, count) => {
          const to = from + length;
          const marks = ticks([from, to], count);
          const step = marks.length > 1 ? marks[1]! - marks[0]! : length;
          const slack = 1e-6 * (Math.abs(from) + length);
          expect(marks[0]).toBeGreaterThanOrEqual(from - slack);
          expect(marks[0]! - step).toBeLessThanOrEqual(from + slack);
          expect(marks.at(-1)).toBeLessThanOrEqual(to + slack);
          expect(marks.length).toBeLessThanOrEqual(count + 1);
          if (from === 0) expect(marks.length).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });
});

describe('places', () => {
  const box = { left: 10, top: 20, width: 100, height: 50 };
  it('go rightwards and upwards', () => {
    expect([-5, 0, 5].map((x) => across(box, [-5, 5], x))).toEqual([10, 60, 110]);
    expect([-5, 0, 5].map((y) => down(box, [-5, 5], y))).toEqual([70, 45, 20]);
  });
});
