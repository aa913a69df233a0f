import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  always,
  bernoulli,
  concat,
  dense,
  eager,
  episode,
  explain,
  fold,
  filled,
  foldIn,
  frames,
  initial,
  input,
  js,
  lasting,
  latency,
  layer,
  lif,
  monitor,
  network,
  normalised,
  orThrow,
  poisson,
  poissonIntervals,
  repeat,
  record,
  rewarded,
  run,
  silence,
  tensor,
  traced,
  uniform,
  wasm,
  mstdp,
  type Backend,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import { blocksOf, type AnySteps } from '../../src/core/run/source.js';
import { valueAt, type Block } from '../../src/core/run/block.js';
import { wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { nodeBackends } from '../support/node-backends.js';
import { plain, watchedOutcome } from '../support/watched.js';

type Frames = AnySteps<Frame<Tensor>>;

const rates = tensor([4], [0, 60, 300, 900]);
const net = orThrow(
  network({ dt: 1 }, { X: layer([4], traced(input())), Y: layer([3], traced(lif({ thresh: -60 }))) }, (connect) => ({
    XY: connect('X', 'Y', normalised(dense(uniform(1, 0, 3)), 5), mstdp(0.1)),
  })),
);

/** Everything that gives spikes or numbers for so many steps. */
const spikes = (kind: number, seed: number, steps: number, rows: number): ((dt: number) => Iterable<Tensor>) | Tensor =>
  [
    poisson(seed, rates, steps),
    poissonIntervals(seed, rates, steps),
    bernoulli(seed, tensor([4], [0, 0.2, 0.5, 1]), steps),
    latency(tensor([4], [0, 0.1, 0.5, 1]), steps),
    repeat(
      tensor(
        [rows, 4],
        Array.from({ length: rows * 4 }, (_, k) => (k % 3) / 2),
      ),
      steps,
    ),
    tensor(
      [steps, 4],
      Array.from({ length: steps * 4 }, (_, k) => ((k * 7 + seed) % 5) / 4),
    ),
    tensor(
      [steps, 4],
      Array.from({ length: steps * 4 }, (_, k) => (k + seed) % 2),
      'bool',
    ),
    tensor(
      [steps, rows, 4],
      Array.from({ length: steps * rows * 4 }, (_, k) => (k * 3 + seed) % 2),
      'bool',
    ),
  ][kind]!;

const part = fc.record({
  kind: wholeIn(0, 7),
  seed: wholeIn(0, 9),
  steps: wholeIn(1, 80),
  more: wholeIn(0, 70),
  forced: fc.constantFrom('nothing', 'always', 'rows', 'numbers'),
  form: fc.constantFrom('frames', 'episode', 'lasting'),
});

const sourceOf =
  (rows: number) =>
  ({ kind, seed, steps, more, forced, form }: typeof part extends fc.Arbitrary<infer A> ? A : never): Frames => {
    const forcing = {
      nothing: { reward: always(0.5) },
      always: {
        inject: { Y: always(filled([3], 4)) },
        reward: tensor(
          [steps + more],
          Array.from({ length: steps + more }, (_, k) => (k % 3) - 1),
        ),
      },
      rows: { clamp: { Y: repeat(tensor([3], [1, 0, 0], 'bool'), steps + more) }, reward: always(1) },
      numbers: {
        unclamp: {
          Y: tensor(
            [steps + more, 1],
            Array.from({ length: steps + more }, (_, k) => k % 3),
            'i32',
          ),
        },
        reward: always(-1),
      },
    }[forced];
    const given = frames({ X: spikes(kind, seed, steps, rows) }, forcing);
    if (form === 'episode') return episode(rewarded(given, 0.25));
    return form === 'lasting' ? lasting(Math.ceil(steps / 2), given) : given;
  };

const sources = fc
  .array(part, { minLength: 1, maxLength: 3 })
  .map((parts) => (rows: number) => concat(parts.map(sourceOf(rows))) as Frames);

describe('sources read in blocks', () => {
  law('give what they give one by one', [sources, wholeIn(1, 90), wholeIn(1, 2)], (source, most, rows) => {
    const open = blocksOf<Frame<Tensor>>(source(rows))!;
    const reader = open(1, most);
    const blocks: Block<Frame<Tensor>>[] = [];
    for (let block = reader.next(); block !== undefined; block = reader.next()) blocks.push(block);
    expect(blocks.every(({ steps }) => steps >= 1 && steps <= most)).toBe(true);
    const each = blocks.flatMap((block) =>
      Array.from({ length: block.steps }, (_, step) => plain(valueAt(block, step))),
    );
    expect(each).toEqual(Array.from((source(rows) as (dt: number) => Iterable<Frame<Tensor>>)(1), plain));
  });

  const outcome = (backend: Backend, batch: number, source: Frames, every: readonly number[]): Promise<string> =>
    watchedOutcome(backend, net, initial(net, { batch }), source, every);
  law(
    'do to a network what they do frame by frame',
    [sources, fc.array(wholeIn(1, 70), { maxLength: 2 }), wholeIn(1, 2)],
    async (source, every, rows) => {
      const want = await outcome(eager, rows, source(rows), every);
      for (const backend of [wasm, js]) expect(await outcome(backend, rows, source(rows), every)).toBe(want);
    },
  );

  test.each([wasm, js])('end an episode in every step that says so on $name', async (backend) => {
    const X = tensor([4], [1, 0, 1, 1], 'bool');
    const source = lasting(70, always({ inputs: { X }, reward: 1, ends: true })) as Frames;
    expect(await outcome(backend, 1, source, [1])).toBe(await outcome(eager, 1, source, [1]));
  });

  test.each([
    [7000, 'f32'],
    [70_000, 'f32'],
    [70_000, 'bool'],
    [300_000, 'bool'],
  ] as const)('come into memory in pieces where they are wide: %i of %s', async (n, dtype) => {
    const wide = orThrow(network({ dt: 1 }, { X: layer([n], traced(input())) }));
    const values = Array.from({ length: 5 * n }, (_, k) => ((k * 7) % 3) & 1);
    const source = () => frames({ X: tensor([5, n], values, dtype) });
    const want = plain(orThrow(await run(eager, wide, initial(wide), source())).state);
    for (const backend of [wasm, js])
      expect(plain(orThrow(await run(backend, wide, initial(wide), source())).state)).toBe(want);
  });

  test.each(nodeBackends.map((backend) => [backend.name, backend] as const))(
    'of a tensor leave nothing of it in what a run gives on %s',
    async (_, backend) => {
      const X = tensor(
        [70, 4],
        Array.from({ length: 280 }, (__, k) => (k % 3) / 2),
      );
      const ran = async () =>
        orThrow(
          await run(backend, net, initial(net), frames({ X }, { reward: always(1) }), {
            s: monitor(net, 'X', 's', record()),
            last: monitor(
              net,
              'X',
              's',
              fold<Tensor | undefined, Tensor, Tensor>(
                undefined,
                (__, s) => s,
                (s) => s!,
              ),
            ),
          }),
        );
      const { state, monitors } = await ran();
      const before = plain([state, monitors]);
      X.data.fill(5);
      expect(plain([state, monitors])).toBe(before);
    },
  );

  test.each([wasm, js, eager])('end with the fault of the step that has it on $name', async (backend) => {
    const faultsOf = async (source: Frames) => {
      const ran = await run(backend, net, initial(net), source);
      return ran._tag === 'Left' && [...ran.left.faults.map(explain), ran.left.steps];
    };
    const some = poisson(foldIn(1, 2), rates, 100);
    const numbers = Array.from({ length: 400 }, (_, k) => (k === 270 ? Number.NaN : 1));
    expect(await faultsOf(frames({ X: tensor([100, 4], numbers) }, { reward: always(1) }))).toEqual([
      "inputs 'X': frame 67 must be finite numbers, got NaN",
      67,
    ]);
    expect(await faultsOf(frames({ X: some }, { reward: tensor([70], new Float32Array(70)) }))).toEqual([
      'reward: frame 70 must be given, as for the inputs, got only 70 frames',
      70,
    ]);
    expect(await faultsOf(episode(frames({ X: some }, { reward: tensor([70], new Float32Array(70)) })))).toEqual([
      'reward: frame 70 must be given, as for the inputs, got only 70 frames',
      70,
    ]);
    expect(await faultsOf(lasting(110, frames({ X: some }, { reward: always(1) })))).toEqual([
      'frames: frame 100 must be given, as they last 110 ms in steps of 1, got only 100 frames',
      100,
    ]);
    expect(await faultsOf(concat([frames({ X: some }, { reward: always(1) }), silence(3)]) as Frames)).toEqual([
      "connection 'XY': reward of frame 100 must be given, as by rewarded(frames, 0), got none",
      100,
    ]);
  });
});
