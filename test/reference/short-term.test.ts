import { describe, expect, test } from 'vitest';
import type { AnyWiring } from '../../src/authoring.js';
import { currentExp, tsodyksUzielMarkram } from '../../src/cells.js';
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
const amplitudesOf = async (wiring: AnyWiring): Promise<readonly number[]> => {
  const cell = currentExp({ thresh: 1000, tauExc: tau });
  const net = orThrow(
    network({ dt }, { X: layer([1], input()), Y: layer([1], cell) }, (connect) => ({
      XY: connect('X', 'Y.exc', wiring),
    })),
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
  const by = (program: string): readonly number[] =>
    cases.find((one) => one.synapse === synapse && one.by.startsWith(program))!.amplitude;
  const one = dense(filled([1, 1], 1));
  const { U, tau_rec: tauRec, tau_facil: tauFacil } = parameters[synapse];

  test("of two states has Brian2's amplitudes, to 2e-5", async () => {
    const got = await amplitudesOf(shortTerm(one, { U, tauRec, tauFacil }));
    expect(furthest(by('Brian2'), got)).toBeLessThan(2e-5);
  });

  test("of three states has NEURON's, to 2e-5, which are others", async () => {
    const got = await amplitudesOf(tsodyksUzielMarkram(one, { U, tauRec, tauFacil, tauActive: tau }));
    expect(furthest(by('PyNN'), got)).toBeLessThan(2e-5);
    expect(furthest(by('Brian2'), got)).toBeGreaterThan(1e-3);
  });
});
