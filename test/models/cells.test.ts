import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  always,
  dense,
  eager,
  explain,
  filled,
  frames,
  initial,
  input,
  lasting,
  layer,
  monitor,
  network,
  orThrow,
  oneToOne,
  record,
  run,
  tensor,
  traced,
  zeros,
  type Tensor,
} from '../../src/index.js';
import {
  conductanceAdEx,
  conductanceBased,
  conductanceExp,
  currentAlpha,
  currentBased,
  currentDelta,
  currentExp,
  hodgkinHuxley,
} from '../../src/cells.js';
import type { AnyModel, Model } from '../../src/authoring.js';
import { propagator } from '../../src/models/cells/propagator.js';
import { law } from '../support/law.js';

type Cell = Model<string, string>;

/** The variables of one cell after each step of `dt`, driven by a current, and by what reaches its receptors at their times (ms). */
const lived = async (
  cell: Cell,
  dt: number,
  time: number,
  variables: readonly string[],
  {
    current = 0,
    arrivals = {},
  }: { current?: number; arrivals?: Readonly<Record<string, readonly [at: number, amount: number]>> },
): Promise<readonly (readonly number[])[]> => {
  const net = orThrow(network({ dt }, { Y: layer([1], cell) }));
  const steps = Math.round(time / dt);
  const given = Array.from({ length: steps }, (_, step) => ({
    inputs: {
      Y: filled([1], current),
      ...Object.fromEntries(
        Object.entries(arrivals).flatMap(([name, [at, amount]]) =>
          name in (cell.receptors ?? {}) && Math.round(at / dt) === step
            ? [[`Y.${name}`, filled([1], amount)] as const]
            : [],
        ),
      ),
    },
  }));
  const monitors = Object.fromEntries(variables.map((name) => [name, monitor(net, 'Y', name, record())]));
  const { monitors: seen } = orThrow(await run(eager, net, initial(net), given, monitors));
  return variables.map((name) => Array.from((seen[name] as Tensor).data));
};

describe('what is left of a decaying quantity in a leaky membrane', () => {
  /** The integral by Simpson's rule. */
  const integral = (power: 0 | 1, h: number, tau: number, tauM: number): number => {
    const parts = 2000;
    const at = (k: number): number => {
      const s = (k * h) / parts;
      return Math.exp(-(h - s) / tauM) * s ** power * Math.exp(-s / tau);
    };
    const sum = Array.from({ length: parts + 1 }, (_, k) => at(k) * (k === 0 || k === parts ? 1 : k % 2 === 1 ? 4 : 2));
    return (sum.reduce((total, value) => total + value, 0) * h) / (3 * parts);
  };
  const time = fc.double({ min: 0.3, max: 200, noNaN: true });

  law(
    'is the integral, also where the two time constants are close, equal or endless',
    [
      fc.constantFrom<0 | 1>(0, 1),
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      time,
      fc.oneof(
        time.map((t) => (_tau: number) => t),
        fc.constantFrom(
          (tau: number) => tau,
          (tau: number) => tau * (1 + 1e-9),
          (tau: number) => tau * 1.001,
          () => Infinity,
        ),
      ),
    ],
    (power, h, tau, other) => {
      const tauM = other(tau);
      const [got, want] = [propagator(power, h, tau, tauM), integral(power, h, tau, tauM)];
      expect(Math.abs(got / want - 1)).toBeLessThan(1e-9);
    },
  );

  test('stays finite where one of them is far shorter than a step', () => {
    for (const power of [0, 1] as const) {
      expect(propagator(power, 1, 1e-4, 20)).toBeGreaterThan(0);
      expect(propagator(power, 1, 20, 1e-4)).toBeGreaterThan(0);
    }
  });
});

describe('a cell whose equations are linear is exact', () => {
  const cells: Readonly<Record<string, Cell>> = {
    currentExp: currentExp({ tauExc: 5, tauInh: 2, tau: 10 }),
    'currentExp of equal time constants': currentExp({ tauExc: 10, tauInh: 10, tau: 10 }),
    currentAlpha: currentAlpha({ tauExc: 3, tauInh: 2, tau: 10 }),
    'a double exponential': currentBased({
      tau: 10,
      receptors: { exc: { kinetics: 'double exponential', tau: 6, rise: 1 }, inh: {} },
    }),
  };
  test.each(Object.entries(cells))('%s gives the same voltages at dt 0.1 and at dt 1', async (_, cell) => {
    const drive = { current: 0.2, arrivals: { exc: [2, 0.8], inh: [4, -0.3] } } as const;
    const coarse = (await lived(cell, 1, 30, ['v'], drive))[0];
    const fine = (await lived(cell, 0.1, 30, ['v'], drive))[0];
    const matching = fine!.filter((_, k) => k % 10 === 9);
    expect(coarse!.length).toBe(30);
    coarse!.forEach((v, k) => expect(Math.abs(v - matching[k]!)).toBeLessThan(2e-4));
  });

  test('NEST gives the same voltages for iaf_psc_alpha at 1000 pA, spikes after 4.8 ms and rests for 2', async () => {
    const cell = currentAlpha({ capacitance: 0.25, tau: 10, rest: -70, thresh: -55, reset: -70, refrac: 2 });
    const [v, s] = await lived(cell, 0.1, 7.5, ['v', 's'], { current: 1 });
    expect(v!.slice(0, 2).map((x) => Number(x.toPrecision(6)))).toEqual([-69.602, -69.2079]);
    expect(s!.flatMap((spike, k) => (spike === 0 ? [] : [k + 1]))).toEqual([48]);
    // Twenty steps at the reset, then it charges.
    expect(v!.slice(48, 68).every((x) => x === -70)).toBe(true);
    expect(v![68]).toBeCloseTo(-69.602, 3);
  });
});

