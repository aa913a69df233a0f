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
import { orThrow, type AnyNetwork } from '../../src/index.js';
import { mapValues } from '../../src/core/record.js';

/** A part of a description. */
const of = (name: string, params: object = {}) => ({ name, params });
const weights = (value: number) => of('constant', { value });

/** What layers are made of, and how they are joined. */
const parts = ({ dt, layers, connections }: AnyNetwork) => ({
  dt,
  layers: mapValues(layers, ({ shape, model }) => ({ n: shape[0], ...model.term })),
  connections: mapValues(connections, ({ from, to, receptor, connection, rule }) => ({
    from,
    to,
    receptor,
    ...connection.term,
    ...(rule && { rule: rule.term }),
  })),
});

describe('a network with parameters of its own has them in its parts:', () => {
  test('songMillerAbbott', () => {
    const net = songMillerAbbott({
      excitatory: 3,
      inhibitory: 2,
      neurons: 4,
      rate: 7,
      rateInh: 9,
      most: 0.02,
      inh: 0.03,
      aPlus: 0.01,
      depression: 1.5,
      tau: 11,
      dt: 0.5,
    });
    expect(parts(orThrow(net))).toMatchObject({
      dt: 0.5,
      layers: {
        X: { n: 3, ...of('spikeSourcePoisson', { rate: 7 }) },
        I: { n: 2, ...of('spikeSourcePoisson', { rate: 9 }) },
        Y: { n: 4 },
      },
      connections: {
        XY: {
          from: 'X',
          to: 'Y',
          receptor: 'exc',
          ...of('dense', { w: of('uniform', { min: 0, max: 0.02 }) }),
          // Both are fractions of the largest conductance.
          rule: of('bounded', {
            min: 0,
            max: 0.02,
            of: of('pairStdp', {
              aPlus: expect.closeTo(0.0002, 12),
              aMinus: expect.closeTo(0.0003, 12),
              tauPlus: 11,
              tauMinus: 11,
            }),
          }),
        },
        IY: { from: 'I', to: 'Y', receptor: 'inh', ...of('dense', { w: weights(0.03) }) },
      },
    });
  });

  const quarter = { neurons: 6, probability: 0.25, dt: 0.2, seed: 5 } as const;
  const pairs = (w: number) => of('sparse', { pattern: of('fixedProbability', { probability: 0.25 }), w: weights(w) });

  test.each([
    { name: 'coba', net: coba({ ...quarter, exc: 0.01, inh: 0.02 }), exc: 0.01, inh: 0.02 },
    // Currents that inhibit are below 0.
    { name: 'cuba', net: cuba({ ...quarter, exc: 3, inh: 4 }), exc: 3, inh: -4 },
  ])('$name', ({ net, exc, inh }) => {
    expect(parts(orThrow(net))).toMatchObject({
      dt: 0.2,
      layers: { E: { n: 5 }, I: { n: 1 } },
      connections: {
        EE: { from: 'E', to: 'E', receptor: 'exc', ...pairs(exc) },
        EI: { from: 'E', to: 'I', receptor: 'exc', ...pairs(exc) },
        IE: { from: 'I', to: 'E', receptor: 'inh', ...pairs(inh) },
        II: { from: 'I', to: 'I', receptor: 'inh', ...pairs(inh) },
      },
    });
  });

  test('vogelsSprekeler', () => {
    const net = vogelsSprekeler({ ...quarter, exc: 0.01, inh: 0.02, most: 0.2, nu: 0.003, target: 4, current: 0.3 });
    const cell = of('conductanceBased', { offset: 0.3 });
    const rule = of('bounded', { min: 0, max: 0.2, of: of('inhibitoryStdp', { nu: 0.003, target: 4 }) });
    expect(parts(orThrow(net))).toMatchObject({
      dt: 0.2,
      layers: { E: { n: 5, ...cell }, I: { n: 1, ...cell } },
      connections: { EE: pairs(0.01), EI: pairs(0.01), IE: { ...pairs(0), rule }, II: pairs(0.02) },
    });
  });

  test('brunel', () => {
    const net = brunel({ excitatory: 6, inhibitory: 4, inDegree: 0.5, g: 3, eta: 4, J: 0.5, delay: 2, dt: 0.25 });
    // 4 times the threshold of 20 mV in 20 ms takes 160 jumps of 0.5 mV.
    const driven = of('poissonDriven', { rate: 8000, weight: 0.5, receptor: 'exc' });
    const late = (degree: number, w: number) =>
      of('delayed', { delay: 2, of: of('sparse', { pattern: of('fixedInDegree', { degree }), w: weights(w) }) });
    expect(parts(orThrow(net))).toMatchObject({
      dt: 0.25,
      layers: { E: { n: 6, ...driven }, I: { n: 4, ...driven } },
      connections: {
        EE: { from: 'E', to: 'E', receptor: 'exc', ...late(3, 0.5) },
        EI: { from: 'E', to: 'I', receptor: 'exc', ...late(3, 0.5) },
        IE: { from: 'I', to: 'E', receptor: 'inh', ...late(2, -1.5) },
        II: { from: 'I', to: 'I', receptor: 'inh', ...late(2, -1.5) },
      },
    });
    expect(brunelRegimes).toEqual({
      regular: { g: 3, eta: 2 },
      fast: { g: 6, eta: 4 },
      asynchronous: { g: 5, eta: 2 },
      slow: { g: 4.5, eta: 0.9 },
    });
  });

  test('polychronization', () => {
    const net = polychronization({
      excitatory: 6,
      inhibitory: 3,
      synapses: 3,
      exc: 4,
      inh: 2,
      most: 8,
      delay: 3,
      aPlus: 0.2,
      aMinus: 0.3,
      rate: 5,
      dt: 0.5,
    });
    const neuron = (a: number, d: number) =>
      of('poissonDriven', { rate: 5, weight: 20, of: of('izhikevich', { a, d }) });
    const to = (degree: number, w: number) =>
      of('sparse', { pattern: of('fixedOutDegree', { degree }), w: weights(w) });
    const drawn = of('clipped', { min: 0.5, of: of('uniform', { min: 0.25, max: 3.25 }) });
    const rule = of('bounded', {
      min: 0,
      max: 8,
      of: of('accumulated', { of: of('pairStdp', { aPlus: 0.2, aMinus: 0.3 }) }),
    });
    expect(parts(orThrow(net))).toMatchObject({
      dt: 0.5,
      layers: { E: { n: 6, ...neuron(0.02, 8) }, I: { n: 3, ...neuron(0.1, 2) } },
      connections: {
        // Targets of both kinds in proportion to their numbers.
        EE: { ...of('delayed', { delay: drawn, pairing: 'arrival', of: to(2, 4) }), rule },
        EI: { ...of('delayed', { delay: drawn, pairing: 'arrival', of: to(1, 4) }), rule },
        IE: of('delayed', { delay: 0.5, pairing: 'firing', of: to(3, -2) }),
      },
    });
    expect(Object.is(weightOf(polychronization({ excitatory: 6, inhibitory: 3, synapses: 3, inh: 0 })), 0)).toBe(true);
  });

  /** The weight of inhibition. */
  const weightOf = (net: ReturnType<typeof polychronization>): unknown =>
    JSON.parse(JSON.stringify(orThrow(net).connections.IE.connection.term.params)).of.params.w.params.value;
});

test.each<readonly [string, AnyNetwork]>([
  ['coba', orThrow(coba({ neurons: 5 }))],
  ['cuba', orThrow(cuba({ neurons: 5 }))],
  ['vogelsSprekeler', orThrow(vogelsSprekeler({ neurons: 5 }))],
  ['brunel', orThrow(brunel({ excitatory: 20, inhibitory: 10 }))],
  ['polychronization', orThrow(polychronization({ excitatory: 6, inhibitory: 3, synapses: 3 }))],
  ['microcircuit', orThrow(microcircuit({ scale: 0.0005, inDegrees: 0.001 }))],
])('no two parts of %s draw from the same random numbers, and another seed draws others', (_, net) => {
  const text = JSON.stringify(parts(net));
  const keys = [...text.matchAll(/"seed":(\[\d+,\d+\])/g)].map(([, key]) => key);
  expect(keys.length).toBeGreaterThan(2);
  expect(new Set(keys).size).toBe(keys.length);
});
