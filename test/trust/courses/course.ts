import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import {
  FaultError,
  vocabulary,
  type AnyNetwork,
  type Frame,
  type Layer,
  type Shape,
  type Source,
  type Tensor,
} from '../../../src/index.js';
import { entriesOf } from '../../../src/authoring.js';
import { anyDrive } from '../../every/support/any-drive.js';
import { takesBatch } from '../../every/support/cases.js';
import { partsOf } from '../../every/support/parts.js';
import { networksOf } from '../../every/support/random.js';
import { wholeIn } from '../../support/arbitraries.js';
import { forced } from './forced.js';

/** How the frames of a piece reach a run: one by one, at once or later, many at once, or in blocks of equal or of stacked frames. */
export const forms = ['frames', 'later', 'chunks', 'repeated', 'stacked'] as const;

/** What is done to a network and its state before a piece of a course. */
export const changes = ['nothing', 'nothing', 'rested', 'frozen', 'thawed', 'saved', 'retuned'] as const;

/** Some frames, each for some steps, run from the state that the piece before ended in. */
export interface Piece {
  readonly frames: readonly Frame<Tensor>[];
  readonly times: readonly number[];
  readonly form: (typeof forms)[number];
  readonly before: (typeof changes)[number];
  readonly normalise: boolean;
  /** In place of all that the frames say, spikes for the first layer. */
  readonly encoder?: Source;
}

/** A network, and everything that is done to it. */
export interface Course {
  readonly net: AnyNetwork;
  readonly batch: number;
  /** Whether the state is of one row, which the frames make many of. */
  readonly narrow: boolean;
  readonly seed: number;
  /** How many steps of random numbers there were before. */
  readonly late: number;
  /** After every how many steps variables are looked at, in turns; 0 never. */
  readonly every: readonly number[];
  readonly pieces: readonly Piece[];
}

/** Shapes around the widths of registers, tiles and lists, and images. */
const extents = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Shape>([2, 3, 3], [1, 4, 3], [3, 5], [1, 7], [2, 5, 4]) },
  { weight: 4, arbitrary: fc.constantFrom<Shape>([1], [2], [3], [5], [2, 2], [8]) },
  { weight: 2, arbitrary: fc.constantFrom<Shape>([31], [4, 8], [33], [64], [2, 3, 6]) },
  { weight: 1, arbitrary: fc.constantFrom<Shape>([100], [257]) },
);
const connections = fc.oneof({ weight: 3, arbitrary: wholeIn(1, 2) }, { weight: 2, arbitrary: wholeIn(3, 5) });
const steps = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(1, 0.5, 0.1) },
  { weight: 1, arbitrary: fc.constantFrom(2, 0.25, 0.3, 5, 0.01) },
);
const options = { extents, connections, steps };
const parts = partsOf(vocabulary);
const readyMade = entriesOf(vocabulary, 'network').filter(({ parameters }) => 'inputs' in parameters);

const nets: fc.Arbitrary<AnyNetwork> = fc.oneof(
  { weight: 8, arbitrary: networksOf(vocabulary, options) },
  { weight: 8, arbitrary: networksOf(vocabulary, { ...options, functions: true }) },
  {
    weight: 1,
    arbitrary: fc
      .oneof(...readyMade.map((entry) => parts.networkFrom(entry).filter(E.isRight)))
      .map(({ right }) => right),
  },
);

const times = fc.oneof(
  { weight: 4, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: wholeIn(2, 9) },
  { weight: 1, arbitrary: wholeIn(10, 70) },
);

/** An encoder for the first layer, where it lasts a whole number of steps. */
const encoderOf = (net: AnyNetwork): fc.Arbitrary<Source | undefined> => {
  const [first] = Object.values<Layer<string>>(net.layers);
  const fits = (source: Source): boolean => {
    try {
      return source(net.dt) !== undefined && Number.isInteger(1 / net.dt);
    } catch (error) {
      if (error instanceof FaultError) return false;
      throw error;
    }
  };
  return fc
    .oneof(...entriesOf(vocabulary, 'encoder').map(parts.encoderFrom(first!.shape)))
    .map((source) => (fits(source) ? source : undefined));
};

const pieceOf = (net: AnyNetwork, batch: number): fc.Arbitrary<Piece> =>
  fc
    .record({
      drive: anyDrive(net, batch),
      more: forced(net, batch),
      times: fc.array(times, { minLength: 3, maxLength: 3 }),
      form: fc.constantFrom(...forms),
      before: fc.constantFrom(...changes),
      normalise: fc.boolean(),
      encoder: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: encoderOf(net) }),
    })
    .map(({ drive, more, encoder, ...of }) => ({ ...of, frames: drive.map(more), ...(encoder && { encoder }) }));

/** Any network of the vocabulary, and anything that may happen to it in 1 to 3 runs. */
export const courses: fc.Arbitrary<Course> = nets.chain((net) =>
  fc
    .record({
      rows: fc.constantFrom(1, 1, 2, 3, 4, 5, 8, 9),
      narrow: fc.constantFrom(false, false, false, true),
      seed: fc.constantFrom(0, 1, 99, 2 ** 31, 2 ** 32 - 1),
      late: fc.constantFrom(0, 0, 0, 2 ** 24 - 2, 2 ** 31 - 3, 2 ** 32 - 2),
      every: fc.array(fc.constantFrom(1, 1, 1, 1, 2, 3, 7, 64, 0), { minLength: 1, maxLength: 4 }),
    })
    .chain(({ rows, ...of }) => {
      const batch = takesBatch(net) ? rows : 1;
      return fc
        .array(pieceOf(net, batch), { minLength: 1, maxLength: 3 })
        .map((pieces): Course => ({ ...of, net, batch, pieces }));
    }),
);
