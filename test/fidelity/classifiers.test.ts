import { beforeAll, describe, expect, test } from 'vitest';
import { izhikevichPatterns } from '../../src/index.js';
import { patternNames, played, type PatternName, type Played } from './rows/izhikevich.js';
import { classifiers } from './support/classifiers.js';
import { traceOf } from './support/trace.js';

/** What a regular spiking neuron, the default of `izhikevich`, does under the same currents as well: it is an integrator of class 1. */
const common: ReadonlySet<PatternName> = new Set(['class1Excitable', 'spikeLatency', 'integrator']);
const regular = { a: 0.02, b: 0.2, c: -65, d: 8, rest: -70, thresh: 30 };

let all: readonly Played[] = [];
beforeAll(async () => {
  all = await played();
});

describe.each(patternNames)('%s', (name) => {
  const own = () => all.find((one) => one.name === name)!.trace;

  test('is seen in its own trace', () => {
    expect(classifiers[name](own())).toMatchObject({ shows: true });
  });

  test('is seen in a regular spiking neuron only where that is known', async () => {
    const trace = await traceOf({ ...izhikevichPatterns[name], params: regular });
    expect(classifiers[name](trace).shows).toBe(common.has(name));
  });

  test('is not seen where there are no spikes, or spikes at all times', () => {
    const always = own().v.map((_, step) => step * own().dt);
    expect(classifiers[name]({ ...own(), spikes: [] }).shows).toBe(false);
    expect(classifiers[name]({ ...own(), spikes: always.filter((_, step) => step % 8 === 0) }).shows).toBe(false);
  });
});
