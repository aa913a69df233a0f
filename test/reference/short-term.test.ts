import { describe, expect, test } from 'vitest';
import { currentExp } from '../../src/cells.js';
import {
  dense,
  filled,
  initial,
  input,
  layer,
  monitor,
  network,
  orThrow,
  record,
  run,
  shortTerm,
  tensor,
  type Tensor,
  wasm,
} from '../../src/index.js';
import { furthest, textOf } from './support/recorded.js';

interface Synapse {
  readonly U: number;
  readonly tau_rec: number;
  readonly tau_facil: number;
}

const {
  parameters,
  input: given,
  cases,
} = JSON.parse(textOf('short-term')) as {
  parameters: Readonly<Record<'depressing' | 'facilitating', Synapse>>;
  input: { spikes: readonly number[] };
  cases: readonly { synapse: string; by: string; amplitude: readonly number[] }[];
};

const dt = 0.1;
const tau = 5;

/** What each spike adds to the current of the cell behind a synapse. */
const amplitudesOf = async ({ U, tau_rec, tau_facil }: Synapse): Promise<readonly number[]> => {
  const net = orThrow(
    network(
      { dt },
      { X: layer([1], input()), Y: layer([1], currentExp({ thresh: 1000, tauExc: tau })) },
      (connect) => ({
        XY: connect('X', 'Y.exc', shortTerm(dense(filled([1, 1], 1)), { U, tauRec: tau_rec, tauFacil: tau_facil })),
      }),
    ),
  );
  const steps = given.spikes.map((t) => Math.round(t / dt));
  const driven = Array.from({ length: steps.at(-1)! + 2 }, (_, step) => ({
    inputs: { X: tensor([1], [steps.includes(step) ? 1 : 0], 'bool') },
  }));
  const ran = await run(wasm, net, initial(net), driven, { exc: monitor(net, 'Y', 'exc', record()) });
  const current = Array.from((orThrow(ran).monitors.exc as Tensor).data, Number);
  // What is there after the step in which a spike arrives has decayed for one step.
  return steps.map((step) => current[step + 1]! / Math.exp(-dt / tau) - current[step]!);
};

describe.each(['depressing', 'facilitating'] as const)('a %s synapse', (synapse) => {
  test("has Brian2's amplitudes, to 2e-5", async () => {
    const want = cases.find(({ by, ...one }) => one.synapse === synapse && by.startsWith('Brian2'))!.amplitude;
    expect(furthest(want, await amplitudesOf(parameters[synapse]))).toBeLessThan(2e-5);
  });
});
