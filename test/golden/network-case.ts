import * as E from 'fp-ts/lib/Either.js';
import { explain, fromDescription, frozen, initial, monitor, record, rested, run, type AnyNetwork, type Backend, type Names, type Network, type NetworkState, type Tensor } from '../../src/index.js';
import { entriesOf, failed, isTensorJson, passed, tensorOf, type Case, type Fields, type Json, type Verdict } from './case.js';
import { difference } from './compare.js';
import { framesOf } from './frames-of.js';
import { getFrom, recorded, recordings, type Recordings } from './recordings.js';

type State = NetworkState<Names, Names>;

/** What one run showed: watched variables by step, and the state that it ended in. */
interface Shown {
  readonly seen: ReadonlyMap<string, Tensor>;
  readonly after: State;
}

/** A case in play: what there is after some of its steps. */
interface Play {
  readonly state: State;
  readonly off: { readonly all: boolean; readonly layers: readonly string[] };
  readonly recordings: Recordings;
  readonly shown: readonly Shown[];
  readonly gets: readonly Json[] | readonly unknown[];
  readonly tick: number;
}

/** The reference's names of variables, where ours differ. */
const ourName = (theirs: string): string => ({ refrac_count: 'refrac', firing_rates: 'rates' })[theirs] ?? theirs;

/** Builds the network of a case through `fromDescription`, plays its steps on a backend, and compares all that it expects. */
export const networkCase = async (backend: Backend, golden: Case): Promise<Verdict> => {
  const description = golden['network'] as Fields;
  const built = load(description, {});
  if (E.isLeft(built)) return failed(built.left);
  let play: Play = {
    state: withWeights(built.right, initial(built.right, { batch: (description['batch_size'] as number | undefined) ?? 1 }), entriesOf(description['weights'])),
    off: { all: description['learning'] === false, layers: [] },
    recordings: recordings(built.right, description),
    shown: [],
    gets: [],
    tick: 0,
  };
  for (const step of golden['steps'] as readonly Fields[]) {
    const next = await playStep(backend, golden, step, play);
    if (E.isLeft(next)) return failed(next.left);
    play = next.right;
  }
  const why = firstDifference(golden, built.right, play);
  return why === undefined ? passed : failed(why);
};

/** The description with what a run gives to its rules, read as the library's own; `learning` is switched by the steps. */
const load = ({ batch_size: _, learning: __, reward_fn: predictor, monitors: ___, weights: ____, ...description }: Fields, given: Fields): E.Either<string, AnyNetwork> => {
  if (predictor !== null && predictor !== undefined) return E.left(`reward predictor ${JSON.stringify(predictor)} is not in the library`);
  const connections = (description['connections'] as readonly Fields[] | undefined)?.map((connection) => {
    const name = `${connection['source'] as string}>${connection['target'] as string}`;
    const own = Object.fromEntries(entriesOf(given).flatMap(([param, value]) => (typeof value === 'number' ? [[param, value]] : entriesOf(value).filter(([at]) => at === name).map(([, one]) => [param, one]))));
    const params = connection['params'] as Fields;
    return /^MSTDP/.test(String(params['update_rule'])) ? { ...connection, params: { ...params, ...own } } : connection;
  });
  return E.mapLeft((faults: readonly Parameters<typeof explain>[0][]) => faults.map(explain).join('; '))(fromDescription({ ...description, ...(connections && { connections }), compat: 'bindsnet' }));
};

const withWeights = (net: AnyNetwork, state: State, weights: readonly (readonly [string, Json])[]): State =>
  weights.reduce<State>((changed, [ends, w]) => {
    const name = idOf(net, ends);
    return { ...changed, connections: { ...changed.connections, [name]: { ...changed.connections[name], w: tensorOf(w) } } };
  }, state);

/** Our name of the connection that the case calls `X>Y`. */
const idOf = (net: AnyNetwork, ends: string): string => Object.entries(net.connections).find(([, { from, to }]) => `${from}>${to}` === ends)?.[0] ?? ends;

const playStep = async (backend: Backend, golden: Case, step: Fields, play: Play): Promise<E.Either<string, Play>> => {
  const description = golden['network'] as Fields;
  const built = load(description, { ...(step['a_plus'] !== undefined && { a_plus: step['a_plus'] }), ...(step['a_minus'] !== undefined && { a_minus: step['a_minus'] }) });
  if (E.isLeft(built)) return built;
  const net = built.right;
  switch (step['do']) {
    case 'run':
      return playRun(backend, golden, net, step, play);
    case 'reset':
      return E.right({ ...play, state: rested(net, play.state), recordings: recordings(net, description) });
    case 'train': {
      const { mode, layer } = step;
      if (layer === undefined) return E.right({ ...play, off: { all: mode === false, layers: [] } });
      const others = play.off.layers.filter((name) => name !== layer);
      return E.right({ ...play, off: { ...play.off, layers: mode === false ? [...others, layer as string] : others } });
    }
    case 'get': {
      const got = getFrom(play.recordings, step['monitor'] as string, step['var'] as string | undefined);
      return E.right({ ...play, recordings: got.recordings, gets: [...play.gets, got.values] });
    }
    default:
      return E.left(`step '${String(step['do'])}' is not in the library`);
  }
};

