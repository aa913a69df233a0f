import { describe, expect, test } from 'vitest';
import {
  eager,
  explain,
  filled,
  initial,
  js,
  orThrow,
  tensor,
  wasm,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import { alone } from '../support/alone.js';

/** Two neurons that add up what they get, and spike above 5. */
const net = alone([2], {
  term: { name: 'adding', params: {} },
  init: { v: 0, s: false },
  step: (A, { v }, input) => ({ v: A.add(v!, input), s: A.gt(v!, 5) }),
});
const by = (value: number, ends?: boolean): Frame<Tensor> => ({
  inputs: { N: filled([1, 2], value) },
  ...(ends !== undefined && { ends }),
});
const large = 3e38;

test('the reference takes one frame at once, so that each may depend on what was seen before', () => {
  expect(eager.chunk).toBe(1);
});

describe.each([eager, js, wasm])('a session on $name', (backend) => {
  const open = async (watched = [{ of: 'N', variable: 'v' }]) =>
    orThrow(await backend.open(net, initial(net), watched));
  /** What was seen of v of the first neuron, the faults, v at the end and how many steps were taken. */
  const went = async (frames: readonly Frame<Tensor>[], then?: 'end') => {
    const session = await open();
    const seen = orThrow(await session.advance(frames));
    const ended = then === 'end' ? await session.end() : undefined;
    const { layers, noise } = await session.state();
    const said = session.met()?.map(explain);
    session.close();
    return {
      seen: seen.map(([v]) => v?.data[0]),
      said,
      v: [...layers['N']!['v']!.data],
      steps: noise.data[2],
      ended: ended?._tag,
    };
  };
  const overflow = ["layer 'N': v of neuron 0 at step 1 is Infinity, not a finite number"];

  test('adds up step by step', async () => {
    expect(await went([by(1), by(2), by(3)])).toEqual({
      seen: [1, 3, 6],
      said: undefined,
      v: [6, 6],
      steps: 3,
      ended: undefined,
    });
  });

  test('begins anew after a frame that ends an episode, and when it is told to', async () => {
    expect(await went([by(1), by(2, true), by(3)])).toMatchObject({ seen: [1, 3, 3], v: [3, 3], steps: 3 });
    expect(await went([by(1), by(2, true)])).toMatchObject({ seen: [1, 3], v: [0, 0], steps: 2 });
    expect(await went([by(1), by(2, false)])).toMatchObject({ seen: [1, 3], v: [3, 3] });
    expect(await went([by(1)], 'end')).toMatchObject({ v: [0, 0], ended: 'Right', said: undefined });
  });

  test('stops at the first step with a number that is not finite, and ends no episode then', async () => {
    const fault = { said: overflow, v: [Infinity, Infinity], steps: 2 };
    expect(await went([by(large), by(large), by(1), by(1)])).toMatchObject({ ...fault, ended: undefined });
    expect(await went([by(large), by(large, true), by(1)])).toMatchObject(fault);
    expect(await went([by(large), by(large)], 'end')).toMatchObject({ ...fault, ended: 'Left' });
    const { seen } = await went([by(large), by(large), by(1)]);
    expect(seen.slice(2).every((v) => v === undefined)).toBe(true);
    expect(seen[1]).toBe(Infinity);
  });

  test('counts the steps that watches have gone without', async () => {
    const session = await open([{ of: 'N', variable: 'v', every: 3, since: 1 } as { of: string; variable: string }]);
    const seen = orThrow(await session.advance([1, 1, 1, 1, 1].map((value) => by(value))));
    session.close();
    expect(seen.map(([v]) => v?.data[0])).toEqual([undefined, 2, undefined, undefined, 5]);
  });

  test('leaves the state that it was given as it was', async () => {
    const before = initial(net);
    const session = orThrow(await backend.open(net, before, []));
    orThrow(await session.advance([by(1)]));
    session.close();
    expect(before.layers['N']!['v']).toEqual(tensor([1, 2], [0, 0]));
  });
});
