import * as fc from 'fast-check';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  dense,
  eager,
  frames,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  raster,
  rasterColumns,
  run,
  tensor,
  uniform,
} from '../../src/index.js';
import { eventTable, nMnist, replay, spikesAt } from '../../src/events.js';
import { law } from '../support/law.js';
import { nMnistFile } from './support/files.js';

const net = orThrow(
  network({ dt: 0.5 }, { X: layer([4], input()), Y: layer([3], lif()) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1, 0, 30))),
  })),
);
const watched = { X: monitor(net, 'X', 's', raster()), Y: monitor(net, 'Y', 's', raster()) };

describe('spikes at given times', () => {
  test('are those of the layer, half-open steps of dt', async () => {
    const times = [[1, 0, 1.49], [], [2.5], [0.5]];
    const { monitors } = orThrow(await run(eager, net, initial(net), frames({ X: spikesAt(times) }), watched));
    expect(monitors.X.map(({ step, neuron }) => [step, neuron])).toEqual([
      [0, 0],
      [1, 3],
      [2, 0],
      [5, 2],
    ]);
  });

  test.each([0.1, 0.05, 0.2, 0.7, 0.01])('of float32 are those of the decimal numbers, in steps of %d ms', (dt) => {
    const times = Float32Array.from({ length: 3000 }, (_, step) => step * dt);
    const seen = [...spikesAt([times], { duration: 3000 * dt })(dt)].map(({ data }) => data[0]);
    expect(seen).toEqual(Array.from(times, () => 1));
  });

  test('may be typed arrays, as files of numpy give them', () => {
    const source = spikesAt([Float64Array.of(1, 2.5), new Float32Array(0)]);
    expect([...source(1)].map(({ data }) => [...data])).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
    ]);
  });

  test('may be counted, shifted and of any shape', () => {
    const source = spikesAt([[1, 1.2], [3]], { shape: [1, 2], together: 'count', from: 1, duration: 4 });
    expect([...source(1)].map(({ shape, data }) => [shape, ...data])).toEqual([
      [[1, 2], 2, 0],
      [[1, 2], 0, 0],
      [[1, 2], 0, 1],
      [[1, 2], 0, 0],
    ]);
  });
});

law(
  'a run of what a raster recorded is the run that it recorded',
  [fc.nat(1000), fc.integer({ min: 1, max: 60 })],
  async (seed, time) => {
    const drive = frames({ X: poisson(seed, tensor([4], [100, 200, 0, 400]), time) });
    const first = orThrow(
      await run(eager, net, initial(net), drive, { ...watched, columns: monitor(net, 'X', 's', rasterColumns()) }),
    );
    const steps = 2 * time;
    for (const spikes of [first.monitors.X, first.monitors.columns]) {
      const again = frames({ X: replay(spikes, { shape: [4], steps }) });
      expect(orThrow(await run(eager, net, initial(net), again, watched)).monitors).toEqual({
        X: first.monitors.X,
        Y: first.monitors.Y,
      });
    }
  },
  20,
);

test('a part of a recording of one row can be replayed', () => {
  const spikes = [
    { step: 3, row: 0, neuron: 1 },
    { step: 4, row: 1, neuron: 0 },
    { step: 5, row: 1, neuron: 1 },
  ];
  const steps = [...replay(spikes, { shape: [2], row: 1, from: 4, steps: 3 })(0.1)];
  expect(steps.map(({ data }) => [...data])).toEqual([
    [1, 0],
    [0, 1],
    [0, 0],
  ]);
  expect(() => [...replay(spikes, { shape: [1] })(1)]).toThrow(
    'shape must be of more than 1 neurons, as there are spikes of',
  );
});

test('a file that comes in chunks, later, runs a network as one that is there at once', async () => {
  const camera = orThrow(network({ dt: 1 }, { X: layer([2, 34, 34], input()) }));
  const counted = { X: monitor(camera, 'X', 's', raster()) };
  const bytes = nMnistFile(
    Array.from({ length: 3000 }, (_, k) => ({
      us: k * 100,
      x: k % 34,
      y: (7 * k) % 34,
      polarity: k % 2 === 0 ? 0 : 1,
    })),
  );
  const now = orThrow(await run(eager, camera, initial(camera), frames({ X: nMnist(bytes) }), counted));
  const stream = Readable.from([bytes.subarray(0, 7001), bytes.subarray(7001)]);
  const later = orThrow(await run(eager, camera, initial(camera), frames({ X: nMnist(stream) }), counted));
  expect(now.monitors.X.length).toBeGreaterThan(2900);
  expect(later.monitors.X).toEqual(now.monitors.X);
});

test('a damaged file ends a run with its fault', async () => {
  const ran = await run(
    eager,
    net,
    initial(net),
    frames({ X: eventTable(new TextEncoder().encode('0,1\n2,x\n'), { shape: [4] }) }),
    watched,
  );
  expect(ran._tag === 'Left' && ran.left.faults.map(({ place, what, got }) => [place, what, got])).toEqual([
    ['eventTable', 'line 2 at byte 4', "'2,x'"],
  ]);
});
