import { isRecord } from '../../core/check/options.js';
import { unless } from '../../core/check/refuse.js';
import { shown } from '../../core/check/shown.js';
import { fault, type LocalFault } from '../../core/errors.js';

/** The faults of a vocabulary that holds others than entries: most often constructors. */
export const wordFaults = (words: unknown): readonly LocalFault[] =>
  Array.isArray(words)
    ? words.flatMap((word: unknown, place) =>
        unless(isEntry(word), 'Parameter', `word ${place}`, 'an entry, such as mine.entry', shown(word)),
      )
    : [fault('Parameter', 'words', 'an array of entries, such as [...vocabulary, mine.entry]', shown(words))];

const isEntry = (word: unknown): boolean =>
  isRecord(word) &&
  typeof word['kind'] === 'string' &&
  typeof word['name'] === 'string' &&
  typeof word['make'] === 'function';
