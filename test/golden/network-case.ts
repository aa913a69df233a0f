import * as E from 'fp-ts/lib/Either.js';
import {
  explain,
  frozen,
  initial,
  noExpectation,
  predictionError,
  monitor,
  record,
  rested,
  run,
  type AnyNetwork,
  type Backend,
  type Expected,
  type Names,
  type Tensor,
} from 'spikefold';
import { entriesOf, failed, passed, tensorOf, type Case, type Fields, type Verdict } from './case.js';
import { framesOf, rewardOf } from './frames-of.js';
import { load, type State } from './load.js';
import { firstDifference, watches, type Got, type Shown } from './network-difference.js';
import { updated } from './reward-case.js';
import { getFrom, recorded, recordings, resumed, type Recordings } from './recordings.js';

/** A case in play: what there is after some of its steps. */
interface Play {
  readonly state: State;
  /** Whether connections learn, and the layers whose thresholds do not adapt. */
  readonly off: { readonly connections: boolean; readonly layers: readonly string[] };
  readonly recordings: Recordings;
  readonly shown: readonly Shown[];
  readonly gets: readonly Got[];
  readonly tick: number;
  /** What the case's reward predictor expects; undefined where it has none. */
  readonly expected: Expected | undefined;
  /** The reward a step that it expected after each update. */
  readonly predicted: readonly number[];
}

/** What a network's switch does: it is that of its connections and of every layer, each of which may be switched alone afterwards. */
const allOff = (net: AnyNetwork, off: boolean): Play['off'] => ({
  connections: off,
  layers: off ? Object.keys(net.layers) : [],
});

/** Builds the network of a case through `fromDescription`, plays its steps on a backend, and compares all that it expects. */
export const networkCase = async (backend: Backend, golden: Case): Promise<Verdict> => {
  const description = golden['network'] as Fields;
  const built = load(description, {});
  if (E.isLeft(built)) return failed(built.left);
  let play: Play = {
    state: initial(built.right, { batch: (description['batch_size'] as number | undefined) ?? 1 }),
    off: allOff(built.right, description['learning'] === false),
    recordings: recordings(built.right, description),
    shown: [],
    gets: [],
    tick: 0,
    expected: description['reward_fn'] === null || description['reward_fn'] === undefined ? undefined : noExpectation,
    predicted: [],
  };
  for (const step of golden['steps'] as readonly Fields[]) {
    const next = await playStep(backend, golden, step, play);
    if (E.isLeft(next)) return failed(next.left);
    play = next.right;
  }
  const why = firstDifference(golden, built.right, play);
  return why === undefined ? passed : failed(why);
};

const playStep = async (backend: Backend, golden: Case, step: Fields, play: Play): Promise<E.Either<string, Play>> => {
  const description = golden['network'] as Fields;
  const built = load(description, {
    ...(step['a_plus'] !== undefined && { a_plus: step['a_plus'] }),
    ...(step['a_minus'] !== undefined && { a_minus: step['a_minus'] }),
  });
  if (E.isLeft(built)) return built;
  const net = built.right;
  switch (step['do']) {
    case 'run':
      return playRun(backend, golden, net, step, play);
    case 'reset':
      return E.right({
        ...play,
        state: rested(net, play.state, { keep: lasting(net) }),
        recordings: recordings(net, description),
      });
    case 'train': {
      const { mode, layer } = step;
      if (layer === undefined) return E.right({ ...play, off: allOff(net, mode === false) });
      const others = play.off.layers.filter((name) => name !== layer);
      return E.right({ ...play, off: { ...play.off, layers: mode === false ? [...others, layer as string] : others } });
    }
    case 'get': {
      const got = getFrom(play.recordings, play.state, step['monitor'] as string, step['var'] as string | undefined);
      return E.right({ ...play, recordings: got.recordings, gets: [...play.gets, got.values] });
    }
    case 'reward_update': {
      const expected = updated(play.expected ?? noExpectation, step);
      return E.right({ ...play, expected, predicted: [...play.predicted, expected.perStep] });
    }
    default:
      return E.left(`step '${String(step['do'])}' is not in the library`);
  }
};

const playRun = async (
  backend: Backend,
  golden: Case,
  net: AnyNetwork,
  step: Fields,
  play: Play,
): Promise<E.Either<string, Play>> => {
  const first = entriesOf(step['inputs'])[0];
  const shape = first && tensorOf(first[1]).shape;
  const batch = shape === undefined ? undefined : shape.length > 2 ? shape[1]! : 1;
  const now = Object.values(play.state.layers)[0]?.['s']?.shape[0];
  const state = batch === undefined || batch === now ? play.state : rested(net, play.state, { batch });
  const kept = batch === undefined || batch === now ? play.recordings : recordings(net, golden['network'] as Fields);

  const arrived: AnyNetwork = {
    ...net,
    arrival: step['one_step'] === true ? 'same step, dropping inputs' : 'next step',
  };
  const held = frozen(arrived, {
    only: [...(play.off.connections ? Object.keys(net.connections) : []), ...play.off.layers],
    normalising: true,
  });
  const { expected } = play;
  const reward = rewardOf(
    step['reward'],
    expected === undefined ? undefined : (given) => predictionError(given, expected),
  );
  const frames = framesOf(step, net, { tensors: (golden['draws'] ?? {}) as Fields, from: play.tick }, reward);
  const watched = watches(golden, net);
  const watching = Object.fromEntries(
    watched.map(([of, variable]) => [
      `${of}.${variable}`,
      monitor<Names, Names, string, Tensor>(held, of, variable, record()),
    ]),
  );
  const ran = await run(backend, held, state, frames, { ...watching, ...recorded(kept) });
  if (E.isLeft(ran)) return E.left(ran.left.faults.map(explain).join('; '));
  const { monitors, resume } = ran.right;
  const seen = new Map(watched.map(([of, variable]) => [`${of}.${variable}`, monitors[`${of}.${variable}`] as Tensor]));
  const after = ran.right.state;
  return E.right({
    ...play,
    state: after,
    recordings: resumed(kept, resume),
    shown: [...play.shown, { seen, after }],
    tick: play.tick + ran.right.steps,
  });
};

/** What a reset leaves in the reference: the variables of rules, and the windows of CSRM layers. */
const lasting = (net: AnyNetwork): readonly string[] => [
  ...Object.entries(net.connections).flatMap(([name, { rule, response }]) =>
    [...(response === undefined ? [] : ['recent']), ...Object.keys(rule?.init ?? {})].map(
      (variable) => `connections.${name}.${variable}`,
    ),
  ),
  ...Object.entries(net.layers).flatMap(([name, { variables }]) =>
    ['inputs', 'spikes']
      .filter((variable) => variables.includes(variable))
      .map((variable) => `layers.${name}.${variable}`),
  ),
];
