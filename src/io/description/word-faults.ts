import { isRecord } from '../../core/faults/options.js';
import { unless } from '../../core/faults/refuse.js';
import { shown } from '../../core/faults/shown.js';
import { fault, type LocalFault } from '../../core/faults/errors.js';
import type { Entry } from '../../models/parameters/entry.js';

/** The faults of a vocabulary that holds others than entries, most often constructors, or two of one name: which is meant? */
export const wordFaults = (words: unknown): readonly LocalFault[] => {
  if (!Array.isArray(words))
    return [fault('Parameter', 'words', 'an array of entries, such as [...vocabulary, mine.entry]', shown(words))];
  const strange = words.flatMap((word: unknown, place) =>
    unless(isEntry(word), 'Parameter', `word ${place}`, 'an entry, such as mine.entry', shown(word)),
  );
  return strange.length > 0 ? strange : sameNames(words as readonly Entry[]);
};

/** Words that have the name of another one before them. The same word may come again. */
const sameNames = (words: readonly Entry[]): readonly LocalFault[] => {
  const known = new Map<string, Entry>();
  return words.flatMap((word, place) => {
    const { kind, name } = word;
    const before = known.get(`${kind} ${name}`) ?? word;
    known.set(`${kind} ${name}`, before);
    const want = 'of a name that no other of its kind has (another name, or the vocabulary without that one)';
    return unless(before === word, 'Name', `word ${place}`, want, `a second ${kind} '${name}'`);
  });
};

const isEntry = (word: unknown): boolean =>
  isRecord(word) &&
  typeof word['kind'] === 'string' &&
  typeof word['name'] === 'string' &&
  typeof word['make'] === 'function';
