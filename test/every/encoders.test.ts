import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dense,
  FaultError,
  frames,
  initial,
  input,
  layer,
  lif,
  network,
  orThrow,
  traced,
  uniform,
  vocabulary,
  type Source,
  type Tensor,
} from '../../src/index.js';
import { entriesOf, type EntryOf } from '../../src/authoring.js';
import { nodeBackends } from '../support/node-backends.js';
import { expectSame } from '../support/same.js';
import { play } from '../support/trials.js';
import { partsOf } from './support/parts.js';

const shape = [2, 3];
const parts = partsOf(vocabulary);
const entries = entriesOf(vocabulary, 'encoder');
const sourcesOf = (entry: EntryOf<'encoder'>): readonly Source[] =>
  fc.sample(parts.encoderFrom(shape)(entry), { seed: 2015, numRuns: 4 });

const read = (source: Source, dt: number): readonly Tensor[] => [...source(dt)];
const byStep = (values: readonly Tensor[]): Readonly<Record<string, Tensor>> =>
  Object.fromEntries(values.map((x, step) => [`${step}`, x]));

describe.each(entries.map((entry) => [entry.name, entry] as const))('the encoder %s', (_, entry) => {
  test('gives one tensor a step, twice as many at half the dt, the same whenever it is read', () => {
    for (const source of sourcesOf(entry)) {
      const [whole, half] = [read(source, 1), read(source, 0.5)];
      expect(whole.length).toBeGreaterThanOrEqual(3);
      expect(half.length).toBe(2 * whole.length);
      expect([...whole, ...half].every((x) => x.shape.join() === shape.join())).toBe(true);
      expectSame(byStep(read(source, 1)), byStep(whole));
      expectSame(byStep(read(source, 0.5)), byStep(half));
    }
  });

  test('refuses a time that is no whole number of steps, and a dt that is none', () => {
    const [source] = sourcesOf(entry) as readonly [Source];
    for (const dt of [Math.E / 4, 0, -1, Number.NaN]) expect(() => read(source, dt)).toThrow(FaultError);
  });

  test.each(nodeBackends.map((backend) => [backend.name, backend] as const))(
    'drives a network on %s',
    async (__, backend) => {
      const net = orThrow(
        network(
          { dt: 0.5 },
          { X: layer(shape, traced(input())), Y: layer([4], lif({ thresh: -64.5 })) },
          (connect) => ({
            XY: connect('X', 'Y', dense(uniform(1))),
          }),
        ),
      );
      const [source] = sourcesOf(entry) as readonly [Source];
      const drive = read(source, net.dt);
      const { monitors } = await play(backend, net, initial(net), frames({ X: source }));
      const { shape: recorded, data } = monitors['X s']!;
      expect(recorded).toEqual([drive.length, 1, ...shape]);
      expect(Array.from(data)).toEqual(drive.flatMap((x) => Array.from(x.data)));
    },
  );
});
