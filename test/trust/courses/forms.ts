import {
  always,
  concat,
  episode,
  frames,
  independent,
  lasting,
  type AnySource,
  type Frame,
  type Frames,
  type Tensor,
} from '../../../src/index.js';
import type { Course, Piece } from './course.js';

/** A frame, and how many steps it lasts; where an episode ends, it does after the last. */
interface Held {
  readonly frame: Frame<Tensor>;
  readonly steps: number;
}

const heldIn = ({ net }: Course, { frames: all, times, encoder }: Piece): readonly Held[] =>
  encoder === undefined
    ? all.map((frame, place) => ({ frame, steps: times[place % times.length]! }))
    : [...encoder(net.dt)].map((x) => ({ frame: { inputs: { [Object.keys(net.layers)[0]!]: x }, reward }, steps: 1 }));

/** That of all frames of an encoder. */
const reward = 0.5;

const withoutEnd = ({ ends: _, ...frame }: Frame<Tensor>): Frame<Tensor> => frame;

const eachOf = (held: readonly Held[]): readonly Frame<Tensor>[] =>
  held.flatMap(({ frame, steps }) =>
    Array.from({ length: steps }, (_, step) => (step < steps - 1 ? withoutEnd(frame) : frame)),
  );

/** Frames one by one, as the reference runs them. */
export const oneByOne = (course: Course, piece: Piece): readonly Frame<Tensor>[] => eachOf(heldIn(course, piece));

/** The same frames in the form of their piece. */
export const formed = (course: Course, piece: Piece): Frames => {
  const held = heldIn(course, piece);
  const each = eachOf(held);
  switch (piece.form) {
    case 'frames':
      return each;
    case 'later':
      return later(each);
    case 'chunks':
      return independent(each);
    case 'repeated':
      return concat(held.map((one) => repeated(course.net.dt, one)));
    case 'stacked':
      return piece.encoder === undefined
        ? concat(runsOf(each).map(stacked))
        : (frames({ [Object.keys(course.net.layers)[0]!]: piece.encoder }, { reward: always(reward) }) as Frames);
  }
};

const later = async function* (each: readonly Frame<Tensor>[]): AsyncGenerator<Frame<Tensor>> {
  for (const [place, frame] of each.entries()) {
    if (place % 3 === 0) await Promise.resolve();
    yield frame;
  }
};

const repeated = (dt: number, { frame, steps }: Held): Frames => {
  const same = lasting(steps * dt, always(withoutEnd(frame)));
  return (frame.ends === true ? episode(same) : same) as Frames;
};

/** Frames that hold tensors of the same types one after the other, up to the end of an episode. */
const runsOf = (each: readonly Frame<Tensor>[]): readonly (readonly Frame<Tensor>[])[] => {
  const runs: Frame<Tensor>[][] = [];
  for (const [place, frame] of each.entries()) {
    const before = each[place - 1];
    if (before === undefined || before.ends === true || typeOf(before) !== typeOf(frame)) runs.push([]);
    runs.at(-1)!.push(frame);
  }
  return runs;
};

const fields = ['inputs', 'inject', 'clamp', 'unclamp', 'masks', 'draws'] as const;

const typeOf = (frame: Frame<Tensor>): string =>
  JSON.stringify([
    fields.map((field) =>
      Object.entries<Tensor | undefined>(frame[field] ?? {}).map(([name, x]) => [name, x!.shape, x!.dtype]),
    ),
    typeof frame.reward === 'object' ? frame.reward.shape : typeof frame.reward,
  ]);

/** The tensors of some steps as one, `[t, ...]`. */
const stack = (all: readonly Tensor[]): Tensor => {
  const [{ shape, dtype, data: first }] = all as readonly [Tensor];
  const data = new (first.constructor as Float32ArrayConstructor)(all.length * first.length);
  all.forEach((x, step) => data.set(x.data, step * first.length));
  return { shape: [all.length, ...shape], dtype, data } as Tensor;
};

const stacked = (run: readonly Frame<Tensor>[]): Frames => {
  const [first] = run as readonly [Frame<Tensor>];
  const of = (field: (typeof fields)[number]): Readonly<Record<string, AnySource>> =>
    Object.fromEntries(
      Object.keys(first[field] ?? {}).map((name) => [
        name,
        stack(run.map((frame) => (frame[field] as Readonly<Record<string, Tensor>>)[name]!)),
      ]),
    );
  const { inputs, ...others } = Object.fromEntries(fields.map((field) => [field, of(field)]));
  const { reward } = first;
  const rewards =
    reward === undefined
      ? {}
      : {
          reward:
            typeof reward === 'number'
              ? {
                  shape: [run.length],
                  dtype: 'f32' as const,
                  data: Float32Array.from(run, (frame) => frame.reward as number),
                }
              : stack(run.map((frame) => frame.reward as Tensor)),
        };
  const made = frames(inputs!, { ...others, ...rewards }) as Frames;
  return run.at(-1)!.ends === true ? (episode(made) as Frames) : made;
};
