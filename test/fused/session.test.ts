import { describe, expect, test } from 'vitest';
import {
  bounded,
  dense,
  eager,
  frozen,
  initial,
  input,
  js,
  layer,
  lif,
  monitor,
  network,
  normalised,
  orThrow,
  postPre,
  record,
  tensor,
  traced,
  uniform,
  wasm,
  zeros,
  type AnyNetwork,
  type Frame,
  type Names,
  type Tensor,
} from '../../src/index.js';
import type { Model, Session } from '../../src/authoring.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { play, refused, type AnyState } from '../support/trials.js';
import { driven } from './support/nets.js';

/** Backends, and how many networks each runs. */
const compiling = [
  [wasm.name, wasm, 13],
  [js.name, js, 5],
] as const;

describe.each(compiling)('sessions on %s', (_, backend, many) => {
  law(
    'learn as on eager, to the bit, several at once, with another number of rows between',
    [driven(3)],
    async ([{ net, start, batch }, parts]) => {
      const states: readonly AnyState[] = [start, initial(net, { batch, seed: 1 }), start];
      const idle = [{ reward: 1 }, { reward: -1 }];
      const more = initial(net, { batch: batch + 1 });
      const open = async (state: AnyState): Promise<readonly [Session, Session]> => [
        orThrow(await backend.open(net, state, [])),
        orThrow(await eager.open(net, state, [])),
      ];
      const sessions = await Promise.all(states.map(open));
      const rewarded = (frame: Frame<Tensor>): Frame<Tensor> => ({
        ...frame,
        reward: typeof frame.reward === 'number' ? tensor([], [frame.reward]) : frame.reward!,
      });
      const longest = Math.max(...parts.map(({ length }) => length));
      for (let step = 0; step < longest; step++) {
        for (const [k, [mine, yours]] of sessions.entries()) {
          const frame = parts[k]![step];
          if (frame === undefined) continue;
          await mine.advance([rewarded(frame)]);
          await yours.advance([rewarded(frame)]);
          if (step % 3 === 2) {
            await mine.normalise();
            await yours.normalise();
          }
        }
        if (step === 0) {
          const [mine, yours] = [await play(backend, net, more, idle), await play(eager, net, more, idle)];
          expectSame({ ...mine.state }, { ...yours.state });
        }
      }
      for (const [mine, yours] of sessions) {
        expectSame({ ...(await mine.state()) }, { ...(await yours.state()) });
        mine.close();
      }
      // What the sessions used is used again.
      const [mine, yours] = [await play(backend, net, start, parts[0]!), await play(eager, net, start, parts[0]!)];
      expectSame({ ...mine.state }, { ...yours.state });
    },
    many,
  );

  const small: AnyNetwork = orThrow(
    network<Names, Names>({ dt: 1 }, { X: layer([5], traced(input())), Y: layer([6], traced(lif())) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, 20)), bounded(postPre([0.1, 0.1]), 0, 20)),
      YY: connect('Y', 'Y', dense(uniform(2, -1, 0))),
    })),
  );
  const active: Frame<Tensor> = { inputs: { X: tensor([1, 5], [1, 1, 1, 0, 1], 'bool') } };

  test('what no step changes comes back as the object that it was', async () => {
    const start = initial(small);
    const { state } = await play(backend, small, start, [active, active, active]);
    expect(state.connections['YY']!['w']).toBe(start.connections['YY']!['w']);
    expect(state.connections['XY']!['w']).not.toBe(start.connections['XY']!['w']);
    const ended = await play(backend, small, start, [active, { ...active, ends: true }, active]);
    expect(ended.state.connections['YY']!['w']).toBe(start.connections['YY']!['w']);
    const still = frozen(small) as AnyNetwork;
    const after = await play(backend, still, state, [active]);
    for (const name of ['XY', 'YY']) expect(after.state.connections[name]!['w']).toBe(state.connections[name]!['w']);
    const none = await play(backend, small, state, []);
    expect(none.state.layers).toStrictEqual(state.layers);
    expect(none.state.layers['Y']!['v']).toBe(state.layers['Y']!['v']);
  });

  test('an end of an episode brings back where a network starts from, types and all, and leaves what was learned', async () => {
    const graded: Frame<Tensor> = { inputs: { X: tensor([1, 5], [1, 0.5, 1, 0, 1]) } };
    for (const frame of [active, graded])
      for (const steps of [
        [frame, { ...frame, ends: true }],
        [{ ...frame, ends: true }, active],
        [frame, { ...frame, ends: true }, frame],
      ]) {
        const [mine, yours] = [
          await play(backend, small, initial(small), steps),
          await play(eager, small, initial(small), steps),
        ];
        expectSame(mine.monitors, yours.monitors);
        expectSame({ ...mine.state }, { ...yours.state });
      }
  });

  test('weights that an episode normalised beyond their bounds are called back everywhere in the next step', async () => {
    const net: AnyNetwork = orThrow(
      network<Names, Names>({ dt: 1 }, { X: layer([5], traced(input())), Y: layer([6], traced(lif())) }, (connect) => ({
        XY: connect('X', 'Y', normalised(dense(uniform(1, 0, 20)), 100), bounded(postPre([0.1, 0.1]), 0, 20)),
      })),
    );
    const steps = [active, active, { ...active, ends: true }, active, active];
    const [mine, yours] = [await play(backend, net, initial(net), steps), await play(eager, net, initial(net), steps)];
    expectSame(mine.monitors, yours.monitors);
    expect(Math.max(...yours.state.connections['XY']!['w']!.data)).toBeGreaterThan(20);
  });

  test('what steps only read starts anew with an episode too', async () => {
    const model: Model<'k' | 's'> = {
      term: { name: 'kept', params: {} },
      init: { k: 1, s: false },
      step: (A, { k }, drive) => ({ k, s: A.gt(drive, k) }),
    };
    const net: AnyNetwork = orThrow(network<Names, Names>({ dt: 1 }, { Y: layer([3], model) }));
    const first = initial(net);
    const other = { ...first, layers: { Y: { ...first.layers['Y']!, k: tensor([1, 3], [5, 6, 7]) } } };
    for (const steps of [[{}], [{}, { ends: true }], [{ ends: true }, {}]]) {
      const [mine, yours] = [await play(backend, net, other, steps), await play(eager, net, other, steps)];
      expectSame({ ...mine.state }, { ...yours.state });
    }
  });

  test('values that were given out are not written again', async () => {
    const session = orThrow(await backend.open(small, initial(small), monitor(small, 'XY', 'w', record()).watches));
    const [seen] = orThrow(await session.advance([active]));
    const state = await session.state();
    const copies = structuredClone([seen, state]);
    await session.advance([active, active]);
    expect(structuredClone([seen, state])).toStrictEqual(copies);
    session.close();
    await play(backend, small, initial(small), [active]);
    expect(structuredClone([seen, state])).toStrictEqual(copies);
  });

  test('a session that is closed twice lends what it used once', async () => {
    const start = initial(small);
    const closed = orThrow(await backend.open(small, start, []));
    closed.close();
    closed.close();
    const [one, other] = [orThrow(await backend.open(small, start, [])), orThrow(await backend.open(small, start, []))];
    orThrow(await one.advance([active, active]));
    orThrow(await other.advance([{}]));
    expectSame({ ...(await one.state()) }, { ...(await play(eager, small, start, [active, active])).state });
    expectSame({ ...(await other.state()) }, { ...(await play(eager, small, start, [{}])).state });
    one.close();
    other.close();
  });

  test('a run that is refused half way lets go of what it held, and hurts no other', async () => {
    const start = initial(small);
    const want = await play(eager, small, start, [active, active]);
    for (let k = 0; k < 3; k++) {
      const { left } = await refused(backend, small, start, [active, { inputs: { X: zeros([3]) } }], {});
      expect(left.steps).toBe(1);
      const source = function* (): Generator<Frame<Tensor>> {
        yield active;
        throw new Error('no more');
      };
      await refused(backend, small, start, source(), {});
      expectSame({ ...(await play(backend, small, start, [active, active])).state }, { ...want.state });
    }
  });
});
