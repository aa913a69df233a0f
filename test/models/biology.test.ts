import { describe, expect, test } from 'vitest';
import {
  brunel,
  brunelRegimes,
  coba,
  cuba,
  microcircuit,
  polychronization,
  songMillerAbbott,
  vogelsSprekeler,
} from '../../src/biology.js';
import { currentExp } from '../../src/cells.js';
import {
  counts,
  initial,
  isLeft,
  layer,
  monitor,
  network,
  orThrow,
  run,
  silence,
  tensor,
  wasm,
} from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

const extent = (values: ArrayLike<number>): readonly [number, number] => {
  const sorted = Float64Array.from(values).sort();
  return [sorted[0]!, sorted.at(-1)!];
};

describe('what the networks are made of', () => {
  const of = (name: string, params: object) => ({ name, params });
  const conductances = { capacitance: 0.2, tau: 20, rest: -60, thresh: -50, reset: -60, refrac: 5 };
  const driven = { rate: 1, weight: 20 };
  const neuron = { b: 0.2, c: -65, thresh: 30, stepping: 'stable' };
  const drawn = of('clipped', { min: 0.1, of: of('uniform', { min: 0.05, max: 20.05 }) });
  const received = { exc: { tau: 5 }, inh: { tau: 10, reversal: -80 } };

  test.each<readonly [string, { readonly layers: Readonly<Record<string, { readonly model: AnyModel }>> }, object]>([
    [
      'CUBA',
      orThrow(cuba({ neurons: 5 })),
      of('currentBased', {
        ...conductances,
        capacitance: 20,
        rest: -49,
        receptors: { exc: { tau: 5 }, inh: { tau: 10 } },
      }),
    ],
    ['COBA', orThrow(coba({ neurons: 5 })), of('conductanceBased', { ...conductances, receptors: received })],
    [
      'Vogels & Sprekeler',
      orThrow(vogelsSprekeler({ neurons: 5 })),
      of('conductanceBased', { ...conductances, offset: 0.2, receptors: received }),
    ],
    [
      'Brunel',
      orThrow(brunel({ excitatory: 4, inhibitory: 2, inDegree: 0.5 })),
      of('poissonDriven', { of: of('currentBased', { tau: 20, rest: 0, thresh: 20, reset: 10, refrac: 2 }) }),
    ],
    [
      'the microcircuit',
      orThrow(microcircuit({ scale: 0.0006, inDegrees: 0.0006 })),
      of('poissonDriven', {
        of: of('currentBased', {
          capacitance: 0.25,
          tau: 10,
          rest: -65,
          thresh: -50,
          reset: -65,
          refrac: 2,
          receptors: { exc: { tau: 0.5 }, inh: { tau: 0.5 } },
        }),
      }),
    ],
    [
      'Izhikevich 2006',
      orThrow(polychronization({ excitatory: 5, inhibitory: 2, synapses: 2 })),
      of('poissonDriven', { ...driven, of: of('izhikevich', { ...neuron, a: 0.02, d: 8 }) }),
    ],
  ])('cells of %s', (_, { layers }, cell) => {
    expect(Object.values(layers)[0]!.model.term).toMatchObject(cell);
  });

  test('what inhibits, delays and learns', () => {
    const { layers, connections } = orThrow(polychronization({ excitatory: 5, inhibitory: 2, synapses: 2, dt: 0.1 }));
    expect(layers.I.model.term.params).toMatchObject({ ...driven, of: of('izhikevich', { ...neuron, a: 0.1, d: 2 }) });
    expect(connections.EI.connection.term.params).toMatchObject({ delay: drawn, pairing: 'arrival' });
    expect(connections.IE.connection.term.params).toMatchObject({ delay: 0.1 });
    expect(connections.EE.rule!.term).toMatchObject(
      of('bounded', {
        min: 0,
        max: 10,
        of: of('accumulated', {
          every: 1000,
          keep: 0.9,
          drift: 0.01,
          of: of('pairStdp', { aPlus: 0.1, aMinus: 0.12, tauPlus: 20, tauMinus: 20, nearest: true }),
        }),
      }),
    );
    const song = orThrow(songMillerAbbott());
    expect(song.layers.Y.model.term).toMatchObject(
      of('conductanceBased', {
        capacitance: 20,
        tau: 20,
        rest: -70,
        thresh: -54,
        reset: -60,
        refrac: 0,
        receptors: { exc: { tau: 5 }, inh: { tau: 5, reversal: -70 } },
      }),
    );
    expect(song.connections.XY.rule!.term).toMatchObject(
      of('bounded', { min: 0, max: 0.015, of: of('pairStdp', { tauPlus: 20, tauMinus: 20, nearest: false }) }),
    );
    expect(orThrow(vogelsSprekeler({ neurons: 5 })).connections.IE.rule!.term).toMatchObject(
      of('bounded', { min: 0, max: 0.1, of: of('inhibitoryStdp', { nu: 1e-5, target: 3, tau: 20 }) }),
    );
  });
});

