import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bernoulli,
  constant,
  dense,
  eager,
  explain,
  filled,
  fixedProbability,
  frames,
  initial,
  input,
  layer,
  lif,
  mcCullochPitts,
  monitor,
  network,
  orThrow,
  profiled,
  record,
  run,
  shortTerm,
  sparse,
  tensor,
  uniform,
  wasm,
  zeros,
  type AnyNetwork,
  type Names,
  type ShortTermParams,
  type Tensor,
} from '../../src/index.js';
import { eagerAlgebra as A, type AnyWiring } from '../../src/authoring.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { play } from '../support/trials.js';

/** The numbers of one synapse; `U` of a first spike. */
interface Numbers {
  readonly U: number;
  readonly tauRec: number;
  readonly tauFacil: number;
}

/** u, x before the spike, and what a weight of 1 delivers, at each of some spikes (ms): the closed recursion. */
const closed = ({ U, tauRec, tauFacil }: Numbers, times: readonly number[]): readonly Released[] => {
  const kept = (passed: number, tau: number): number => (tau === 0 ? 0 : Math.exp(-passed / tau));
  const rows: Released[] = [];
  let [u, x] = [0, 1];
  times.forEach((time, k) => {
    const passed = time - (times[k - 1] ?? time);
    u *= kept(passed, tauFacil);
    x = 1 + (x - 1) * kept(passed, tauRec);
    u += U * (1 - u);
    rows.push({ u, x, amplitude: u * x });
    x -= u * x;
  });
  return rows;
};

interface Released {
  readonly u: number;
  readonly x: number;
  readonly amplitude: number;
}

/** The same from a network: what a threshold unit gets over one synapse of weight 1. */
const lived = async (
  params: Partial<ShortTermParams>,
  times: readonly number[],
  dt: number,
): Promise<readonly Released[]> => {
  const net = orThrow(
    network({ dt }, { X: layer([1], input()), Y: layer([1], mcCullochPitts()) }, (connect) => ({
      XY: connect('X', 'Y', shortTerm(dense(filled([1, 1], 1)), params)),
    })),
  );
  const steps = times.map((time) => Math.round(time / dt));
  const drive = frames({
    X: function* () {
      for (let step = 0; step <= steps.at(-1)! + 1; step++)
        yield tensor([1, 1], [steps.includes(step) ? 1 : 0], 'bool');
    },
  });
  const seen = orThrow(
    await run(wasm, net, initial(net), drive, {
      v: monitor(net, 'Y', 'v', record()),
      u: monitor(net, 'XY', 'u', record()),
    }),
  ).monitors;
  return steps.map((step) => {
    const [amplitude, u] = [seen.v.data[step + 1]!, seen.u.data[step + 1]!];
    return { u, x: amplitude / u, amplitude };
  });
};

/** Eight spikes at 20 Hz, and one 500 ms after. */
const train = [...Array.from({ length: 8 }, (_, k) => 10 + 50 * k), 860];

const expectClose = (got: readonly Released[], want: readonly Released[], within: number): void => {
  expect(got).toHaveLength(want.length);
  got.forEach(({ u, x, amplitude }, k) => {
    expect(Math.abs(u - want[k]!.u)).toBeLessThan(within);
    expect(Math.abs(x - want[k]!.x)).toBeLessThan(within);
    expect(Math.abs(amplitude - want[k]!.amplitude)).toBeLessThan(within);
  });
};

