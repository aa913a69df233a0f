import { shown } from '../../core/faults/shown.js';
import { fault, type LocalFault } from '../../core/faults/errors.js';

/** A name that nothing has, with those that there are, and the one that was probably meant, or else another cure. */
export const unknownName = (what: string, known: readonly string[], name: string, otherwise = ''): LocalFault => {
  const near = nearest(known, name);
  const cure = near === undefined ? otherwise : ` (did you mean '${near}'?)`;
  const want = known.length === 0 ? 'it takes none' : `one of ${known.join(', ')}`;
  return fault('Unknown', what, `${want}${cure}`, shown(name));
};

const nearest = (known: readonly string[], name: string): string | undefined =>
  known
    // Names of other lengths are other names, and a text of a megabyte takes long to compare.
    .filter((other) => Math.abs(other.length - name.length) <= mostApart(other, name))
    .map((other) => [other, distance(name.toLowerCase(), other.toLowerCase())] as const)
    // Names of one letter that differ have nothing in common.
    .filter(([other, away]) => away <= mostApart(other, name) && away < Math.max(name.length, other.length))
    .sort(([, a], [, b]) => a - b)[0]?.[0];

/** How many letters of a name may be wrong: a third of them. */
const mostApart = (a: string, b: string): number => Math.max(1, Math.floor(Math.max(a.length, b.length) / 3));

/** How many letters have to be put in, left out or changed to make one word the other. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++)
    row = row.reduce<number[]>(
      (next, above, j) =>
        j === 0 ? [i] : [...next, Math.min(above + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))],
      [],
    );
  return row[b.length]!;
};