test.each([
  ['exponential', 0, { tau: 4 }],
  ['alpha', 4, { tau: 4 }],
  ['double exponential', (Math.log(4) * 4) / 3, { tau: 4, rise: 1 }],
] as const)('a current that is %s peaks at what arrived, after %s ms', async (kinetics, after, times) => {
  const cell = currentBased({ receptors: { exc: { kinetics, ...times } } });
  const [current] = await lived(cell, 0.01, 20, ['exc'], { arrivals: { exc: [0, 1] } });
  const peak = Math.max(...current!);
  expect(peak).toBeCloseTo(1, 2);
  expect((current!.indexOf(peak) + 1) * 0.01).toBeCloseTo(after, 1);
});

describe('an error of the order of dt squared', () => {
  const drive = { current: 0.05, arrivals: { exc: [1, 0.05], nmda: [1, 0.05], inh: [3, 0.05] } } as const;
  const gated = conductanceBased({
    thresh: 50,
    receptors: { nmda: { kinetics: 'double exponential', tau: 20, rise: 2, magnesium: 1 }, inh: { reversal: -70 } },
  });
  test.each<readonly [string, Cell]>([
    ['conductanceExp', conductanceExp({ thresh: 50 })],
    ['NMDA', gated],
    ['conductanceAdEx', conductanceAdEx({ thresh: -20, peak: 0 })],
    ['hodgkinHuxley', hodgkinHuxley()],
  ])('%s: half the step, less than half the error', async (_, cell) => {
    const ends = await Promise.all(
      [0.5, 0.25, 0.0125].map(async (dt) => (await lived(cell, dt, 10, ['v'], drive))[0]!.at(-1)!),
    );
    const [coarse, fine] = ends.slice(0, 2).map((v) => Math.abs(v - ends[2]!));
    expect(fine).toBeLessThan(coarse! / 2.5);
    expect(coarse).toBeLessThan(0.5);
  });
});

describe('conductances', () => {
  test('pull the voltage towards their reversal potentials, never past them', async () => {
    const cell = conductanceExp({ thresh: 100 });
    const [up] = await lived(cell, 1, 40, ['v'], { arrivals: { exc: [0, 50] } });
    const [down] = await lived(cell, 1, 40, ['v'], { arrivals: { inh: [0, 50] } });
    expect(Math.max(...up!)).toBeGreaterThan(-1);
    expect(Math.max(...up!)).toBeLessThanOrEqual(0);
    expect(Math.min(...down!)).toBeLessThan(-69.9);
    expect(Math.min(...down!)).toBeGreaterThanOrEqual(-70);
  });

  test('below 0 count as 0', async () => {
    const [v] = await lived(conductanceExp(), 1, 10, ['v'], { arrivals: { exc: [0, -50] } });
    expect(v!.every((x) => x === -65)).toBe(true);
  });

  test('of NMDA are closed by magnesium at rest, by the formula of Jahr and Stevens', async () => {
    const at = async (magnesium: number, rest: number): Promise<number> => {
      const cell = conductanceBased({
        rest,
        reset: -100,
        capacitance: 1000,
        receptors: { nmda: { tau: 1e6, magnesium } },
      });
      return (await lived(cell, 0.1, 0.2, ['v'], { arrivals: { nmda: [0, 1] } }))[0]![0]! - rest;
    };
    const open = (v: number): number => 1 / (1 + Math.exp(-0.062 * v) / 3.57);
    for (const rest of [-80, -60, -51]) expect((await at(1, rest)) / (await at(0, rest))).toBeCloseTo(open(rest), 1);
  });
});

test('a refractory cell keeps its voltage, while its currents go on, and takes no jumps', async () => {
  const [v, s, exc] = await lived(currentExp({ refrac: 5 }), 1, 12, ['v', 's', 'exc'], { arrivals: { exc: [0, 30] } });
  const spike = s!.indexOf(1);
  expect(v!.slice(spike, spike + 6).every((x) => x === -65)).toBe(true);
  expect(v![spike + 6]).toBeGreaterThan(-65);
  expect(exc![spike + 3]! / exc![spike + 2]!).toBeCloseTo(Math.exp(-1 / 5), 5);
  const [jumps] = await lived(currentDelta({ refrac: 5 }), 1, 8, ['v'], { arrivals: { exc: [0, 30], inh: [3, -9] } });
  expect(jumps!.slice(0, 6).every((x) => x === -65)).toBe(true);
});