describe('balanced networks', () => {
  test.each([cuba, coba])(
    'four fifths of the cells are excitatory, and every pair is joined with the probability',
    (make) => {
      const net = orThrow(make({ neurons: 500, probability: 0.1, exc: 2, inh: 3, seed: 4 }));
      expect(net.layers.E.shape).toEqual([400]);
      expect(net.layers.I.shape).toEqual([100]);
      const { connections } = initial(net);
      const [m, n] = [400, 100];
      for (const [name, pairs] of Object.entries({ EE: m * m, EI: m * n, IE: n * m, II: n * n })) {
        const { data } = connections[name as 'EE'].w;
        expect(Math.abs(data.length - pairs / 10)).toBeLessThan(5 * Math.sqrt(pairs * 0.09));
        expect(new Set(data)).toEqual(new Set([name[0] === 'E' ? 2 : make === cuba ? -3 : 3]));
      }
    },
  );

  test('CUBA starts between reset and threshold, other cells by another seed', () => {
    const start = (seed: number) => initial(orThrow(cuba({ seed }))).layers;
    const { E, I } = start(1);
    const [least, most] = extent(E.v.data);
    expect([Math.round(least * 10), Math.round(most * 10)]).toEqual([-600, -500]);
    expect(Array.from(I.v.data.slice(0, 9))).not.toEqual(Array.from(E.v.data.slice(0, 9)));
    expect(start(2).E.v).not.toEqual(E.v);
  });

  test('COBA starts with conductances, none below 0', () => {
    const { E } = initial(orThrow(coba())).layers;
    const mean = (values: ArrayLike<number>): number => sum(values) / values.length;
    expect(mean(E.exc.data)).toBeCloseTo(0.03, 3);
    expect(mean(E.inh.data)).toBeCloseTo(0.205, 2);
    expect(mean(E.v.data)).toBeCloseTo(-65, 0);
    expect(extent(E.inh.data)[0]).toBe(0);
  });

  test.each([
    { make: cuba, rates: [4, 9] },
    { make: coba, rates: [15, 26] },
  ])('activity goes on without input', async ({ make, rates: [least, most] }) => {
    const net = orThrow(make({ seed: 1 }));
    const watched = { E: monitor(net, 'E', 's', counts()) };
    const { state } = orThrow(await run(wasm, net, initial(net), silence(50), {}));
    const { monitors } = orThrow(await run(wasm, net, state, silence(150), watched));
    const rate = sum(monitors.E.data) / 3200 / 0.15;
    expect(rate).toBeGreaterThan(least!);
    expect(rate).toBeLessThan(most!);
  });
});

describe('cells start where they are told', () => {
  const startOf = (params: Parameters<typeof currentExp>[0]) =>
    initial(orThrow(network({ dt: 1 }, { Y: layer([2], currentExp(params)) }))).layers.Y.v.data;

  test('at rest, at a voltage, or each at its own', () => {
    expect(Array.from(startOf({ rest: -70 }))).toEqual([-70, -70]);
    expect(Array.from(startOf({ rest: -70, start: -60 }))).toEqual([-60, -60]);
    expect(Array.from(startOf({ start: tensor([2], [-60, -55]) }))).toEqual([-60, -55]);
  });

  test('not at a voltage of another number of cells', () => {
    const built = network({ dt: 1 }, { Y: layer([2], currentExp({ start: tensor([3], [0, 0, 0]) })) });
    expect(isLeft(built)).toBe(true);
  });
});

describe('Brunel 2000', () => {
  const small = { excitatory: 400, inhibitory: 100, J: 1 };

  test('each cell has as many synapses of each kind, and their delay', () => {
    const net = orThrow(brunel({ ...small, g: 4, delay: 2 }));
    const { connections } = initial(net);
    for (const [name, sources, targets] of [
      ['EE', 400, 400],
      ['EI', 400, 100],
      ['IE', 100, 400],
      ['II', 100, 100],
    ] as const) {
      const { w, inTransit } = connections[name];
      expect(w.data.length).toBe((sources / 10) * targets);
      expect(new Set(w.data)).toEqual(new Set([name[0] === 'E' ? 1 : -4]));
      expect(inTransit.shape).toEqual([1, 20, sources]);
    }
  });

  const rateOf = async (params: Parameters<typeof brunel>[0]): Promise<number> => {
    const net = orThrow(brunel({ ...small, ...params }));
    const watched = { E: monitor(net, 'E', 's', counts()) };
    const { monitors } = orThrow(await run(wasm, net, initial(net), silence(300), watched));
    return sum(monitors.E.data) / 400 / 0.3;
  };

  test('the drive brings eta times the threshold of 20 mV in the time constant of 20 ms', () => {
    const { params } = orThrow(brunel({ ...small, eta: 3, J: 0.1 })).layers.E.model.term;
    expect(params).toMatchObject({ rate: 30_000, weight: 0.1, receptor: 'exc' });
  });

  test('a constant drive above the threshold fires cells that nothing joins as theory says, whatever J', async () => {
    // The drive of small jumps is as good as constant: 10 mV from the reset to the threshold, towards 60 mV.
    const expected = 1000 / (2 + 20 * Math.log((60 - 10) / (60 - 20)));
    for (const J of [0.05, 0.1]) {
      const rate = await rateOf({ inDegree: 0, eta: 3, J });
      expect(Math.abs(rate / expected - 1)).toBeLessThan(0.05);
    }
  });

  test('inhibition silences what strong drive excites', async () => {
    expect(await rateOf({ g: 3, eta: 2 })).toBeGreaterThan(3 * (await rateOf({ g: 6, eta: 2 })));
    expect(Object.keys(brunelRegimes)).toEqual(['regular', 'fast', 'asynchronous', 'slow']);
  });
});

