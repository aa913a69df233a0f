import * as E from 'fp-ts/lib/Either.js';
import {
  initial,
  monitor,
  orThrow,
  record,
  run,
  type AnyNetwork,
  type Backend,
  type Frame,
  type Frames,
  type Monitor,
  type Monitors,
  type Names,
  type NetworkState,
  type RunOptions,
  type Stopped,
  type Tensor,
} from '../../src/index.js';
import type { Scene } from './scenes.js';

export type AnyState = NetworkState<Names, Names>;
export type Recorders = Readonly<Record<string, Monitor<Tensor>>>;

/** A recorder for every variable of every layer and connection: `Y v`. */
export const recorders = (net: AnyNetwork): Recorders =>
  Object.fromEntries(
    Object.entries<{ readonly variables: readonly string[] }>({ ...net.layers, ...net.connections }).flatMap(
      ([name, { variables }]) =>
        variables.map((variable) => [`${name} ${variable}`, monitor(net, name, variable, record())]),
    ),
  );

/** What a run left behind, without the monitors to go on with: everything that can be compared. */
export interface History {
  readonly state: AnyState;
  readonly monitors: Readonly<Record<string, Tensor>>;
}

/** A run in which everything is recorded, and nothing goes wrong. */
export const play = async (
  backend: Backend,
  net: AnyNetwork,
  state: AnyState,
  drive: Frames,
  { monitors: watching = recorders(net), ...options }: RunOptions & { readonly monitors?: Recorders } = {},
): Promise<History & { readonly resume: Recorders }> => {
  const { state: after, monitors, resume } = orThrow(await run(backend, net, state, drive, watching, options));
  return { state: after, monitors, resume };
};

/** A scene from its beginning. */
export const playScene = async (
  backend: Backend,
  { net, batch, seed, drive }: Scene,
  options: RunOptions = {},
): Promise<History> => {
  const { state, monitors } = await play(backend, net, initial(net, { batch, seed }), drive, options);
  return { state, monitors };
};

/** The state after one step. */
export const step = async (
  backend: Backend,
  net: AnyNetwork,
  state: AnyState,
  frame: Frame<Tensor>,
): Promise<AnyState> => (await play(backend, net, state, [frame], { normalise: false, monitors: {} })).state;

/** What a run that is refused has to say. */
export const refused = async <M extends Monitors>(
  ...args: Parameters<typeof run<Names, Names, M>>
): Promise<E.Left<Stopped<Names, Names, M>>> => {
  const ran = await run(...args);
  if (E.isRight(ran)) throw new Error('the run was not refused');
  return ran;
};
