import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  initial,
  input,
  layer,
  network,
  orThrow,
  size,
  srm0,
  tensor,
  traced,
  type AnyNetwork,
  type Names,
  type Tensor,
} from '../../src/index.js';
import { eagerAlgebra as A, learn, type AnyRule } from '../../src/authoring.js';
import { boolsOf, tensorOf, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { valueOf } from '../support/alone.js';
import { expectNear } from '../support/same.js';
import { amounts, type Kind } from './support/kind.js';
import { kinds } from './support/kinds.js';
import { around, paramsFor, type Params } from './support/rule-params.js';
import { definitions, type Memory, type Moment, type Rows } from './support/rules.js';
import { scan } from './support/scan.js';
import { gradient, rowsIn } from './support/synapses.js';

/** Spikes, traces and rewards of one step, as a rule gets them. */
interface Sight {
  readonly pre: { readonly s: Tensor; readonly x: Tensor };
  readonly post: { readonly s: Tensor; readonly x: Tensor; readonly prob: Tensor };
  readonly reward: Tensor;
}

interface Lesson {
  readonly kind: Kind;
  readonly rows: number;
  readonly dt: number;
  readonly params: Params;
  readonly sights: readonly Sight[];
}

const sightsOf = ({ from, to }: Kind, rows: number): fc.Arbitrary<Sight> => {
  const [pre, post] = [
    [rows, ...from],
    [rows, ...to],
  ];
  return fc.record({
    pre: fc.record({ s: fc.oneof(boolsOf(pre), tensorOf(pre, amounts(-1, 2))), x: tensorOf(pre, amounts(0, 1)) }),
    post: fc.record({ s: boolsOf(post), x: tensorOf(post, amounts(0, 1)), prob: tensorOf(post, amounts(0, 1)) }),
    reward: fc.oneof(
      amounts(-1, 2).map((reward) => tensor([], [reward])),
      tensorOf([rows], amounts(-1, 2)),
    ),
  });
};

const lessons = (of: fc.Arbitrary<Kind>, soft?: boolean): fc.Arbitrary<Lesson> =>
  fc.tuple(of, wholeIn(1, 3), fc.constantFrom(1, 0.5)).chain(([kind, rows, dt]) =>
    fc.record({
      kind: fc.constant(kind),
      rows: fc.constant(rows),
      dt: fc.constant(dt),
      params: paramsFor(kind.w.shape, soft),
      sights: fc.array(sightsOf(kind, rows), { minLength: 2, maxLength: 4 }),
    }),
  );

const built = ({ kind, dt }: Lesson, rule: AnyRule): AnyNetwork =>
  orThrow(
    network<Names, Names>(
      { dt },
      { X: layer(kind.from, traced(input())), Y: layer(kind.to, traced(srm0())) },
      (connect) => ({ XY: connect('X', 'Y', kind.wiring, rule as never) }),
    ),
  );

/** Everything that the connection remembers, after each step of learning. */
const learned = (lesson: Lesson, rule: AnyRule): readonly Readonly<Record<string, Tensor>>[] => {
  const net = built(lesson, rule);
  const first = initial(net, { batch: lesson.rows }).connections['XY']!;
  return scan(first, lesson.sights, (vars, { pre, post, reward }) =>
    learn(A, net.connections['XY']!, vars, { pre, post, reward, dt: lesson.dt, tick: tensor([], [0], 'i32') }),
  );
};

const within = (w: number, { bounds }: Params, k: number): number =>
  bounds === null ? w : Math.min(Math.max(w, valueOf(bounds[0], k)), valueOf(bounds[1], k));

const rounded = (w: number, p: Params, k: number): number =>
  p.boundsFirst ? within(w, p, k) * (1 - p.rate) : within(w * (1 - p.rate), p, k);

/** The same by definition. */
const defined = ({ kind, rows, dt, params, sights }: Lesson, step: (typeof definitions)[string]['step']) => {
  const G = (alpha: Rows, beta: Rows): Rows =>
    alpha.map((row, b) => gradient(kind.synapses, kind.w.data.length, row, beta[b]!));
  const none = (count: number): Rows => Array.from({ length: rows }, () => Array.from({ length: count }, () => 0));
  const [m, n, count] = [size(kind.from), size(kind.to), kind.w.data.length];
  const first: Memory = {
    w: Array.from(kind.w.data, (w, k) => within(kind.keep(w, k), params, k)),
    p: none(m),
    q: none(n),
    e: none(count),
    z: none(count),
  };
  return scan(first, sights, (before, { pre, post, reward }) => {
    const moment: Moment = {
      pre: { s: rowsIn(pre.s.data, rows), x: rowsIn(pre.x.data, rows) },
      post: { s: rowsIn(post.s.data, rows), x: rowsIn(post.x.data, rows), prob: rowsIn(post.prob.data, rows) },
      reward: Array.from({ length: rows }, (_, b) => reward.data[reward.data.length === 1 ? 0 : b]!),
    };
    const next = step(before, moment, G, params, dt);
    return { ...next, w: next.w.map((w, k) => kind.keep(rounded(w, params, k), k)) };
  });
};

describe.each(Object.entries(definitions))('%s', (_, { rule, step, soft }) => {
  describe.each(Object.entries(kinds))('on a connection that is %s', (_, of) => {
    law(
      'learns what its definition says',
      [lessons(of, soft)],
      (lesson) => {
        const got = learned(lesson, around(rule(lesson.params), lesson.params));
        const want = defined(lesson, step);
        got.forEach((vars, step) => {
          for (const [name, { data }] of Object.entries(vars).filter(([name]) => name !== 'b')) {
            const values = want[step]![name as keyof Memory].flat();
            const amount = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
            expectNear(data, values, 2e-5 * amount);
          }
          expect(vars['b']).toBe(got[0]!['b']);
          expect(vars['w']!.shape).toStrictEqual(lesson.kind.w.shape);
        });
      },
      25,
    );
  });
});
