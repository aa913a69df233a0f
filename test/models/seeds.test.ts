import { describe, expect, test } from 'vitest';
import {
  bernoulli,
  diehlAndCook2015,
  filled,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  gridPositions,
  initial,
  izhikevichPopulation,
  locallyConnectedNetwork,
  normal,
  orThrow,
  pairwise,
  poisson,
  poissonIntervals,
  randomPositions,
  uniform,
  type AnyNetwork,
  type Pattern,
  type Source,
} from '../../src/index.js';
import {
  brunel,
  coba,
  cuba,
  microcircuit,
  polychronization,
  songMillerAbbott,
  vogelsSprekeler,
} from '../../src/biology.js';
import { shuffled } from '../../src/data.js';
import { poissonApprox } from '../../src/bindsnet.js';

type Numbers = ArrayLike<number> | undefined;

/** One number of many and their places: it differs where any of them does. */
const told = (...all: readonly Numbers[]): number => {
  let sum = 0;
  let place = 0;
  for (const numbers of all) for (const value of Array.from(numbers ?? [])) sum += value * Math.sin(++place);
  return Number(sum.toPrecision(6));
};

const ofPattern = ({ pre, post }: Pattern): number => told(pre, post);
const ofSource = (source: Source): number => told(...Array.from(source(1), ({ data }) => data));

/** All that a network starts with, and who is joined to whom, after how long. */
const ofNetwork = (net: AnyNetwork): number => {
  const { layers, connections } = initial(net);
  return told(
    ...[...Object.values(layers), ...Object.values(connections)].flatMap((part) =>
      Object.values(part).map(({ data }) => data),
    ),
    ...Object.values(net.connections).flatMap(({ connection: { ends, delays } }) => [
      ends?.pre.data,
      ends?.post.data,
      delays?.data,
    ]),
  );
};

const seed = 2015;
const line = gridPositions([20]);
const rates = filled([9], 150);
const { a, b, c, d, lateral } = izhikevichPopulation(seed, 12);

describe('a seed draws the same in every version', () => {
  test('weights, patterns and positions', () => {
    expect({
      uniform: told(uniform(seed)([40]).data),
      normal: told(normal(seed)([40]).data),
      'normal, long': told(normal(seed)([2500]).data),
      fixedProbability: ofPattern(fixedProbability(seed, 0.2)(20, 30)),
      fixedInDegree: ofPattern(fixedInDegree(seed, 3)(20, 30)),
      fixedOutDegree: ofPattern(fixedOutDegree(seed, 3, { autapses: false })(20, 30)),
      fixedTotalNumber: ofPattern(fixedTotalNumber(seed, 70)(20, 30)),
      'fixedTotalNumber, most': ofPattern(fixedTotalNumber(seed, 500)(20, 30)),
      'fixedTotalNumber, several': ofPattern(fixedTotalNumber(seed, 70, { multapses: true })(20, 30)),
      pairwise: ofPattern(pairwise(seed, line, line, 'gaussian', { peak: 0.7, scale: 3 })(20, 20)),
      randomPositions: told(randomPositions(seed, 20, [1, 3]).data),
      shuffled: told(
        shuffled(
          seed,
          Array.from({ length: 50 }, (_, k) => k),
        ),
      ),
    }).toEqual({
      uniform: 1.05007,
      normal: -3.28337,
      'normal, long': -12.3338,
      fixedProbability: -93.7095,
      fixedInDegree: 87.6952,
      fixedOutDegree: 65.538,
      fixedTotalNumber: -14.2448,
      'fixedTotalNumber, most': 114.626,
      'fixedTotalNumber, several': 26.9292,
      pairwise: 1.48871,
      randomPositions: 0.0729506,
      shuffled: -87.8522,
    });
  });

  test('spikes', () => {
    expect({
      bernoulli: ofSource(bernoulli(seed, filled([9], 0.3), 40)),
      poisson: ofSource(poisson(seed, rates, 60)),
      poissonApprox: ofSource(poissonApprox(seed, rates, 40)),
      poissonIntervals: ofSource(poissonIntervals(seed, rates, 60)),
      'poissonIntervals, long': ofSource(poissonIntervals(seed, filled([9], 0.4), 5000)),
    }).toEqual({
      bernoulli: -11.2735,
      poisson: 0.192766,
      poissonApprox: -8.38495,
      poissonIntervals: -8.79719,
      'poissonIntervals, long': 0.158195,
    });
  });

  test('networks', () => {
    expect({
      izhikevichPopulation: told(a.data, b.data, c.data, d.data, lateral.data),
      diehlAndCook2015: ofNetwork(orThrow(diehlAndCook2015({ inputs: [6], neurons: 3, seed }))),
      locallyConnectedNetwork: ofNetwork(
        orThrow(locallyConnectedNetwork({ inputs: [4, 4], kernel: 2, stride: 2, filters: 2, seed })),
      ),
      cuba: ofNetwork(orThrow(cuba({ neurons: 60, probability: 0.1, seed }))),
      coba: ofNetwork(orThrow(coba({ neurons: 60, probability: 0.1, seed }))),
      vogelsSprekeler: ofNetwork(orThrow(vogelsSprekeler({ neurons: 60, probability: 0.1, seed }))),
      brunel: ofNetwork(orThrow(brunel({ excitatory: 40, inhibitory: 10, seed }))),
      microcircuit: ofNetwork(orThrow(microcircuit({ scale: 0.003, inDegrees: 0.003, seed }))),
      polychronization: ofNetwork(orThrow(polychronization({ excitatory: 20, inhibitory: 5, synapses: 4, seed }))),
      songMillerAbbott: ofNetwork(orThrow(songMillerAbbott())),
    }).toEqual({
      izhikevichPopulation: -13.2004,
      diehlAndCook2015: -168.81,
      locallyConnectedNetwork: -99.5113,
      cuba: -203.338,
      coba: -204.618,
      vogelsSprekeler: 281.397,
      brunel: -33.3825,
      microcircuit: 592.567,
      polychronization: -43.8443,
      songMillerAbbott: -47.132,
    });
  });
});
