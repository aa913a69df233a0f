import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import {
  eager,
  initial,
  layer,
  network,
  run,
  vocabulary,
  type Frame,
  type Names,
  type Tensor,
} from '../../../src/index.js';
import { mapValues } from '../../../src/core/record.js';
import type { Row } from '../../../src/models/parameters/table.js';
import { door, tried, triedLater, type Door } from './door.js';
import { junk } from './junk.js';
import { first, some } from './plain.js';

/** Junk; where a right number says how large something is, the least one that is usual, or junk that is no such number. */
const junkFor = ([, constraint, usual]: Row): fc.Arbitrary<unknown> => {
  if (!(constraint.is === 'number' && constraint.costs === true)) return junk;
  const [least] = usual ?? constraint.usual;
  return fc.oneof(
    fc.constant(least),
    junk.filter((value) => typeof value !== 'number' || !constraint.holds(value)),
  );
};

/** Each parameter of an entry left out, or junk. */
const entries = fc.constantFrom(...vocabulary).chain(({ name, parameters }) =>
  fc
    .record(mapValues(parameters, junkFor), {
      requiredKeys: Object.keys(parameters).filter((key) => 'costs' in parameters[key]![1]),
    })
    .map((params) => ({ name, params })),
);

const parts = door({
  name: 'parameters of every part of the vocabulary that are anything',
  usual: 100_000,
  inputs: entries,
  enter: ({ name, params }) =>
    tried(() => {
      const entry = vocabulary.find((one) => one.name === name)!;
      const made = (entry.make as (params: unknown) => unknown)(params);
      if (entry.kind === 'model') return network<Names, Names>({ dt: 1 }, { Y: layer([2], made as never) });
      return entry.kind === 'network' ? (made as E.Either<never, unknown>) : E.right(undefined);
    }),
});

const shapes = door({
  name: 'layers, time steps and options of networks that are anything',
  usual: 100_000,
  inputs: fc.tuple(junk, junk, junk, junk),
  enter: ([dt, shape, model, arrival]) =>
    tried(() => network<Names, Names>({ dt, arrival } as never, { Y: layer(shape as never, model as never) })),
});

const fields = ['inputs', 'inject', 'clamp', 'unclamp', 'masks', 'reward', 'ends', 'other'];

/** What frames hold: junk, or records of layers with junk or tensors of junk. */
const tensorLike = fc.record({ shape: junk, dtype: fc.constantFrom('f32', 'bool', 'i32', 'f16'), data: junk });
const fed = fc.record(
  Object.fromEntries(
    fields.map((name) => [
      name,
      fc.oneof(
        junk,
        fc.dictionary(fc.constantFrom('L0', 'L1', 'C0', 'L0.exc', 'nobody'), fc.oneof(junk, tensorLike), {
          maxKeys: 3,
        }),
      ),
    ]),
  ),
  { requiredKeys: [] },
);

const framesAreAnything = door({
  name: 'frames that are anything',
  usual: 100_000,
  inputs: fc.tuple(fc.nat(some.length - 1), fc.oneof(junk, fed)),
  enter: ([which, frame]) => {
    const net = some[which]!;
    return triedLater(() => run(eager, net, first[which]!, [frame as Frame<Tensor>]));
  },
});

const options = door({
  name: 'options of states and runs that are anything',
  usual: 100_000,
  inputs: fc.tuple(fc.nat(some.length - 1), fc.record({ batch: junk, seed: junk }, { requiredKeys: [] }), junk, junk),
  enter: ([which, start, streamed, given]) => {
    const net = some[which]!;
    const wrong = tried(() => {
      const { batch } = start as { batch?: unknown };
      // A batch of millions is what somebody asked for.
      return E.right(typeof batch === 'number' && batch > 100 ? undefined : initial(net, start as never));
    });
    return wrong ?? triedLater(() => run(eager, net, first[which]!, streamed as never, {}, given as never));
  },
});

export const callDoors: readonly Door[] = [parts, shapes, framesAreAnything, options];
