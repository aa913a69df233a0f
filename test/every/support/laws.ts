import * as E from 'fp-ts/lib/Either.js';
import { expect } from 'vitest';
import {
  eager,
  explain,
  frozen,
  initial,
  orThrow,
  rested,
  run,
  type AnyNetwork,
  type Backend,
  type Frame,
  type Tensor,
} from '../../../src/index.js';
import { mapTree, type Entry, type Tree } from '../../../src/authoring.js';
import { describe, fromDescription, load, restore, save, snapshot, type Json } from '../../../src/file.js';
import { remembered } from '../../../src/core/record.js';
import { expectSame } from '../../support/same.js';
import { play, recorders, type AnyState, type History } from '../../support/trials.js';
import type { Case } from './cases.js';

/** Where a run is left and gone on with: in the middle of an episode. */
const middle = 7;

/** What a case comes to: its first half with all that learns, the second from where that ended, and the first one frozen. */
interface Outcome {
  readonly first: History;
  readonly second: History;
  readonly still: History;
}

export const outcomeOn = async (backend: Backend, { net, start, frames }: Case): Promise<Outcome> => {
  const first = await play(backend, net, start, frames.slice(0, middle), { normalise: false });
  const second = await play(backend, net, first.state, frames.slice(middle));
  const still = await play(backend, frozen(net), start, frames.slice(0, middle));
  return { first, second, still };
};

/** What a case comes to on `eager`, which all backends are held to. */
const known = new WeakMap<Case, Promise<Outcome>>();
export const wantedOf = (of: Case): Promise<Outcome> => remembered(known, of, () => outcomeOn(eager, of));

export const expectOutcome = (got: Outcome, want: Outcome): void => {
  for (const part of ['first', 'second', 'still'] as const) {
    expectSame(got[part].monitors, want[part].monitors);
    expectSame(treeOf(got[part].state), treeOf(want[part].state));
  }
};

const treeOf = (state: AnyState): Tree<Tensor> => state as unknown as Tree<Tensor>;

/** A current that is no number, for what is no input layer: what a run says of it, or where it leads. */
export const spoiltOn = async (
  backend: Backend,
  { net, batch, start, frames }: Case,
): Promise<readonly string[] | AnyState> => {
  const name = Object.keys(net.layers).at(-1)!;
  const [frame] = frames as readonly [Frame<Tensor>];
  const shape = [batch, ...net.layers[name]!.shape];
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1)).map((_, place) => (place % 2 === 0 ? Number.NaN : 1));
  const spoilt: Frame<Tensor> = { ...frame, inputs: { ...frame.inputs, [name]: { shape, dtype: 'f32', data } } };
  const ran = await run(backend, net, start, [spoilt, frame], {});
  return E.isLeft(ran) ? ran.left.faults.map(explain) : ran.right.state;
};

const sameState = (a: AnyState, b: AnyState): void => expectSame(treeOf(a), treeOf(b));

/** A copy of everything that a run is given, to see whether it was left as it was. */
const copyOf = (state: AnyState): Tree<Tensor> =>
  mapTree((x: Tensor): Tensor => ({ ...x, data: x.data.slice() }), treeOf(state));

/** What holds of a network whatever runs it. */
export const expectLaws = async (of: Case, vocabulary: readonly Entry[]): Promise<void> => {
  const { net, start, frames } = of;
  const before = copyOf(start);
  const whole = await play(eager, net, start, frames);
  expectSame(treeOf(start), before);
  // A run is a function: again the same, and in two halves too.
  sameState((await play(eager, net, start, frames)).state, whole.state);
  const half = await play(eager, net, start, frames.slice(0, middle), { normalise: false });
  const rest = await play(eager, net, half.state, frames.slice(middle), { monitors: half.resume });
  expectSame(rest.monitors, whole.monitors);
  sameState(rest.state, whole.state);
  // Something happened.
  expect(Object.keys(whole.monitors)).toEqual(Object.keys(recorders(net)));
  expect(() => sameState(whole.state, start)).toThrow();

  // Through plain data and back.
  const written = describe(net);
  const read = orThrow(fromDescription(JSON.parse(JSON.stringify(written)) as Json, { vocabulary }));
  expect(describe(read)).toEqual(written);
  sameState((await play(eager, read, start, frames)).state, whole.state);
  // Through a file, and through JSON, in the middle.
  const loaded = orThrow(load(orThrow(save(net, half.state, { vocabulary })), { vocabulary }));
  sameState(loaded.state, half.state);
  const on = await play(eager, loaded.net, loaded.state, frames.slice(middle));
  sameState(on.state, whole.state);
  expectSame(on.monitors, (await play(eager, net, half.state, frames.slice(middle))).monitors);
  const restored = orThrow(restore(net, JSON.parse(JSON.stringify(snapshot(half.state))) as Json));
  sameState((await play(eager, net, restored, frames.slice(middle))).state, whole.state);

  expectReset(of, whole.state);
  await expectFrozen(of, whole.state);
  await expectRows(of);
};

