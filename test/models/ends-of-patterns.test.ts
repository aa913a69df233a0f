import { describe, expect, test } from 'vitest';
import {
  constant,
  delayed,
  explain,
  fixedProbability,
  maxPool,
  sparse,
  tensor,
  zeros,
  type Pattern,
  type Tensor,
} from '../../src/index.js';
import { eagerAlgebra as A, type Connection } from '../../src/authoring.js';
import { makerOf } from '../../src/core/deferred.js';
import { packedIn } from '../../src/core/places.js';
import { endsOf } from '../../src/models/connections/pattern-for.js';
import { pool } from '../../src/models/connections/pool.js';

/** How both ends are kept: where rows begin, or one by one in so many bytes each. */
const kept = (pattern: Parameters<typeof endsOf>[0], m: number, n: number) => {
  const { pre, post } = endsOf(pattern, m, n);
  return [pre, post].map((end) => {
    const of = packedIn(end);
    return of?._tag === 'Each' ? of.places.BYTES_PER_ELEMENT : of?._tag;
  });
};

describe('synapses that a program lists', () => {
  test.each<readonly [Pattern, number, number, readonly unknown[]]>([
    [{ pre: [0, 1, 1], post: [1, 0, 2] }, 3, 3, ['Rows', 1]],
    [{ pre: [1, 0], post: [0, 0] }, 3, 3, [1, 1]],
    [{ pre: [1, 0], post: [0, 255] }, 256, 256, [1, 1]],
    [{ pre: [256, 0], post: [0, 256] }, 257, 257, [2, 2]],
    [{ pre: [2 ** 16, 0], post: [0, 2 ** 16] }, 2 ** 16 + 1, 2 ** 16 + 1, [4, 4]],
    [{ pre: [0, 2 ** 16], post: [0, 0] }, 2 ** 16 + 1, 1, ['Rows', 1]],
  ])('%j of %i and %i neurons take as little room as they need', (pattern, m, n, want) => {
    expect(kept(pattern, m, n)).toEqual(want);
    const { pre, post, faults } = endsOf(pattern, m, n);
    // Once they are read they are there.
    expect([makerOf(pre), makerOf(post)]).toMatchObject([
      { least: 0, most: m - 1 },
      { least: 0, most: n - 1 },
    ]);
    expect([Array.from(pre.data), Array.from(post.data), faults]).toEqual([pattern.pre, pattern.post, []]);
  });

  test('may be those of another connection, or drawn by a function', () => {
    const { ends } = sparse(fixedProbability(1, 0.5), constant(1))([4], [5]);
    const again = endsOf(ends!, 4, 5);
    expect([again.pre.data, again.post.data, again.term]).toEqual([ends!.pre.data, ends!.post.data, undefined]);
    expect(kept(fixedProbability(1, 0.5), 4, 5)).toEqual(['Rows', 1]);
    expect(endsOf(fixedProbability(1, 0.5), 4, 5).term).toMatchObject({ name: 'fixedProbability' });
  });

  test.each<readonly [Pattern, readonly string[]]>([
    [{ pre: [0, 3], post: [1, 1] }, ['pre must be neurons from 0 to 2, got 3']],
    [{ pre: [0, 1], post: [1, -1] }, ['post must be neurons from 0 to 1, got -1']],
    [
      { pre: [2.5, 7], post: [0, 2] },
      ['pre must be neurons from 0 to 2, got 2.5', 'post must be neurons from 0 to 1, got 2'],
    ],
    [{ pre: [0, 1], post: [1, 0, 1] }, ['post must be 2 indices, as many as the other end, got 3']],
    [
      { pre: [], post: [4] },
      ['post must be 0 indices, as many as the other end, got 1', 'post must be neurons from 0 to 1, got 4'],
    ],
    [{ pre: [2], post: [1] }, []],
    [{ pre: [0], post: [0] }, []],
  ])('%j are those of three and of two neurons, as many at both ends', (pattern, texts) => {
    const { faults } = sparse(pattern, zeros([pattern.pre.length]))([3], [2]);
    expect(faults.map((one) => explain({ ...one, place: '' }).replace(/^: /, ''))).toEqual(texts);
  });

  test.each([[undefined], [3], [{ pre: [0] }], [{ post: [0] }], [{ pre: 'x', post: [0] }]])(
    '%j are no lists',
    (given) => {
      expect(() => endsOf(given as never, 1, 1)).toThrow(
        'sparse: pattern must be { pre, post }, two arrays or tensors of neurons, or what makes them, as fixedProbability(1, 0.1) and patternOfPairs do, got ',
      );
    },
  );
});

test('places in the ring of what is under way are known to be in it', () => {
  const pattern = { pre: [0, 0, 1], post: [0, 2, 1] };
  const wiring = delayed(sparse(pattern, constant(1)), tensor([3], [1, 2, 3]), { pairing: 'arrival' });
  const { apply, init, arriving } = wiring([2], [3]) as unknown as Connection<string>;
  const [seen, known]: [Tensor[], unknown[]] = [[], []];
  const see = (places: Tensor): void => {
    known.push(makerOf(places));
    seen.push(places);
  };
  const algebra: typeof A = {
    ...A,
    deposit: (ring, slot, x, places) => {
      see(places);
      return A.deposit(ring, slot, x, places);
    },
    collect: (ring, slot, places) => {
      see(places);
      return A.collect(ring, slot, places);
    },
  };
  // Steps of half a millisecond: seven rows, of three targets and of two sources.
  const vars = {
    ...init,
    slot: zeros([1], 'i32'),
    inTransit: zeros([1, 7, 3]),
    sent: zeros([1, 7, 2], 'bool'),
  };
  const after = apply(algebra, vars, tensor([1, 2], [1, 1], 'bool'), 0.5).vars;
  arriving!.line!.arrived(algebra, after as typeof vars, 0.5);
  expect(known).toMatchObject([
    { least: 0, most: 20 },
    { least: 0, most: 13 },
  ]);
  expect(seen.map(({ data }) => Array.from(data))).toEqual([
    [6, 14, 19],
    [8, 4, 1],
  ]);
});

test('without weights there is nothing to correlate, or to sum up', () => {
  for (const wiring of [pool({ kernel: 2 }), maxPool({ kernel: 2, decay: 0.5 })]) {
    const { correlate, total, learned } = wiring([1, 3], [1, 2]);
    const [x, y] = [tensor([2, 1, 3], [1, 1, 1, 1, 1, 1]), tensor([2, 1, 2], [1, 1, 1, 1])];
    expect(correlate(A, x, y, 'sum')).toEqual(zeros([2]));
    expect([total(A, x).data[0], learned]).toEqual([0, []]);
  }
});
