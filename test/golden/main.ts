import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { backend, explain } from '../../src/index.js';
import { failed, type Case } from './case.js';
import { playCase } from './play.js';

/** `npm run golden -- [--backend NAME] PATH...`: plays every case found; exit code 0 only if none failed. */

/** Files as they are, folders with all that is in them. */
const casesUnder = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? casesUnder(
          readdirSync(path)
            .sort()
            .map((name) => join(path, name)),
        )
      : path.endsWith('.json')
        ? [path]
        : [],
  );

/** A case, or why the file is none. */
const readCase = (path: string): Case | string => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Case;
  } catch (error) {
    return `not a case: ${String(error)}`;
  }
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    options: { backend: { type: 'string', default: 'eager' } },
    allowPositionals: true,
  });
  const chosen = await backend(values.backend);
  if (E.isLeft(chosen)) return complain(chosen.left.map(explain).join('\n'));
  const paths = casesUnder(positionals);
  if (paths.length === 0)
    return complain('usage: npm run golden -- [--backend NAME] PATH... (files or folders of golden cases)');
  let good = 0;
  for (const path of paths) {
    const golden = readCase(path);
    const verdict = typeof golden === 'string' ? failed(golden) : await playCase(chosen.right, golden);
    if (verdict.passed) good++;
    else console.log(`${path}\n    ${verdict.why}`);
  }
  console.log(`${good} passed, ${paths.length - good} failed`);
  return good === paths.length ? 0 : 1;
};

const complain = (text: string): number => {
  console.error(text);
  return 2;
};

process.exitCode = await main().catch((error: unknown) =>
  complain(error instanceof Error ? error.message : String(error)),
);
