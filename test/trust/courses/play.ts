import * as E from 'fp-ts/lib/Either.js';
import {
  eager,
  explain,
  fold,
  frozen,
  initial,
  monitor,
  orThrow,
  record,
  rested,
  run,
  tensor,
  type AnyNetwork,
  type Backend,
  type Monitor,
} from '../../../src/index.js';
import { load, save } from '../../../src/file.js';
import { retuned } from '../../../src/live.js';
import { leaves, type Tree } from '../../../src/core/graph/tree.js';
import type { Tensor } from '../../../src/core/tensor.js';
import { withOtherParameters } from '../../every/support/other-parameters.js';
import type { AnyState } from '../../support/trials.js';
import type { Course, Piece } from './course.js';
import { formed, oneByOne } from './forms.js';

type Monitors = Readonly<Record<string, Monitor<unknown>>>;

/** Recorders of the variables of a network, each at its own pace, and one of the time. */
const watching = ({ net, every }: Course): Monitors => {
  const variables = Object.entries<{ readonly variables: readonly string[] }>({
    ...net.layers,
    ...net.connections,
  }).flatMap(([of, { variables: own }]) => own.map((variable) => [of, variable] as const));
  const recorders = variables.flatMap(([of, variable], place) => {
    const steps = every[place % every.length]!;
    const recorder = () => monitor(net, of, variable, record(), steps === 1 ? {} : { every: steps });
    return steps === 0 ? [] : [[`${of} ${variable}`, recorder()] as const];
  });
  const [first] = Object.keys(net.layers);
  const times = fold<string, Tensor, string>(
    '',
    (text, _, { step, episode }) => `${text} ${step}:${episode}`,
    (text) => text,
  );
  return { ...Object.fromEntries(recorders), time: monitor(net, first!, 's', times, { every: 3 }) };
};

/** A network that may be frozen, with its state. */
interface Held {
  readonly net: AnyNetwork;
  readonly still: boolean;
  readonly state: AnyState;
}

const begun = ({ net, batch, narrow, seed, late }: Course): Held => {
  const first = initial(net, { batch: narrow ? 1 : batch, seed });
  const [a, b] = first.noise.data;
  return { net, still: false, state: { ...first, noise: tensor([3], [a!, b!, late | 0], 'i32') } };
};

const changed = ({ net, still, state }: Held, { before }: Piece): Held => {
  switch (before) {
    case 'nothing':
      return { net, still, state };
    case 'rested':
      return { net, still, state: rested(net, state) };
    case 'frozen':
    case 'thawed':
      return { net, still: before === 'frozen', state };
    case 'saved': {
      const loaded = E.chain(load)(save(net, state));
      // What a description cannot say is no network of a file.
      return E.isLeft(loaded) ? { net, still, state } : { ...loaded.right, still };
    }
    case 'retuned': {
      const others = E.tryCatch(
        () => withOtherParameters(net, state, [0.97]).nets,
        () => [],
      );
      const [other = net] = E.isLeft(others) ? [] : others.right;
      return { ...orThrow(retuned(net, state, other)), still };
    }
  }
};

const tensorsOf = (of: object): readonly unknown[] =>
  leaves(of as Tree<Tensor>).map(([path, { shape, dtype, data }]) => [path, shape, dtype, data]);

/** Everything that comes of a course, piece by piece, up to a fault; the reference takes its frames one by one. */
export const outcomeOf = async (backend: Backend, course: Course): Promise<readonly unknown[]> => {
  let [held, monitors] = [begun(course), watching(course)];
  const seen: unknown[] = [];
  for (const piece of course.pieces) {
    held = changed(held, piece);
    const { net, still, state } = held;
    const frames = backend === eager ? oneByOne(course, piece) : formed(course, piece);
    // What is frozen is not normalised, and says so.
    const options = still ? {} : { normalise: piece.normalise };
    const ran = await run(backend, still ? frozen(net) : net, state, frames, monitors, options);
    const { state: after, monitors: outputs, resume, steps } = E.isLeft(ran) ? ran.left : ran.right;
    const { time, ...recorded } = outputs;
    const faults = E.isLeft(ran) ? ran.left.faults.map(explain) : [];
    seen.push({ faults, steps, time, recorded: tensorsOf(recorded), state: tensorsOf({ ...after }) });
    if (E.isLeft(ran)) break;
    held = { net, still, state: after };
    monitors = resume;
  }
  return seen;
};