const playRun = async (backend: Backend, golden: Case, net: AnyNetwork, step: Fields, play: Play): Promise<E.Either<string, Play>> => {
  const first = entriesOf(step['inputs'])[0];
  const shape = first && tensorOf(first[1]).shape;
  const batch = shape === undefined ? undefined : shape.length > 2 ? shape[1]! : 1;
  const now = Object.values(play.state.layers)[0]?.['s']?.shape[0];
  const state = batch === undefined || batch === now ? play.state : rested(net, play.state, { batch });
  const kept = batch === undefined || batch === now ? play.recordings : recordings(net, golden['network'] as Fields);

  const arrived: AnyNetwork = { ...net, arrival: step['one_step'] === true ? 'same step' : 'next step' };
  const held = play.off.all ? frozen(arrived, { normalising: true }) : frozen(arrived, { only: play.off.layers });
  const shapes = new Map(Object.entries(net.layers).map(([name, layer]) => [name, layer.shape]));
  const frames = framesOf(step, net.dt, shapes, { tensors: (golden['draws'] ?? {}) as Fields, from: play.tick });
  const watched = watches(golden, net);
  const watching = Object.fromEntries(watched.map(([of, variable]) => [`${of}.${variable}`, monitor<Names, Names, string, Tensor>(held, of, variable, record())]));
  const ran = await run(backend, held, state, frames, { ...watching, ...recorded(kept) });
  if (E.isLeft(ran)) return E.left(ran.left.faults.map(explain).join('; '));
  const { monitors, resume } = ran.right;
  const seen = new Map(watched.map(([of, variable]) => [`${of}.${variable}`, monitors[`${of}.${variable}`] as Tensor]));
  const after = ran.right.state;
  return E.right({ ...play, state: after, recordings: kept.resumed(resume), shown: [...play.shown, { seen, after }], tick: play.tick + ran.right.steps });
};

/** All that the case expects of single steps. */
const watches = (golden: Case, net: Network<Names, Names>): readonly (readonly [of: string, variable: string])[] => {
  const blocks = blocksOf(golden);
  const layers = blocks.flatMap((block) => entriesOf(block['layers']).flatMap(([name, vars]) => entriesOf(vars).map(([variable]) => [name, ourName(variable)] as const)));
  const connections = blocks.flatMap((block) => entriesOf(block['connections']).flatMap(([ends, vars]) => entriesOf(vars).flatMap(([variable, value]) => (isTensorJson(value) && variable !== 'w_after_run' ? [[idOf(net, ends), ourName(variable)] as const] : []))));
  return [...layers, ...connections].filter(([of, variable], place, all) => all.findIndex(([o, v]) => o === of && v === variable) === place);
};

const blocksOf = (golden: Case): readonly Fields[] => {
  const expect = golden['expect'] as Fields;
  return (expect['runs'] as readonly Fields[] | undefined) ?? [expect];
};

const firstDifference = (golden: Case, net: AnyNetwork, play: Play): string | undefined => {
  const blocks = blocksOf(golden);
  const perRun = 'runs' in (golden['expect'] as Fields);
  for (const [index, block] of blocks.entries()) {
    const shown = perRun ? play.shown.slice(index, index + 1) : play.shown;
    const where = perRun ? `run ${index}, ` : '';
    for (const [name, vars] of entriesOf(block['layers']))
      for (const [variable, json] of entriesOf(vars)) {
        const why = difference(golden, `${where}layer '${name}'`, variable, tensorOf(json), joined(shown, `${name}.${ourName(variable)}`));
        if (why !== undefined) return why;
      }
    for (const [ends, vars] of entriesOf(block['connections'])) {
      const name = idOf(net, ends);
      const { when } = vars as Fields;
      for (const [variable, json] of entriesOf(vars).filter(([, value]) => isTensorJson(value))) {
        const ends_ = shown.map(({ after }) => after.connections[name]?.['w']);
        const got = variable === 'w_after_run' ? stacked(ends_) : when === 'final' ? ends_.at(-1) : joined(shown, `${name}.${ourName(variable)}`);
        const why = difference(golden, `${where}connection '${ends}'`, variable, tensorOf(json), got, variable === 'w_after_run' ? 'run' : 'step');
        if (why !== undefined) return why;
      }
    }
  }
  const wanted = ((golden['expect'] as Fields)['gets'] ?? []) as readonly Json[];
  return wanted.map((json, place) => getDifference(golden, place, json, play.gets[place] as ReadonlyMap<string, Tensor> | Tensor | undefined)).find((why) => why !== undefined);
};

const getDifference = (golden: Case, place: number, want: Json, got: ReadonlyMap<string, Tensor> | Tensor | undefined): string | undefined => {
  if (isTensorJson(want)) return difference(golden, `get ${place}`, 'values', tensorOf(want), got as Tensor | undefined);
  const map = got as ReadonlyMap<string, Tensor>;
  return entriesOf(want)
    .flatMap(([of, vars]) => entriesOf(vars).map(([variable, json]) => difference(golden, `get ${place}, '${of}'`, variable, tensorOf(json), map.get(`${of}.${variable}`))))
    .find((why) => why !== undefined);
};

const joined = (shown: readonly Shown[], key: string): Tensor | undefined => {
  const parts = shown.map(({ seen }) => seen.get(key)).filter((part) => part !== undefined && part.data.length > 0) as readonly Tensor[];
  const [first] = parts;
  if (first === undefined) return shown[0]?.seen.get(key);
  const data = parts.flatMap((part) => Array.from(part.data));
  return { shape: [parts.reduce((rows, part) => rows + part.shape[0]!, 0), ...first.shape.slice(1)], dtype: 'f32', data: Float32Array.from(data) };
};

const stacked = (tensors: readonly (Tensor | undefined)[]): Tensor | undefined => {
  const known = tensors.filter((x) => x !== undefined);
  return known.length === 0 ? undefined : { shape: [known.length, ...known[0]!.shape], dtype: 'f32', data: Float32Array.from(known.flatMap((x) => Array.from(x.data))) };
};