describe('short-term plasticity', () => {
  const synapses = fc.record({
    U: fc.double({ min: 0.02, max: 1, noNaN: true }),
    tauRec: fc.oneof(fc.constant(0), fc.double({ min: 1, max: 2000, noNaN: true })),
    tauFacil: fc.oneof(fc.constant(0), fc.double({ min: 1, max: 2000, noNaN: true })),
  });
  law(
    'follows the closed recursion at 20 Hz and in recovery, whatever dt',
    [synapses, fc.constantFrom(1, 0.5, 0.1)],
    async (synapse, dt) => expectClose(await lived(synapse, train, dt), closed(synapse, train), 1e-5),
    25,
  );

  interface Recorded {
    readonly input: { readonly spikes: readonly number[] };
    readonly parameters: Readonly<Record<string, Readonly<Record<'U' | 'tau_rec' | 'tau_facil', number>>>>;
    readonly cases: readonly ({ readonly synapse: string; readonly by: string; readonly dt: number } & Readonly<
      Record<keyof Released, readonly number[]>
    >)[];
  }
  const recorded = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '..', 'reference', 'data', 'short-term.json'), 'utf8'),
  ) as Recorded;
  const brian = recorded.cases.filter(({ by }) => by.startsWith('Brian2'));
  test('was recorded', () => expect(brian).toHaveLength(2));
  test.each(brian)('agrees with Brian2: $synapse', async ({ synapse, dt, u, x, amplitude }) => {
    const { U, tau_rec: tauRec, tau_facil: tauFacil } = recorded.parameters[synapse]!;
    const want = u.map((of, k) => ({ u: of, x: x[k]!, amplitude: amplitude[k]! }));
    expectClose(await lived({ U, tauRec, tauFacil }, recorded.input.spikes, dt), want, 1e-5);
  });

  const from = [4];
  const spikes = (values: readonly number[], dtype?: 'bool'): Tensor => tensor([values.length / 4, 4], values, dtype);
  const placed = (params?: Partial<ShortTermParams>) => shortTerm(dense(filled([4, 1], 1)), params)(from, [1]);

  test('leaves weights and learning as they are, whatever it is around', () => {
    const inner = sparse({ pre: [0, 3], post: [0, 1] }, constant(2))(from, [2]);
    const outer = shortTerm(() => inner)(from, [2]);
    expect(outer.correlate).toBe(inner.correlate);
    expect([outer.init.w, outer.learned, outer.faults]).toEqual([inner.init.w, ['w'], []]);
    expect(Object.keys(outer.init)).toEqual(['w', 'u', 'depleted']);
  });

  test('takes a number for each source neuron, and keeps the rows of a batch apart', () => {
    const { apply, init, faults } = placed({ U: tensor(from, [0.5, 0.25, 1, 0]), tauRec: Infinity });
    expect(faults).toEqual([]);
    const first = apply(A, init, spikes([1, 1, 1, 1, 0, 0, 0, 0], 'bool'), 1);
    expect(Array.from(first.current.data)).toEqual([1.75, 0]);
    const second = apply(A, first.vars, spikes([1, 1, 1, 1, 1, 0, 0, 0], 'bool'), 1);
    // Of each the half, the three quarters, nothing and all are left, and what U is of these is used.
    expect(Array.from(second.current.data)).toEqual([0.25 + 0.1875, 0.5]);
    expect(Array.from(second.vars.depleted.data)).toEqual([0.75, 0.4375, 1, 0, 0.5, 0, 0, 0]);
  });

  test('takes what is not 0 for a spike: a graded one is as strong as it is, and uses as much as any', () => {
    const { apply, init } = placed();
    const { current, vars } = apply(A, init, spikes([3, -0.5, 0, 1]), 1);
    expect(Array.from(current.data)).toEqual([1.5 - 0.25 + 0.5]);
    expect(Array.from(vars.depleted.data)).toEqual([0.5, 0.5, 0, 0.5]);
    expect(Array.from(vars.u.data)).toEqual([0.5, 0.5, 0, 0.5]);
  });

  test('ends in zeros, not in denormal numbers', () => {
    const { apply, init } = placed({ tauRec: 0.5, tauFacil: 0.5 });
    let { vars } = apply(A, init, spikes([1, 1, 1, 1], 'bool'), 1);
    for (let step = 0; step < 40; step++) ({ vars } = apply(A, vars, spikes([0, 0, 0, 0], 'bool'), 1));
    for (const { data } of [vars.u, vars.depleted]) expect(Array.from(data)).toEqual([0, 0, 0, 0]);
  });

  test('a parameter that makes no sense, or it twice, is a fault', () => {
    const said = (of: AnyWiring): readonly string[] =>
      of(from, [1]).faults.map((one) => explain({ ...one, place: 'XY' }));
    const w = dense(filled([4, 1], 1));
    expect(said(shortTerm(w, { U: 1.5 }))).toEqual(['XY: U must be in [0, 1], got 1.5']);
    expect(said(shortTerm(w, { tauRec: tensor([2], [1, 1]) }))).toEqual([
      'XY: tauRec must be a number or [4], got [2]',
    ]);
    expect(said(shortTerm(shortTerm(w)))).toEqual([
      'XY: shortTerm takes no other short-term plasticity, got a second one',
    ]);
  });

  const net = (wiring: AnyWiring): AnyNetwork =>
    orThrow(
      network<Names, Names>({ dt: 0.1 }, { X: layer([500], input()), Y: layer([300], lif()) }, (connect) => ({
        XY: connect('X', 'Y', wiring),
      })),
    );
  const kernelsOf = async (wiring: AnyWiring): Promise<readonly string[]> => {
    let names: readonly string[] = [];
    const backend = profiled((times) => {
      names = times.map(({ kernel }) => kernel);
    });
    const one = net(wiring);
    orThrow(await run(backend, one, initial(one), [{ inputs: { X: zeros([500], 'bool') } }], {}));
    return names;
  };
  /** Three synapses into each neuron. */
  const byTarget = {
    pre: Array.from({ length: 900 }, (_, k) => (k % 3) * 150 + (Math.floor(k / 3) % 150)),
    post: Array.from({ length: 900 }, (_, k) => Math.floor(k / 3)),
  };
  const kinds: readonly (readonly [string, AnyWiring, string])[] = [
    ['sparse', sparse(fixedProbability(1, 0.1), uniform(1)), 'synapses 300 [1, 300]'],
    ['sparse, listed by targets', sparse(byTarget, uniform(1)), 'synapses 300 [1, 300]'],
    ['dense', dense(uniform(1)), 'contract bi,ij->bj [1, 300]'],
  ];
  test.each(kinds)('is followed spike by spike: %s', async (_, wiring, kernel) => {
    expect((await kernelsOf(shortTerm(wiring))).join('; ')).toContain(kernel);
  });

  test.each(kinds)('to the bit as on eager: %s', async (_, wiring) => {
    const one = net(shortTerm(wiring, { U: 0.2, tauRec: 3, tauFacil: 20 }));
    const drive = frames({ X: bernoulli(1, filled([500], 0.1), 3) });
    const [got, want] = [
      await play(wasm, one, initial(one, { batch: 2 }), drive),
      await play(eager, one, initial(one, { batch: 2 }), drive),
    ];
    expectSame(got.monitors, want.monitors);
    expect(Math.max(...want.monitors['XY depleted']!.data)).toBeGreaterThan(0.2);
  });
});
