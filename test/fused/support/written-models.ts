import * as fc from 'fast-check';
import type { AnyModel } from '../../../src/authoring.js';
import { numberIn, wholeIn } from '../../support/arbitraries.js';
import { execute } from './graphs.js';
import { asFloat, counter, lastOf, lines, tamed } from './written.js';

/** Any expressions of the input, noise, windows, what is learned, and a voltage. */
export const anyModels: fc.Arbitrary<AnyModel> = fc
  .record({
    lines,
    noise: fc.constantFrom('row' as const, 'neuron' as const, undefined),
    own: fc.subarray(['n', 'theta', 'past', 'seen'] as const),
    thresh: numberIn(-1, 3),
    leak: numberIn(0, 1),
    way: fc.nat(3),
    window: wholeIn(1, 4),
  })
  .map(({ lines: all, noise, own, thresh, leak, way, window }): AnyModel => {
    const inits = { n: 0.5, theta: 0.25, past: { window, of: 0 }, seen: { window, of: false } } as const;
    return {
      term: { name: 'written', params: {} },
      init: { v: 0, x: 0, s: false, ...Object.fromEntries(own.map((name) => [name, inits[name]])) },
      ...(own.includes('theta') && { learned: ['theta'] }),
      ...(noise !== undefined && { noise }),
      step: (A, vars, input, _dt, u) => {
        const { v, x, s } = vars as Readonly<Record<'v' | 'x' | 's', typeof input>>;
        const { shape } = A.type(v);
        const drawn = noise === undefined ? [] : [u];
        const given = [A.constant(counter), ...own.map((name) => vars[name]!), s, x, ...drawn, v, input];
        const values = execute(A, all, given);
        const results = values.slice(given.length);
        const found = asFloat(A, lastOf(A, results, shape, false) ?? input);
        const charged = tamed(A, A.add(A.mul(leak, v), way % 2 === 0 ? found : A.add(A.mul(0.1, found), input)), 50);
        const level = own.includes('theta') ? A.add(vars['theta']!, thresh) : thresh;
        const spikes = A.ge(charged, level);
        const fired = way < 2 ? spikes : A.and(spikes, lastOf(A, results, shape, true) ?? spikes);
        const next: Record<string, typeof input> = {
          v: A.where(fired, 0, charged),
          x: A.where(fired, 1, A.mul(x, 0.75)),
          s: fired,
        };
        if (own.includes('n')) next['n'] = tamed(A, asFloat(A, lastOf(A, results, shape, false) ?? vars['n']!), 100);
        if (own.includes('theta')) {
          const mean = A.div(A.sum(A.mul(fired, 0.5), [0]), shape[0]!);
          next['theta'] = A.add(A.mul(vars['theta']!, 0.9), A.reshape(mean, shape.slice(1)));
        }
        if (own.includes('past')) next['past'] = A.shiftIn(vars['past']!, way === 1 ? fired : charged);
        if (own.includes('seen')) next['seen'] = A.shiftIn(vars['seen']!, fired);
        return next;
      },
    };
  });
