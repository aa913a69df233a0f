import * as E from 'fp-ts/lib/Either.js';
import { fault, thrown, type LocalFault } from '../../core/faults/errors.js';
import type { Json } from './json.js';

/** The deepest nesting of records and arrays: far more than any network needs, far less than any stack holds. */
export const deepest = 200;

/**
 * Reads JSON strictly: a key that is given twice, a key `__proto__`, and deep nesting are faults; `JSON.parse` would take them.
 */
export const parse = (text: string, what: string): E.Either<LocalFault, Json> => {
  const strange = strangeness(text);
  if (strange !== undefined) return E.left(fault('Data', what, ...strange));
  try {
    return E.right(JSON.parse(text) as Json);
  } catch (error) {
    return E.left(fault('Data', what, 'JSON', thrown(error)));
  }
};

/** The first such fault of a text. */
const strangeness = (text: string): readonly [want: string, got: string] | undefined => {
  // For each record or array that is open, the keys so far.
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '[') {
      open.push(new Set());
      if (open.length > deepest) return [`at most ${deepest} deep`, `more at character ${at}`];
    } else if (char === '}' || char === ']') open.pop();
    else if (char === '"') {
      const end = closing(text, at);
      const key = afterSpace(text, end + 1) === ':' ? keyIn(text.slice(at, end + 1)) : undefined;
      if (key === '__proto__') return ['without the key __proto__', `one at character ${at}`];
      if (key !== undefined && open.at(-1)?.has(key))
        return ['without a key given twice', `'${key}' at character ${at}`];
      if (key !== undefined) open.at(-1)?.add(key);
      at = end;
    }
  }
  return undefined;
};

/** Where the string that begins here ends; an unfinished one ends with the text. */
const closing = (text: string, begin: number): number => {
  for (let at = begin + 1; at < text.length; at++)
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  return text.length;
};

const afterSpace = (text: string, from: number): string | undefined => {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text[at]!)) at++;
  return text[at];
};

/** A key without its escapes: `"\u0061"` is `a`. */
const keyIn = (quoted: string): string => {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    // Not JSON: parsing the whole text reports it.
    return quoted;
  }
};
