import * as fc from 'fast-check';
import { remembered } from '../../src/core/record.js';

/**
 * The same arbitrary, of which each value is drawn once: laws that draw it with the same luck, one after the other and on one backend after
 * the other, try the very same values, and what backends compile for these is compiled once.
 */
export const drawnOnce = <A>(of: fc.Arbitrary<A>): fc.Arbitrary<A> => {
  const known = new Map<string, fc.Value<A>>();
  const drawn: Pick<fc.Arbitrary<A>, 'generate' | 'canShrinkWithoutContext' | 'shrink'> = {
    generate: (random, bias) => {
      const own = random.clone();
      // What is drawn after it depends on no more than its place, whether the value is known or not.
      random.nextInt();
      return remembered(known, `${own.getState()!.join()} ${bias}`, () => of.generate(own, bias));
    },
    canShrinkWithoutContext: (value): value is A => of.canShrinkWithoutContext(value),
    shrink: (value, context) => of.shrink(value, context),
  };
  return Object.assign(Object.create(fc.Arbitrary.prototype) as fc.Arbitrary<A>, drawn);
};
