import { expect, test } from 'vitest';
import { orThrow, tensor, uniforms } from '../../src/index.js';
import { linePlot, rasterPlot, ratePlot, spikeGramPlot, voltagePlot, weightsPlot, type Plot } from '../../src/plot.js';

const count = 1e6;
const neurons = 10_000;
const chosen = uniforms(1, 0, count);
/** A million spikes of 10,000 neurons over a second in steps of 0.1 ms, in no order of neurons. */
const million = {
  step: Int32Array.from({ length: count }, (_, k) => Math.floor(k / 100)),
  row: new Int32Array(count),
  neuron: Int32Array.from(chosen, (share) => Math.min(neurons - 1, Math.floor(share * neurons))),
};

/** Whether a plot is drawn in a second of the processor's time, in one of three tries: others have it too. */
const isFast = (draw: () => Plot): boolean =>
  [0, 1, 2].some(() => {
    const before = process.cpuUsage();
    draw();
    const { user, system } = process.cpuUsage(before);
    return user + system < 1e6;
  });

test.each([
  ['rasterPlot', () => orThrow(rasterPlot(million, { dt: 0.1, neurons }))],
  [
    'spikeGramPlot',
    () => orThrow(spikeGramPlot({ A: million }, { dt: 0.1, neurons: { A: neurons }, equal: 'neuron' })),
  ],
  ['ratePlot', () => orThrow(ratePlot(million, { dt: 0.1, neurons, bin: 1, kernel: 5 }))],
])('%s of a million spikes takes less than 1 MB and 1 s', (_, draw) => {
  const { svg } = draw();
  expect(svg.length).toBeLessThan(500_000);
  expect(isFast(draw)).toBe(true);
});

test('so do a million voltages, points and weights', () => {
  const numbers = tensor([1000, 1000], chosen);
  const lines = { x: chosen.toSorted(), y: chosen };
  for (const draw of [
    () => orThrow(voltagePlot(numbers, { dt: 1, as: 'map' })),
    () => orThrow(voltagePlot(tensor([333_333, 3], chosen.slice(0, 999_999)), { dt: 1 })),
    () => orThrow(linePlot({ a: { ...lines, low: lines.x, high: lines.y } }, { x: 'x', y: 'y' })),
    () => orThrow(linePlot({ a: { ...lines, as: 'dots' } }, { x: 'x', y: 'y' })),
    () => orThrow(weightsPlot(numbers)),
    () => orThrow(weightsPlot(numbers, { as: 'histogram', before: numbers })),
  ]) {
    expect(draw().svg.length).toBeLessThan(1_000_000);
    expect(isFast(draw)).toBe(true);
  }
});
