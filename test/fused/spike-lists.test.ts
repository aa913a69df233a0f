import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allToAllPattern,
  oneSpike,
  constant,
  dense,
  eager,
  fixedProbability,
  initial,
  js,
  layer,
  monitor,
  network,
  orThrow,
  record,
  run,
  sparse,
  tensor,
  wasm,
  zeros,
  type Backend,
  type Frame,
  type Names,
  type Tensor,
} from '../../src/index.js';
import { draw, type AnyModel, type Node, type Type } from '../../src/authoring.js';
import { currentBased } from '../../src/cells.js';
import { compiledNetwork } from '../../src/backends/fused/compiled-network.js';
import { programsOf, type Instance } from '../../src/backends/fused/programs.js';
import { shelves } from '../../src/backends/fused/idle.js';
import { jsTarget, wasmTarget, type Memory } from '../../src/backends/fused/ir/target.js';
import { law } from '../support/law.js';
import { plain } from '../support/watched.js';
import { expectFaithful } from './support/compiled.js';
import { remembering } from './support/remembering.js';
import { wholeIn } from '../support/arbitraries.js';

/** A model whose voltage still grows in the step after a spike. */
const overshooting = (model: AnyModel): AnyModel => ({
  ...model,
  term: { name: 'overshooting', params: {} },
  step: (A, state, ...given) => model.step(A, { ...state, v: A.add(state['v']!, state['s']!) }, ...given),
});

/** Neurons that excite themselves and others: each spikes now and then, without any input. */
const netOf = (n: number, dt: number) => {
  const cells: AnyModel = currentBased({ offset: 4, refrac: 0.3, tau: 5 });
  const wiring = (seed: number) => sparse(fixedProbability(seed, 0.4), constant(3));
  return orThrow(
    network<Names, Names>(
      { dt },
      {
        E: layer([n], cells),
        F: layer([3, 5], cells),
        G: layer([4], remembering(cells)),
        H: layer([13], overshooting(cells)),
        // What chooses among spikes lists none.
        W: layer([1], oneSpike(cells)),
        V: layer([3], oneSpike(cells)),
      },
      (connect) => ({
        EE: connect('E', 'E.exc', wiring(1) as never),
        EF: connect('E', 'F.inh', wiring(2) as never),
        FE: connect('F', 'E.inh', wiring(3) as never),
        GE: connect('G', 'E.exc', wiring(4) as never),
        GG: connect('G', 'G.inh', wiring(5) as never),
        HH: connect('H', 'H.exc', wiring(6) as never),
        WE: connect('W', 'E.exc', sparse(allToAllPattern(), constant(0.5)) as never),
        VE: connect('V', 'E.inh', sparse(allToAllPattern(), constant(0.5)) as never),
        FF: connect('F', 'F.exc', dense(constant(-0.1))),
      }),
    ),
  );
};

/** How many have been seen. */
let spikes = 0;
type Net = ReturnType<typeof netOf>;
const outcome = async (backend: Backend, net: Net, frames: readonly Frame<Tensor>[]) => {
  const seen = { E: monitor(net, 'E', 's', record(), { every: 7 }) };
  const { state, monitors } = orThrow(await run(backend, net, initial(net), frames, seen));
  for (const s of monitors.E.data) spikes += s;
  // What comes out is where the next run begins.
  const again = orThrow(await run(backend, net, state, frames.slice(0, 20)));
  return plain([state, monitors, again.state]);
};

describe('spikes that are listed as they are computed', () => {
  const kinds = ['end', 'input', 'clamp', 'unclamp'] as const;
  law(
    'reach what they would reach: also those that are forced, or begin an episode or a run',
    [
      wholeIn(1, 37),
      fc.array(fc.oneof({ weight: 30, arbitrary: fc.constant('nothing') }, fc.constantFrom(...kinds)), {
        minLength: 40,
        maxLength: 120,
      }),
    ],
    async (n, kindsOf) => {
      const some = tensor(
        [n],
        Array.from({ length: n }, (_, k) => (k % 5 === 1 ? 1 : 0)),
        'bool',
      );
      const frameOf: Readonly<Record<string, Frame<Tensor>>> = {
        nothing: {},
        end: { ends: true },
        input: {
          inputs: {
            E: tensor(
              [n],
              Array.from({ length: n }, (_, k) => 20 * (k % 3)),
            ),
          },
        },
        clamp: { clamp: { E: some } },
        unclamp: { unclamp: { E: some } },
      };
      const frames = kindsOf.map((kind) => frameOf[kind]!);
      const net = netOf(n, 0.1);
      const want = await outcome(eager, net, frames);
      for (const backend of [wasm, js]) expect(await outcome(backend, net, frames)).toBe(want);
    },
    10,
  );

  test('are there', () => expect(spikes).toBeGreaterThan(100));

  test('are looked for in memory only where something else has changed them', () => {
    const [pre, post, w] = [
      tensor([4], [0, 2, 2, 8], 'i32'),
      tensor([4], [0, 0, 4, 1], 'i32'),
      tensor([4], [1, 2, 3, 4]),
    ];
    const of = (n: number, dtype: Type['dtype'] = 'f32'): Type => ({ shape: [1, n], dtype });
    const graph = draw({ state: { v: of(9), s: of(9, 'bool'), x: of(5) } }, (A, inputs) => {
      const { v, s: before } = (inputs as unknown as { readonly state: Record<'v' | 's', Node> }).state;
      const s = A.ge(v, 1);
      const sent = A.contract('be,e->be', A.gather(before, pre), w);
      return { state: { v: A.where(s, 0, A.add(v, 0.25)), s, x: A.scatter(sent, post, 5) } };
    });
    const v = tensor(
      [1, 9],
      Array.from({ length: 9 }, (_, k) => (k % 4 === 0 ? 0.5 : 0)),
    );
    const given = new Map([
      ['state.v', v],
      ['state.s', zeros([1, 9], 'bool')],
      ['state.x', zeros([1, 5])],
    ]);
    // It expects that the word that says so is 0 after each step.
    const forced = new Map([['state.s', tensor([1, 9], [1, 0, 0, 0, 0, 0, 0, 0, 1], 'bool')]]);
    expectFaithful(graph, given, [new Map(), forced, new Map(), new Map(), new Map(), new Map()]);
  });

  test('are those of layers whose synapses are sparse, in short steps', () => {
    const dirty = (dt: number): readonly string[] => {
      const net = netOf(20, dt);
      return [wasmTarget, jsTarget].flatMap((target) => {
        const { specializationOf, step } = compiledNetwork(
          target as never,
          net,
          1,
          programsOf(target as never, net, 1, shelves<Instance<Memory>>(1)()),
        );
        const before = specializationOf(new Map(Object.entries(flat(initial(net)))));
        return [...step(before, {}).program.dirty.keys()].filter((path) => path.endsWith('.s'));
      });
    };
    const layers = ['state.layers.E.s', 'state.layers.F.s'];
    expect(dirty(0.1)).toStrictEqual([...layers, ...layers]);
    expect(dirty(1)).toStrictEqual([]);
  });
});

/** The tensors of a state by their paths. */
const flat = (tree: object, path = 'state'): Record<string, Tensor> =>
  'dtype' in tree
    ? { [path]: tree as Tensor }
    : Object.assign({}, ...Object.entries(tree).map(([name, branch]) => flat(branch as object, `${path}.${name}`)));
