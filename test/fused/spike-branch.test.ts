import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensor, zeros } from '../../src/index.js';
import { draw, nodesOf, type Algebra, type Node, type Type } from '../../src/authoring.js';
import type { Applied } from '../../src/backends/graph.js';
import { bySpikes } from '../../src/backends/fused/kernels/spike-lists.js';
import { law } from '../support/law.js';
import { expectFaithful } from './support/compiled.js';
import { extents } from './support/graphs.js';

interface Neurons {
  readonly v: Node;
  readonly left: Node;
  readonly s: Node;
}

/** Neurons that are reset where v is at least 1, and then silent for a while; `low` is told of s, too. */
const neurons = (A: Algebra<Node>, { v, left }: Neurons) => {
  const isSilent = A.gt(left, 0);
  const charged = A.where(isSilent, v, A.add(A.mul(v, 1.5), 0.25));
  const s = A.ge(charged, 1);
  return {
    v: A.where(s, -0.5, charged),
    left: A.where(s, 2, A.sub(left, 1)),
    s,
    low: A.and(A.not(s), A.lt(charged, 0)),
    count: A.add(s, A.mul(2, isSilent)),
  };
};
const graphFor = (n: number) => {
  const of = (dtype: Type['dtype']): Type => ({ shape: [1, n], dtype });
  const state = { v: of('f32'), left: of('f32'), s: of('bool'), low: of('bool'), count: of('f32') };
  return draw({ state }, (A, inputs) => ({
    state: neurons(A, (inputs as unknown as { readonly state: Neurons }).state),
  }));
};

describe('what depends on spikes', () => {
  test('is told apart from what they are made of; a truth that depends on spikes is no spike', () => {
    const graph = graphFor(4);
    const { s, low } = (graph.outputs as { readonly state: Record<'s' | 'low', Node> }).state;
    const nodes = nodesOf(graph).filter((node): node is Applied => node._tag === 'Apply');
    const { spikes, dependent } = bySpikes(nodes, (node) => node === s || node === low);
    expect(spikes).toStrictEqual([s]);
    expect(dependent.map(({ op }) => op)).toStrictEqual(['where', 'where', 'not', 'and', 'add']);
    expect(bySpikes(nodes, () => false)).toStrictEqual({ spikes: [], dependent: [] });
  });

  const voltages = (n: number) =>
    fc.array(
      fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(0.75, -1, 2) }),
      {
        minLength: n,
        maxLength: n,
      },
    );
  law(
    'is what eager makes of it, wherever spikes are',
    [extents.chain((n) => fc.tuple(fc.constant(n), voltages(n)))],
    ([n, v]) => {
      const silent = (dtype: Type['dtype']) => zeros([1, n], dtype);
      const first = {
        v: tensor([1, n], v),
        left: silent('f32'),
        s: silent('bool'),
        low: silent('bool'),
        count: silent('f32'),
      };
      const given = new Map(Object.entries(first).map(([name, value]) => [`state.${name}`, value]));
      expectFaithful(graphFor(n), given, [new Map(), new Map(), new Map()]);
    },
    60,
  );
});