test('a Hodgkin-Huxley cell starts at rest, and spikes once each time it rises past the threshold', async () => {
  const [quiet] = await lived(hodgkinHuxley({ gLeak: 0.5 }), 0.05, 5, ['v'], {});
  expect(Math.max(...quiet!.map((v) => Math.abs(v + 65)))).toBeLessThan(0.5);
  const [v, s] = await lived(hodgkinHuxley(), 0.05, 50, ['v', 's'], { current: 0.3 });
  const rises = v!.filter((x, k) => x >= 0 && k > 0 && v![k - 1]! < 0).length;
  expect(rises).toBe(3);
  expect(s!.reduce((sum, x) => sum + x, 0)).toBe(rises);
});

describe('receptors', () => {
  const cell = currentBased({ receptors: { ampa: { tau: 2 }, gaba: { tau: 8 } } });

  test('get what their connections and frames deliver, summed, and each its own', async () => {
    const net = orThrow(
      network({ dt: 1 }, { X: layer([2], traced(input())), Y: layer([2], traced(cell)) }, (connect) => ({
        fast: connect('X', 'Y.ampa', dense(oneToOne(1))),
        more: connect('X', 'Y.ampa', dense(oneToOne(2))),
        slow: connect('X', 'Y.gaba', dense(oneToOne(-4))),
      })),
    );
    const spike = { X: tensor([2], [1, 0], 'bool'), 'Y.ampa': tensor([2], [0, 8]) };
    const { monitors } = orThrow(
      await run(eager, net, initial(net), [{ inputs: spike }, { inputs: { X: zeros([2], 'bool') } }], {
        ampa: monitor(net, 'Y', 'ampa', record()),
        gaba: monitor(net, 'Y', 'gaba', record()),
      }),
    );
    const left = (tau: number): number => Math.exp(-1 / tau);
    const near = (got: Tensor, want: readonly number[]): void =>
      Array.from(got.data).forEach((x, k) => expect(x).toBeCloseTo(want[k]!, 5));
    near(monitors.ampa, [0, 8 * left(2), 3 * left(2), 8 * left(2) ** 2]);
    near(monitors.gaba, [0, 0, -4 * left(8), 0]);
  });

  test('that a layer does not have are faults, in connections, frames and descriptions', async () => {
    const said = (to: string, model: AnyModel = cell): readonly string[] => {
      const built = network<{ X: 's'; Y: string }, { C: 'w' }>(
        { dt: 1 },
        { X: layer([1], input()), Y: layer([1], model) },
        (connect) => ({ C: connect('X', to as 'Y', dense(oneToOne(1))) }),
      );
      return E.isLeft(built) ? built.left.map(explain) : [];
    };
    expect(said('Y.nmda')).toEqual(["connection 'C': unknown receptor 'nmda' of layer 'Y': one of 'ampa', 'gaba'"]);
    expect(said('Z.nmda')).toEqual(["connection 'C': unknown target layer 'Z': one of 'X', 'Y'"]);
    expect(said('X.nmda')[0]).toContain('its model has no receptors');
    const net = orThrow(network({ dt: 1 }, { Y: layer([1], cell) }));
    const ran = await run(eager, net, initial(net), lasting(2, frames({ 'Y.nmda': always(filled([1], 1)) })));
    expect(E.isLeft(ran) && ran.left.faults.map(explain)).toEqual([
      "inputs 'Y.nmda': unknown layer 'Y.nmda': one of 'Y', 'Y.ampa', 'Y.gaba'",
    ]);
  });

  test.each<readonly [string, unknown, string]>([
    ['no record', 3, 'receptors must be a record of receptors by name'],
    [
      'a parameter that there is not',
      { exc: { tua: 1 } },
      "unknown parameter 'tua' of receptor 'exc': one of kinetics, tau, rise",
    ],
    ['a time constant of 0', { exc: { tau: 0 } }, "tau of receptor 'exc' must be positive, got 0"],
    ['the name of a variable', { v: {} }, "got 'v'"],
    ['two that share a variable', { a: { kinetics: 'alpha' }, aRise: {} }, "got 'aRise'"],
    ['a name with a dot', { 'a.b': {} }, 'a name of letters and digits'],
    ['a rise as slow as the decay', { exc: { kinetics: 'double exponential', tau: 2, rise: 2 } }, 'below tau'],
    ['kinetics that there are not', { exc: { kinetics: 'beta' } }, "kinetics of receptor 'exc' must be 'exponential'"],
  ])('%s is a fault in words', (_, receptors, text) => {
    const built = network({ dt: 1 }, { Y: layer([2], currentBased({ receptors } as never)) });
    expect(E.isLeft(built) ? built.left.map(explain).join('; ') : 'nothing').toContain(text);
  });
});