/** A reset puts everything but what was learned, and the noise, where it was at first. */
const expectReset = ({ net, batch }: Case, state: AnyState): void => {
  const [first, after] = [initial(net, { batch }), rested(net, state)];
  expect(after.noise).toBe(state.noise);
  for (const part of ['layers', 'connections'] as const)
    for (const [name, vars] of Object.entries(after[part]))
      for (const [variable, value] of Object.entries<Tensor>(vars))
        if (isLearned(net, part, name, variable)) expect(value).toBe(state[part][name]![variable]);
        else expectSame({ value }, { value: first[part][name]![variable]! });
};

const isLearned = (net: AnyNetwork, part: 'layers' | 'connections', name: string, variable: string): boolean =>
  (part === 'layers' ? net.layers[name]!.model.learned : net.connections[name]!.connection.learned)?.includes(
    variable,
  ) ?? false;

/** Frozen, nothing plastic moves: what was learned comes back as the very objects that went in. */
const expectFrozen = async ({ net, frames }: Case, state: AnyState): Promise<void> => {
  const unmasked = frames.map(({ masks: _, ...frame }) => frame);
  const { state: after } = await play(eager, frozen(net), state, unmasked, { monitors: {} });
  for (const part of ['layers', 'connections'] as const)
    for (const [name, vars] of Object.entries(after[part]))
      for (const [variable, value] of Object.entries<Tensor>(vars))
        if (isLearned(net, part, name, variable)) expectSame({ value }, { value: state[part][name]![variable]! });
};

/** While nothing learns, samples side by side know nothing of each other: the first is what it is by itself. */
const expectRows = async ({ net, batch, start, frames }: Case): Promise<void> => {
  const still = frozen(net);
  const given = frames.slice(0, middle).map(({ masks: _, ...frame }) => frame);
  const both = await play(eager, still, start, given);
  const alone = initial(still, { batch: 1 });
  const first = await play(eager, still, { ...alone, noise: start.noise }, given.map(firstRow));
  for (const [name, recorded] of Object.entries(first.monitors)) {
    const [of, variable] = name.split(' ') as [string, string];
    if (isLearned(net, of in net.layers ? 'layers' : 'connections', of, variable)) continue;
    const width = recorded.data.length / recorded.shape[0]!;
    const rows = Array.from({ length: recorded.shape[0]! }, (_, step) =>
      Array.from(both.monitors[name]!.data.subarray(step * width * batch, step * width * batch + width)),
    );
    expect(Array.from(recorded.data)).toEqual(rows.flat());
  }
};

const firstRow = (frame: Frame<Tensor>): Frame<Tensor> => {
  const first = (x: Tensor): Tensor => ({
    ...x,
    shape: [1, ...x.shape.slice(1)],
    data: x.data.slice(0, x.data.length / x.shape[0]!),
  });
  const all = (values: Readonly<Record<string, Tensor | undefined>> = {}): Readonly<Record<string, Tensor>> =>
    Object.fromEntries(Object.entries(values).map(([name, x]) => [name, first(x!)]));
  const { inputs, inject, clamp, unclamp, reward, ...rest } = frame;
  return {
    ...rest,
    inputs: all(inputs),
    inject: all(inject),
    clamp: all(clamp),
    unclamp: all(unclamp),
    reward: typeof reward === 'object' ? first(reward) : (reward ?? 0),
  };
};
