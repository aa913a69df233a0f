import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { uniforms } from '../../../src/index.js';
import { mutantsOf, mutated, type Mutant } from '../mutate.js';
import { compiling } from './mutant-compiler.js';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** A mutant of a file. */
export interface Sample {
  readonly file: string;
  readonly code: string;
  readonly mutant: Mutant;
}

/** Some of all mutants of files that compile, each as likely as any other. */
export const sampled = (files: readonly string[], count: number, seed: number): readonly Sample[] => {
  const all = files.flatMap((file): readonly Sample[] => {
    const code = readFileSync(join(root, file), 'utf8');
    return mutantsOf(code).map((mutant) => ({ file, code, mutant }));
  });
  const order = uniforms(seed, 0, all.length);
  // More than half of all mutants compile.
  const some = all
    .map((sample, place) => ({ sample, key: order[place]! }))
    .toSorted((a, b) => a.key - b.key)
    .slice(0, 2 * count)
    .map(({ sample }) => sample);
  const compiles = compiling(some.map(({ file, code, mutant }) => ({ file, code: mutated(code, mutant) })));
  return some.filter((_, place) => compiles[place]).slice(0, count);
};

/** Where a mutant is, and of what kind. */
export const shown = ({ file, code, mutant }: Sample): string => {
  const line = code.slice(0, mutant.start).split('\n').length;
  return `${file}:${line}: ${mutant.kind}: \`${code.split('\n')[line - 1]!.trim().slice(0, 110)}\``;
};
