import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensor, zeros, type Tensor } from '../../src/index.js';
import { draw, type Node } from '../../src/authoring.js';
import { compile } from '../../src/backends/fused/plan/compile.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectFaithful, tree, type Given } from './support/compiled.js';
import { spikes } from './support/large.js';
import { farApart, numbers, often } from './support/sceneries.js';
import { alone } from './support/setting.js';

/** Synapses from neuron `pre[e]` to neuron `post[e]`, or to or from none (-1), and the spikes `[b, m]` of the first. */
interface Synapses {
  readonly pre: readonly number[];
  readonly post: readonly number[];
  readonly spikes: Tensor;
  readonly w: Tensor;
  readonly targets: number;
}

/** How synapses are listed: anyhow, or such that those of each target come in the order of their sources. */
const listed: readonly ((pairs: (readonly [number, number])[]) => (readonly [number, number])[])[] = [
  (pairs) => pairs,
  (pairs) => pairs.toSorted(([a], [b]) => a - b),
  (pairs) => pairs.toSorted(([a, x], [b, y]) => x - y || a - b),
];

const synapses: fc.Arbitrary<Synapses> = fc
  .record({ rows: wholeIn(1, 3), m: wholeIn(1, 40), targets: wholeIn(1, 5), order: fc.constantFrom(...listed) })
  .chain(({ rows, m, targets, order }) =>
    fc
      .array(fc.tuple(wholeIn(-1, m - 1), wholeIn(-1, targets - 1)), { minLength: 1, maxLength: 120, size: 'max' })
      .chain((any) => {
        const pairs = order(any);
        return fc.record({
          pre: fc.constant(pairs.map(([pre]) => pre)),
          post: fc.constant(pairs.map(([, post]) => post)),
          spikes: fc.oneof({ weight: 3, arbitrary: spikes([rows, m]) }, numbers([rows, m])),
          w: fc.oneof(farApart([pairs.length]), numbers([pairs.length]), spikes([pairs.length])),
          targets: fc.constant(targets),
        });
      }),
  );

describe('spikes that are weighed at synapses', () => {
  /** A step that scatters what comes of spikes and weights; `kept`, what was weighed stays, and `turned`, weights come first. */
  const drawnOf = ({ pre, post, spikes: s, w, targets }: Synapses, kept = false, turned = false) => {
    const [rows, count] = [s.shape[0]!, pre.length];
    const given: Given = new Map([
      ['frame.s', s],
      ['frame.w', w],
      ['state.current', zeros([rows, targets])],
      ...(kept ? [['state.weighed', zeros([rows, count])] as const, ['state.total', zeros([rows])] as const] : []),
    ]);
    const graph = draw(tree(given), (A, nodes) => {
      const { frame } = nodes as { readonly frame: { readonly s: Node; readonly w: Node } };
      const ends = A.gather(frame.s, tensor([count], pre, 'i32'));
      const weighed = turned ? A.contract('e,be->be', frame.w, ends) : A.contract('be,e->be', ends, frame.w);
      const current = A.scatter(weighed, tensor([count], post, 'i32'), targets);
      return { state: { current, ...(kept && { weighed, total: A.sum(weighed, [1]) }) } };
    });
    return { graph, given };
  };
  quickLaw(
    'give what they give on eager, to the bit, in whichever order they are listed',
    [synapses, often(false, true), often(false, true)],
    (of, kept, turned) => {
      const { graph, given } = drawnOf(of, kept, turned);
      const silent: Given = new Map([['frame.s', zeros(of.spikes.shape, of.spikes.dtype)]]);
      expectFaithful(graph, given, [silent, new Map([['frame.s', of.spikes]])]);
    },
    400,
  );

  const namesOf = (pre: readonly number[], post: readonly number[]) => {
    const { graph } = drawnOf({ pre, post, spikes: zeros([1, 3], 'bool'), w: zeros([pre.length]), targets: 2 });
    const { routines } = compile(graph, {
      ...alone,
      addressOf: (path) => (path === 'state.current' ? 1024 : undefined),
      start: 2 ** 20,
      lanes: 4,
    });
    return routines.flatMap(({ name }) =>
      /^(spike-|synapses|contract|gather|scatter)/.exec(name) ? [name.split(' [')[0]!] : [],
    );
  };
  test.each([
    ['by their sources', [0, 0, 1, 2], [0, 1, 0, 1], 'synapses 2'],
    ['by their targets', [0, 1, 0, 2], [0, 0, 1, 1], 'synapses 2'],
  ])('are gone through spike by spike where they are listed %s', (_, pre, post, name) => {
    expect(namesOf(pre, post)).toStrictEqual([name]);
  });
  test('are scattered one by one where their sums would be added up in another order', () => {
    expect(namesOf([1, 0, 2], [0, 0, 1])).toStrictEqual(['spike-scatter be,e->be', 'scatter 2']);
  });
  test('are left where they are when the result is turned round before it is scattered', () => {
    const given: Given = new Map([
      ['frame.s', tensor([3, 3], [1, 0, 1, 0, 1, 1, 1, 1, 0], 'bool')],
      ['frame.w', tensor([3], [1, 2, 4])],
      ['state.current', zeros([3, 2])],
    ]);
    const graph = draw(tree(given), (A, nodes) => {
      const { frame } = nodes as { readonly frame: { readonly s: Node; readonly w: Node } };
      const ends = A.gather(frame.s, tensor([3], [0, 1, 2], 'i32'));
      return {
        state: { current: A.scatter(A.contract('be,e->eb', ends, frame.w), tensor([3], [0, 1, 1], 'i32'), 2) },
      };
    });
    expectFaithful(graph, given);
  });
});
