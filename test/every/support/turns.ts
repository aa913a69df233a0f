import { isLarge, type Case } from './cases.js';

/**
 * Cases, each with the backends that it runs on. The networks of a word take turns, so that each backend runs every word, and the
 * first network that learns from a batch is not always on the same one; the only network of a word runs on all, but one that takes long to
 * compile on one.
 */
export const inTurns = <B>(
  cases: readonly Case[],
  backends: readonly B[],
): readonly (readonly [name: string, of: Case, on: readonly B[]])[] => {
  const wordOf = ({ name }: Case): string => name.split(',')[0]!;
  const words = [...new Set(cases.map(wordOf))];
  return words.flatMap((word, turn) => {
    const own = cases.filter((of) => wordOf(of) === word);
    const turns = own.some(({ net }) => isLarge(net)) ? backends.length : own.length;
    return own.map((of, place) => [of.name, of, backends.filter((_, k) => (k + turn) % turns === place)] as const);
  });
};
