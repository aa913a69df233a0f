import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Case } from './case.js';

/** A case with where it was found, or why there is none. */
export interface Found {
  readonly path: string;
  readonly golden: Case | string;
}

/** The cases that the repository holds, an area a file. */
export const ownCases: string = join(import.meta.dirname, 'cases');

/** All cases in files (`.json`: one; `.jsonl.gz`: one in each line) and in folders of such, in the order of their names. */
export const casesUnder = (paths: readonly string[]): readonly Found[] =>
  paths.flatMap((path) => {
    if (statSync(path).isDirectory())
      return casesUnder(
        readdirSync(path)
          .sort()
          .map((name) => join(path, name)),
      );
    if (path.endsWith('.json')) return [{ path, golden: read(() => readFileSync(path, 'utf8')) }];
    if (!path.endsWith('.jsonl.gz')) return [];
    return gunzipSync(readFileSync(path))
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line, place) => ({ path: `${path}:${place + 1}`, golden: read(() => line) }));
  });

const read = (text: () => string): Case | string => {
  try {
    return JSON.parse(text()) as Case;
  } catch (error) {
    return `not a case: ${String(error)}`;
  }
};
