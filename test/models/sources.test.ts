import { describe, expect, test } from 'vitest';
import {
  always,
  bernoulli,
  concat,
  episode,
  filled,
  frames,
  independent,
  lasting,
  latency,
  poisson,
  rankOrder,
  repeat,
  rewarded,
  silence,
  single,
  tensor,
  zeros,
  type Tensor,
} from '../../src/index.js';
import { factsOf } from '../../src/core/run/source.js';
import { doubtsOf, factsOfAny } from '../../src/models/encoders/sources.js';

const spikes = tensor([2, 3], [1, 0, 0, 0, 1, 1], 'bool');
const currents = tensor([2, 3], [1, 0, 0, 0, 1, 1]);
const datum = tensor([3], [0.1, 0.5, 1]);
const own = () => [zeros([3])];

/** A source that depends on nothing, gives values of its own, ends, and has no bool elements that are in doubt. */
const plain = { independent: true, fresh: true, endless: false, doubtful: [], rows: 'anywhere' };

describe('what is known of a source before it is read', () => {
  test('values of encoders depend on nothing but their parameters', () => {
    const { seed, rates, time } = { seed: 1, rates: filled([3], 50), time: 5 };
    for (const source of [
      bernoulli(seed, datum, time),
      poisson(seed, rates, time),
      rankOrder(datum, time),
      latency(datum, time),
      single(datum, time),
      repeat(datum, time),
    ])
      expect(factsOf(source)).toEqual(plain);
    expect(factsOf(repeat(zeros([3], 'bool'), time))).toEqual({ ...plain, doubtful: 'anywhere' });
  });

  test('bool elements of what a program gives may be others than 0 and 1, as those of a number and of silence are not', () => {
    for (const sure of [3, {}, zeros([1]), zeros([1], 'i32')]) expect(doubtsOf(sure)).toEqual([]);
    for (const open of [zeros([1], 'bool'), { inputs: {} }, undefined]) expect(doubtsOf(open)).toBe('anywhere');
  });

  test('a tensor ends, and is never written into; of a program’s own source nothing is known', () => {
    expect(factsOfAny(currents)).toEqual(plain);
    expect(factsOfAny(spikes)).toEqual({ ...plain, doubtful: 'anywhere' });
    expect(factsOfAny(own)).toEqual({
      independent: false,
      fresh: false,
      endless: false,
      doubtful: 'anywhere',
      rows: 'anywhere',
    });
  });

  test('what is always the same never ends', () => {
    expect(factsOf(always(zeros([3])))).toEqual({ ...plain, endless: true });
    expect(factsOf(always(3))).toEqual({ ...plain, endless: true, rows: [] });
    expect(factsOf(always({}))).toEqual({ ...plain, endless: true, rows: [] });
    expect(factsOf(silence(5))).toEqual({ ...plain, rows: [] });
  });

  test('what is said to be independent is, and its values are copied', () => {
    expect(factsOf(independent(own))).toEqual({ ...plain, doubtful: 'anywhere' });
  });

  test('sources one after the other are known as far as each of them is, and end if all do', () => {
    expect(factsOf(concat([currents, repeat(datum, 5)]))).toEqual(plain);
    expect(factsOf(concat([currents, spikes]))).toEqual({ ...plain, doubtful: 'anywhere' });
    expect(factsOf(concat<Tensor>([currents, own]))).toMatchObject({ independent: false, fresh: false });
    expect(factsOf(concat([currents, always(datum)]))).toMatchObject({ endless: true });
  });

  test('frames are independent if all that they hold is, fresh, and name where doubts are', () => {
    const inputs = { X: currents, Y: spikes };
    expect(factsOf(frames(inputs, { reward: always(1) }))).toEqual({
      ...plain,
      doubtful: ['inputs Y'],
      rows: ['inputs X', 'inputs Y'],
    });
    expect(factsOf(frames(inputs, { clamp: { Z: spikes }, reward: zeros([2]) }))).toEqual({
      ...plain,
      doubtful: ['inputs Y', 'clamp Z'],
      rows: ['inputs X', 'inputs Y', 'clamp Z', 'reward '],
    });
    expect(factsOf(frames({ X: own }))).toMatchObject({ independent: false, fresh: true });
    expect(factsOf(frames({ X: always(datum) }))).toMatchObject({ endless: true });
    expect(factsOf(frames({ X: currents }, { inject: { Z: always(datum) } }))).toMatchObject({ endless: false });
    expect(factsOf(frames({}))).toMatchObject({ endless: true });
  });

  test('an episode, a part and rewards keep what is known; a reward that is asked for depends on the run', () => {
    const some = frames({ X: currents });
    const facts = factsOf(some);
    expect(factsOf(episode(some))).toEqual(facts);
    expect(factsOf(lasting(1, some))).toEqual(facts);
    expect(factsOf(rewarded(some, 1))).toEqual(facts);
    expect(factsOf(rewarded(some, () => 1))).toEqual({ ...facts, independent: false });
    expect(factsOf(lasting(1, frames({ X: always(datum) })))).toMatchObject({ endless: false });
  });
});
