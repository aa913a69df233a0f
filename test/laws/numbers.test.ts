import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  adaptiveLif,
  bounded,
  dense,
  explain,
  filled,
  independent,
  initial,
  input,
  layer,
  lif,
  monitor,
  mstdp,
  network,
  normalised,
  orThrow,
  postPre,
  record,
  run,
  srm0,
  tensor,
  traced,
  type AnyNetwork,
  type Backend,
  type Frame,
  type Frames,
  type Names,
  type NetworkState,
  type Shape,
  type Tensor,
} from '../../src/index.js';
import type { Model, Rule } from '../../src/authoring.js';
import { alone } from '../support/alone.js';
import { wholeIn } from '../support/arbitraries.js';
import { infiniteVariables } from '../../src/core/check/infinite.js';
import { law } from '../support/law.js';
import { nodeBackends } from '../support/node-backends.js';

type State = NetworkState<Names, Names>;

/** A neuron that multiplies its v by its input, plus 1: it overflows, and then is infinite less infinite. */
const explosive = (): Model<'v' | 's'> => ({
  term: { name: 'explosive', params: {} },
  init: { v: 1, s: false },
  step: (A, { v }, given) => {
    const next = A.mul(v, given);
    return { v: next, s: A.gt(next, 1e30) };
  },
});

/** Its v is NaN for the one step in which the input is 7: 0 / 0. */
const blinking = (): Model<'v' | 's'> => ({
  term: { name: 'blinking', params: {} },
  init: { v: 0, s: false },
  step: (A, { v }, given) => {
    const seven = A.sub(given, 7);
    return { v: A.div(seven, seven), s: A.gt(v, 1e30) };
  },
});

/** Time since the last spike, infinite at first. */
const remembering = (): Model<'v' | 'since' | 's'> => ({
  term: { name: 'remembering', params: {} },
  init: { v: 0, since: Infinity, s: false },
  step: (A, { since }, given, dt) => {
    const s = A.ge(given, 1);
    return { v: A.exp(A.sub(0, since)), since: A.where(s, 0, A.add(since, dt)), s };
  },
});

const drive = (shape: Shape, currents: readonly (readonly number[])[]): readonly Frame<Tensor>[] =>
  currents.map((values) => ({ inputs: { N: tensor(shape, values) } }));

const stopped = async (
  backend: Backend,
  net: AnyNetwork,
  frames: Frames,
  { state = initial(net), variable = 'v', of = Object.keys(net.layers).at(-1)! } = {},
) => {
  const ran = await run(backend, net, state as State, frames, { seen: monitor(net, of, variable, record()) });
  if (E.isRight(ran)) return { told: [] as string[], ...ran.right };
  return { ...ran.left, told: ran.left.faults.map(explain) };
};

