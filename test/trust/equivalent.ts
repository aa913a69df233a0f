import type { Equivalent } from './equivalents/entry.js';
import { inCore } from './equivalents/core.js';
import { inIo } from './equivalents/io.js';
import { inModels } from './equivalents/models.js';
import { inOthers } from './equivalents/others.js';
import { mutated, type Mutant } from './mutate.js';

/** All that are known. */
export const equivalents: readonly Equivalent[] = [...inCore, ...inModels, ...inIo, ...inOthers];

/** The entry of a mutant of a file with some code, if it is an equivalent one. */
export const equivalentOf = (one: {
  readonly file: string;
  readonly code: string;
  readonly mutant: Mutant;
}): Equivalent | undefined => {
  const changed = mutated(one.code, one.mutant);
  return equivalents.find(
    ({ file, code, becomes }) => file === one.file && one.code.replace(code, () => becomes) === changed,
  );
};
