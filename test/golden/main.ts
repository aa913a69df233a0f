import { parseArgs } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { backend, explain, type Backend } from '../../src/index.js';
import { failed } from './case.js';
import { casesUnder, ownCases, type Found } from './files.js';
import { playCase } from './play.js';

/**
 * `npm run golden -- [--backend NAME]... [PATH...]`: plays every case found in files and folders, or those of the repository, on one backend
 * after the other, and says of each how many passed; exit code 0 only if none failed.
 */
const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    options: { backend: { type: 'string', multiple: true, default: ['eager'] } },
    allowPositionals: true,
  });
  const found = casesUnder(positionals.length === 0 ? [ownCases] : positionals);
  if (found.length === 0)
    return complain('usage: npm run golden -- [--backend NAME]... [PATH...] (files or folders of golden cases)');
  const chosen = E.sequenceArray(await Promise.all(values.backend.map((name) => backend(name))));
  if (E.isLeft(chosen)) return complain(chosen.left.map(explain).join('\n'));
  const codes: number[] = [];
  for (const one of chosen.right) codes.push(await playAll(one, found));
  return Math.max(...codes);
};

const playAll = async (on: Backend, found: readonly Found[]): Promise<number> => {
  let good = 0;
  for (const { path, golden } of found) {
    const verdict = typeof golden === 'string' ? failed(golden) : await playCase(on, golden);
    if (verdict.passed) good++;
    else console.log(`${path}${typeof golden === 'string' ? '' : ` ${golden.name}`} on ${on.name}\n    ${verdict.why}`);
  }
  console.log(`${good} passed, ${found.length - good} failed`);
  return good === found.length ? 0 : 1;
};

const complain = (text: string): number => {
  console.error(text);
  return 2;
};

process.exitCode = await main().catch((error: unknown) =>
  complain(error instanceof Error ? error.message : String(error)),
);
