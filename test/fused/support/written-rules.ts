import * as fc from 'fast-check';
import type { AnyRule, Over } from '../../../src/authoring.js';
import { execute } from './graphs.js';
import { asFloat, counter, lastOf, lines, tamed } from './written.js';

/** Any expressions of the layers, the weights and variables of its own. */
export const anyRules: fc.Arbitrary<AnyRule> = fc
  .record({
    lines,
    over: fc.constantFrom<Over>('sum', 'mean', 'max'),
    swapped: fc.boolean(),
    tame: fc.constantFrom(true, true, false),
    way: fc.nat(3),
    own: fc.subarray(['ofPre', 'ofPost', 'ofSynapse'] as const),
  })
  .map(({ lines: all, over, swapped, tame, way, own }): AnyRule => {
    const places = { ofPre: 'pre', ofPost: 'post', ofSynapse: 'synapse' } as const;
    return {
      term: { name: 'written', params: {} },
      init: Object.fromEntries(own.map((name) => [name, places[name]])),
      step: (A, vars, { pre, post, reward, correlate }) => {
        const w = vars['w']!;
        const common = swapped ? correlate(pre['x']!, post['s']!, over) : correlate(pre['s']!, post['x']!, over);
        const given = [
          A.constant(counter),
          ...own.map((name) => vars[name]!),
          pre['x']!,
          pre['s']!,
          post['x']!,
          post['s']!,
          reward,
          w,
          common,
        ];
        const values = execute(A, all, given);
        const results = values.slice(given.length);
        const next = asFloat(
          A,
          lastOf(A, results, A.type(w).shape, false) ?? lastOf(A, results, A.type(w).shape, true) ?? common,
        );
        const moved = [
          () => A.add(w, A.mul(0.25, next)),
          () => A.sub(w, A.mul(A.sub(w, 1), next)),
          () => A.where(A.gt(next, 0.5), A.mul(w, 0.5), w),
          () => next,
        ][way]!();
        const kept = Object.fromEntries(
          own.map((name) => {
            const before = vars[name]!;
            const after = lastOf(A, values, A.type(before).shape, false);
            return [name, after === undefined ? before : tamed(A, asFloat(A, after), 1e6)];
          }),
        );
        return { ...kept, w: tame ? tamed(A, moved, 100) : moved };
      },
    };
  });