describe.each(nodeBackends)('on $name', (backend) => {
  test('a value that overflows is told with its layer, variable, neuron and step', async () => {
    const big = drive(
      [1, 3],
      [
        [1, 2, 1],
        [1, 1e30, 1],
        [1, 1e30, 1],
        [1, 1, 1],
        [1, 1, 1],
      ],
    );
    const { told, steps, monitors, state } = await stopped(backend, alone([3], explosive()), big);
    expect(told).toEqual([`layer 'N': v of neuron 1 at step 2 is Infinity, not a finite number`]);
    expect(steps).toBe(3);
    expect(monitors.seen.shape).toEqual([3, 1, 3]);
    expect(Array.from(state.layers['N']!['v']!.data)).toEqual([1, Infinity, 1]);
  });

  test('a neuron of a shaped layer is told by its number and its row', async () => {
    const shape = [3, 2, 4];
    const currents = Array.from({ length: 24 }, (_, k) => (k === 21 ? 1e30 : 1));
    const { told } = await stopped(backend, alone([2, 4], explosive()), drive(shape, [currents, currents]), {
      state: initial(alone([2, 4], explosive()), { batch: 3 }),
    });
    expect(told).toEqual([`layer 'N': v of neuron 5 in row 2 at step 1 is Infinity, not a finite number`]);
  });

  test('what is NaN for one step only is told too, also where an episode ends in it', async () => {
    for (const ends of [false, true]) {
      const frames = [3, 5, 7, 9, 11].map((x) => ({ inputs: { N: filled([1, 2], x) }, ...(ends && { ends }) }));
      // One by one, and all at once.
      for (const source of [frames, independent(frames)]) {
        const { told, steps } = await stopped(backend, alone([2], blinking()), source);
        expect(told).toEqual([`layer 'N': v of neuron 0 at step 2 is NaN, not a finite number`]);
        expect(steps).toBe(3);
      }
    }
  });

  const taught = (rule: Rule<'s' | 'x', 's' | 'x'>, w: readonly number[] = [0.5, 0.25, 1, 2]): AnyNetwork =>
    orThrow(
      network<Names, Names>({ dt: 1 }, { X: layer([2], traced(input())), N: layer([2], traced(lif())) }, (connect) => ({
        XN: connect('X', 'N', dense(tensor([2, 2], w)), rule as never),
      })),
    );
  const spikes = (steps: number): readonly Frame<Tensor>[] =>
    Array.from({ length: steps }, () => ({ inputs: { X: tensor([2], [0, 1], 'bool'), N: filled([2], 100) } }));

  test('weights that a rule makes NaN or infinite are told by their place', async () => {
    /** w - w at the synapses of the third step, over itself. */
    const spoiling: Rule<'s' | 'x', 's' | 'x'> = {
      term: { name: 'spoiling', params: {} },
      init: {},
      step: (A, { w }, { tick }) => ({ w: A.where(A.gt(A.mul(w, tick), 3), A.div(A.sub(w, w), A.sub(w, w)), w) }),
    };
    const found = await stopped(backend, taught(spoiling), spikes(5));
    expect(found.told[0]).toBe(`connection 'XN': w [1, 1] at step 2 is NaN, not a finite number`);
    expect(found.told).toHaveLength(1);
    expect(found.steps).toBe(3);
  });

  test('a variable of a connection that is NaN for one step only is told, in the midst of others', async () => {
    /** Its e is 0 / 0 in the third step, and 1 in all others; nothing depends on it. */
    const blinkingRule: Rule<'s' | 'x', 's' | 'x', 'e'> = {
      term: { name: 'blinking', params: {} },
      init: { e: 'post' },
      step: (A, { w, e }, { tick }) => {
        const third = A.sub(A.add(A.mul(e, 0), tick), 2);
        return { w, e: A.where(A.ne(third, 0), 1, A.div(third, third)) };
      },
    };
    const net: AnyNetwork = orThrow(
      network<Names, Names>({ dt: 1 }, { X: layer([2], traced(input())), N: layer([2], traced(lif())) }, (connect) => ({
        XN: connect('X', 'N', dense(tensor([2, 2], [0.5, 0.25, 1, 2])), blinkingRule as never),
      })),
    );
    for (const ends of [false, true]) {
      const found = await stopped(
        backend,
        net,
        spikes(6).map((frame, step) => ({ ...frame, ...(ends && step === 2 && { ends }) })),
      );
      expect(found.told).toEqual([`connection 'XN': e [0] at step 2 is NaN, not a finite number`]);
      expect(found.steps).toBe(3);
    }
  });

  test('NaN in a variable that may be infinite is told, infinite numbers in it are not', async () => {
    const forgetful: Model<'since' | 's'> = {
      term: { name: 'forgetful', params: {} },
      init: { since: Infinity, s: false },
      step: (A, { since }, given) => ({ since: A.where(A.gt(given, 8), A.mul(since, 0), Infinity), s: A.gt(given, 1) }),
    };
    const frames = [3, 5, 7, 9, 5, 3].map((x) => ({ inputs: { N: filled([1, 2], x) } }));
    const { told, steps } = await stopped(backend, alone([2], forgetful), frames, { variable: 's' });
    expect(told).toEqual([`layer 'N': since of neuron 0 at step 3 is NaN, not a finite number`]);
    expect(steps).toBe(4);
  });

  test('a logarithm of 0 is told, one of what may be infinite is not', async () => {
    const logarithmic: Model<'v' | 'since' | 's'> = {
      term: { name: 'logarithmic', params: {} },
      init: { v: 0, since: Infinity, s: false },
      step: (A, { since }, given) => ({ v: A.log(A.min(since, given)), since: A.log(since), s: A.gt(given, 8) }),
    };
    const frames = [3, 0].map((x) => ({ inputs: { N: filled([1, 2], x) } }));
    const { told } = await stopped(backend, alone([2], logarithmic), frames);
    expect(told).toEqual([`layer 'N': v of neuron 0 at step 1 is -Infinity, not a finite number`]);
  });

  test('weights that learn by events are looked at as they are written', async () => {
    const huge = taught(postPre([0, 3e38]), [0.5, 0.25, 1, 2]);
    for (const batch of [1, 2, 3]) {
      const { told } = await stopped(backend, huge, spikes(8), { state: initial(huge, { batch }) });
      expect(told[0]).toMatch(/^connection 'XN': w \[1, 0\] at step \d is Infinity, not a finite number$/);
    }
  });

  test('weights that cannot be normalised are told when they are', async () => {
    const cancelling = tensor([2, 2], [1e30, 1, -1e30 * (1 - 2 ** -23), 1]);
    const net: AnyNetwork = orThrow(
      network<Names, Names>({ dt: 1 }, { X: layer([2], input()), N: layer([2], lif()) }, (connect) => ({
        // Their sum nearly cancels: what they are multiplied by is 8e11.
        XN: connect('X', 'N', normalised(dense(cancelling), 1e35, { signed: true })),
      })),
    );
    const frames = [{}, { ends: true as const }, {}];
    const { told, steps } = await stopped(backend, net, frames);
    expect(told).toEqual([`connection 'XN': w [0, 0] normalised after step 1 is Infinity, not a finite number`]);
    expect(steps).toBe(2);
    expect((await stopped(backend, net, [{}])).told[0]).toContain('normalised after step 0');
  });

  test('infinite numbers that a network asks for are none of it', async () => {
    const nets: readonly AnyNetwork[] = [
      alone([2], lif({ refrac: Infinity })),
      alone([2], lif({ refrac: tensor([2], [5, Infinity]), thresh: tensor([2], [-52, Infinity]) })),
      alone([2], remembering()),
      alone([2], srm0()),
      alone([2], adaptiveLif({ thresh: Infinity, lbound: -Infinity })),
    ];
    for (const net of nets) {
      const frames = drive(
        [1, 2],
        Array.from({ length: 40 }, (_, k) => (k < 3 ? [0, 0] : [1e4, 1e4])),
      );
      expect((await stopped(backend, net, frames)).told).toEqual([]);
    }
  });

  test('the last step of many is told as exactly as the first', async () => {
    const currents = Array.from({ length: 150 }, (_, k) => [1, k === 140 ? 3e38 : k === 141 ? 10 : 1]);
    const { told, steps } = await stopped(backend, alone([2], explosive()), drive([1, 2], currents));
    expect(told).toEqual([`layer 'N': v of neuron 1 at step 141 is Infinity, not a finite number`]);
    expect(steps).toBe(142);
  });

  /** Variables that are written in other ways: summed over the batch, remembered, moved, drawn into a product. */
  const many = (n: number): Model<'v' | 'total' | 'recent' | 'turned' | 'mixed' | 's'> => {
    const turned = tensor(
      [n],
      Array.from({ length: n }, (_, k) => n - 1 - k),
      'i32',
    );
    const ones = filled([n, n], 1);
    return {
      term: { name: 'many', params: {} },
      init: { v: 0, total: 0, recent: { window: 3, of: 0 }, turned: 0, mixed: 0, s: false },
      learned: ['total'],
      step: (A, { recent }, given) => {
        const seven = A.sub(given, 7);
        const v = A.div(seven, seven);
        return {
          v,
          total: A.sum(v, [0]),
          recent: A.shiftIn(recent, v),
          turned: A.gather(v, turned),
          mixed: A.contract('bi,ij->bj', v, ones),
          s: A.gt(v, 2),
        };
      },
    };
  };
  law(
    'the first place of every variable is told, however it is written',
    [wholeIn(1, 9), wholeIn(1, 3), wholeIn(0, 26), wholeIn(0, 3)],
    async (n, batch, anywhere, step) => {
      const place = anywhere % (n * batch);
      const [row, neuron] = [Math.floor(place / n), place % n];
      const currents = Array.from({ length: 5 }, (_, t) =>
        Array.from({ length: n * batch }, (_, k) => (t === step && k === place ? 7 : 1)),
      );
      const net = alone([n], many(n));
      const { told } = await stopped(backend, net, drive([batch, n], currents), { state: initial(net, { batch }) });
      const inRow = batch === 1 ? '' : ` in row ${row}`;
      const says = (what: string): string => `layer 'N': ${what} at step ${step} is NaN, not a finite number`;
      expect(told).toEqual([
        says(`v of neuron ${neuron}${inRow}`),
        says(`total of neuron ${neuron}`),
        says(`recent of neuron ${neuron}${inRow}`),
        says(`turned of neuron ${n - 1 - neuron}${inRow}`),
        says(`mixed of neuron 0${inRow}`),
      ]);
    },
    8,
  );

  test('rewards that make weights infinite are told', async () => {
    const net = orThrow(
      network<Names, Names>({ dt: 1 }, { X: layer([2], input()), N: layer([2], lif()) }, (connect) => ({
        XN: connect('X', 'N', dense(filled([2, 2], 1)), bounded(mstdp(3e38), -Infinity, Infinity) as never),
      })),
    );
    const frames = spikes(6).map((frame) => ({ ...frame, reward: 1e10 }));
    expect((await stopped(backend, net, frames)).told[0]).toMatch(/^connection 'XN': w \[1, 0\] at step \d is/);
  });

  test('a run from a state with NaN is refused, by its place', async () => {
    const net = taught(postPre([0.1, 0.1]));
    const state = initial(net);
    const { XN } = state.connections as Readonly<Record<string, { readonly w: Tensor }>>;
    const spoilt = {
      ...state,
      layers: { ...state.layers, N: { ...state.layers['N']!, v: tensor([1, 2], [-65, Infinity]) } },
      connections: { XN: { ...XN, w: tensor([2, 2], [1, NaN, 1, 1]) } },
    };
    const refused = await stopped(backend, net, spikes(2), { state: spoilt as never });
    expect(refused.steps).toBe(0);
    expect(refused.told).toEqual([
      `layer 'N': v of neuron 1 in the given state is Infinity, not a finite number`,
      `connection 'XN': w [0, 1] in the given state is NaN, not a finite number`,
    ]);
  });
});

test('a network asks for a number to be infinite wherever a step may make it so of one that is', () => {
  const names = ['a', 'less', 'most', 'least', 'yes', 'no', 'grown', 'small', 's'] as const;
  const init = { less: 0, most: 0, least: 0, yes: 0, no: 0, grown: 0, small: 0 };
  const net = alone([1], {
    term: { name: 'own', params: {} },
    init: { ...init, a: Infinity, s: false },
    step: (A, { a, s, less }) => ({
      a: a!,
      less: A.sub(0, a!),
      most: A.max(less!, 0),
      least: A.min(less!, 0),
      yes: A.where(s!, a!, 0),
      no: A.where(s!, 0, a!),
      grown: A.exp(a!),
      small: A.exp(less!),
      s: A.gt(a!, 0),
    }),
  });
  const found = infiniteVariables(net);
  const asked = names.filter((name) => found.has(`state.layers.N.${name}`));
  expect(asked).toEqual(['a', 'less', 'least', 'yes', 'no', 'grown']);
});
