import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dense,
  eager,
  explain,
  FaultError,
  foldAll,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  record,
  run,
  tensor,
  traced,
  uniform,
  uniforms,
  vocabulary,
  type Backend,
  type Fold,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import { entriesOf, type EntryOf } from '../../src/authoring.js';
import { nodeBackends } from '../support/node-backends.js';
import { partsOf } from './support/parts.js';

const parts = partsOf(vocabulary);
const foldsOf = (entry: EntryOf<'fold'>): readonly Fold<Tensor, unknown>[] =>
  fc.sample(parts.foldFrom(entry), { seed: 2015, numRuns: 3 });

const net = orThrow(
  network(
    { dt: 0.5 },
    { X: layer([5], traced(input())), Y: layer([2, 2], lif({ thresh: -64, refrac: 1 })) },
    (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1))),
    }),
  ),
);
const start = initial(net, { batch: 2 });
const frames = Array.from({ length: 14 }, (_, step): Frame<Tensor, 'X'> => ({
  inputs: {
    X: tensor(
      [2, 5],
      uniforms(step, 0, 10).map((u) => (u < 0.4 ? 1 : 0)),
      'bool',
    ),
  },
  ...(step === 8 && { ends: true }),
}));

/** What a fold over the spikes comes to, or why it ends the run: in one run, or in two. */
const outcome = async (backend: Backend, of: Fold<Tensor, unknown>, every: number, cut?: number): Promise<unknown> => {
  const monitors = { of: monitor(net, 'Y', 's', of, { every }) };
  const first = await run(backend, net, start, frames.slice(0, cut), monitors, { normalise: cut === undefined });
  const ran =
    cut === undefined || E.isLeft(first)
      ? first
      : await run(backend, net, first.right.state, frames.slice(cut), first.right.resume);
  return E.isLeft(ran) ? ran.left.faults.map(explain) : ran.right.monitors.of;
};

describe.each(entriesOf(vocabulary, 'fold').map((entry) => [entry.name, entry] as const))('the fold %s', (_, entry) => {
  test('can be left and gone on with, and is a value', async () => {
    const spikes = orThrow(await run(eager, net, start, frames, { s: monitor(net, 'Y', 's', record()) })).monitors.s;
    const width = spikes.data.length / spikes.shape[0]!;
    const rows = Array.from({ length: spikes.shape[0]! }, (__, step) =>
      tensor(spikes.shape.slice(1), spikes.data.slice(step * width, (step + 1) * width), 'bool'),
    );
    for (const of of foldsOf(entry)) {
      const empty = of.done();
      const half = foldAll(of, rows.slice(0, 6), { dt: 0.5 });
      const seen = half.done();
      const whole = foldAll(of, rows, { dt: 0.5 }).done();
      expect(foldAll(half, rows.slice(6)).done()).toEqual(whole);
      expect(half.done()).toEqual(seen);
      expect(of.done()).toEqual(empty);
      // Without an end of an episode a run gives what the fold gives by hand.
      const drive = frames.map(({ ends: _ends, ...frame }) => frame);
      const ran = orThrow(
        await run(eager, net, start, drive, { s: monitor(net, 'Y', 's', record()), of: monitor(net, 'Y', 's', of) }),
      );
      const recorded = ran.monitors.s;
      const inRun = Array.from({ length: recorded.shape[0]! }, (__, step) =>
        tensor(recorded.shape.slice(1), recorded.data.slice(step * width, (step + 1) * width), 'bool'),
      );
      expect(ran.monitors.of).toEqual(foldAll(of, inRun, { dt: 0.5 }).done());
    }
    expect(spikes.data.some((s) => s !== 0)).toBe(true);
  });

  test.each(nodeBackends.map((backend) => [backend.name, backend] as const))(
    'comes to the same on %s',
    async (__, backend) => {
      for (const of of foldsOf(entry))
        for (const every of [1, 3]) {
          const want = await outcome(eager, of, every);
          expect(await outcome(backend, of, every)).toEqual(want);
          expect(await outcome(backend, of, every, 6)).toEqual(want);
        }
    },
  );

  test('says what it is given in place of a tensor', () => {
    for (const of of foldsOf(entry))
      for (const strange of [undefined, new Uint8Array(4), 7, { shape: [1, 4], dtype: 'bool', data: [0, 0, 0, 0] }]) {
        const refused = E.tryCatch(
          () => foldAll(of, [strange as never], { dt: 1 }).done(),
          (error) => (error as FaultError).faults.map(explain).join(),
        );
        // `rolling(0)` looks at nothing.
        if (entry.name !== 'rolling' || E.isLeft(refused))
          expect(refused).toMatchObject({
            left: expect.stringMatching(/input must be a tensor, as a monitor gives it, got/),
          });
      }
  });
});