describe('the microcircuit', () => {
  const net = orThrow(microcircuit({ scale: 0.01, inDegrees: 0.04 }));
  const { layers, connections } = initial(net);

  test('has its populations, and as many synapses a cell as its in-degrees say', () => {
    expect(Object.values(net.layers).map(({ shape }) => shape[0])).toEqual([207, 58, 219, 55, 49, 11, 144, 29]);
    expect(Object.keys(net.connections).length).toBe(55);
    // log(1 - 0.0437) / log(1 - 1 / (20683 x 21915)) synapses from E4 to E23 in the whole circuit.
    const all = Math.log1p(-0.0437) / Math.log1p(-1 / (20683 * 21915));
    expect(connections.E4E23.w.data.length).toBe(Math.round((all / 20683) * 0.04 * 207));
  });

  test('has 77,169 cells at full scale, and 16,000 inputs of 8 Hz to a cell of each population', () => {
    // Next to no synapses, which take long to draw.
    const inDegrees = 2 ** -20;
    const populations = Object.values(orThrow(microcircuit({ inDegrees })).layers);
    expect(sum(populations.map(({ shape }) => shape[0]!))).toBe(77_169);
    const rates = populations.map(({ model }) => model.term.params['rate'] as number);
    expect(sum(rates)).toBe(inDegrees * 16_000 * 8);
  });

  test('has weights of 87.8 pA, twice from E4 to E23, -4 times from inhibition, grown as synapses are fewer', () => {
    const mean = (values: ArrayLike<number>): number => sum(values) / values.length;
    for (const [pair, times] of [
      ['E4E23', 2],
      ['E4I23', 1],
      ['I4E23', -4],
    ] as const)
      expect(mean(connections[pair].w.data) / (times * 0.0878 * 5)).toBeCloseTo(1, 1);
  });

  test('has delays of at least dt, and voltages about -58 mV', () => {
    const delays = orThrow(microcircuit({ scale: 0.01, inDegrees: 0.04, dt: 0.5 }));
    expect(delays.connections.I4I4.connection.windows!['inTransit']!.time).toBeGreaterThan(1);
    expect(sum(layers.E4.v.data) / 219).toBeCloseTo(-58, -1);
  });

  test('with all its synapses a constant current stands for the mean of the Poisson input', () => {
    const offsets = (params: Parameters<typeof microcircuit>[0]): readonly number[] =>
      Object.values(orThrow(microcircuit({ scale: 0.001, ...params })).layers).map(({ model }) => {
        const { params: given } = model.term;
        const cell =
          (given['of'] as { readonly params: Readonly<Record<string, number>> } | undefined)?.params ?? given;
        return cell['offset'] as number;
      });
    expect(sum(offsets({ inDegrees: 1 }))).toBe(0);
    expect(offsets({ inDegrees: 1, background: 'constant' })[2]).toBeCloseTo(0.0878 * 2100 * 8 * 0.0005, 6);
    expect(sum(offsets({ inDegrees: 0.25 }))).toBeCloseTo(0.831245259, 9);
  });
});

describe('Vogels & Sprekeler 2011', () => {
  test('inhibition to excitatory cells grows from nothing, and brings them from fast firing to near the target', async () => {
    const net = orThrow(vogelsSprekeler({ neurons: 1000, probability: 0.2, nu: 2e-4, seed: 1 }));
    const watched = { E: monitor(net, 'E', 's', counts()) };
    const first = initial(net);
    expect(new Set(first.connections.IE.w.data)).toEqual(new Set([0]));
    const rates: number[] = [];
    let state = first;
    for (const time of [100, 1400, 1000]) {
      const ran = orThrow(await run(wasm, net, state, silence(time), watched));
      rates.push(sum(ran.monitors.E.data) / 800 / (time / 1000));
      state = ran.state;
    }
    expect(rates[0]).toBeGreaterThan(40);
    expect(rates[2]).toBeGreaterThan(2);
    expect(rates[2]).toBeLessThan(10);
    const weights = state.connections.IE.w.data;
    expect(sum(weights) / weights.length).toBeGreaterThan(0.0002);
    for (const fixed of ['EE', 'EI', 'II'] as const)
      expect(state.connections[fixed].w).toBe(first.connections[fixed].w);
  });
});
