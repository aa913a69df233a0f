import { parseArgs } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { backend, explain, type Backend } from 'spikefold';
import { failed } from './case.js';
import { casesUnder, ownCases, type Found } from './files.js';
import { playCase } from './play.js';

/** Where a command writes its lines. */
export interface Output {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * `npm run golden -- [--backend NAME]... [PATH...]`: plays every case found in files and folders, or those of the repository, on one backend
 * after the other, and says of each how many passed; exit code 0 only if none failed.
 */
export const command = async (argv: readonly string[], output: Output): Promise<number> => {
  try {
    return await played(argv, output);
  } catch (error) {
    return refused(output, error instanceof Error ? error.message : String(error));
  }
};

const played = async (argv: readonly string[], output: Output): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { backend: { type: 'string', multiple: true, default: ['eager'] } },
    allowPositionals: true,
  });
  const found = casesUnder(positionals.length === 0 ? [ownCases] : positionals);
  if (found.length === 0)
    return refused(output, 'usage: npm run golden -- [--backend NAME]... [PATH...] (files or folders of golden cases)');
  const chosen = E.sequenceArray(await Promise.all(values.backend.map((name) => backend(name))));
  if (E.isLeft(chosen)) return refused(output, chosen.left.map(explain).join('\n'));
  const codes: number[] = [];
  for (const one of chosen.right) codes.push(await playAll(one, found, output));
  return Math.max(...codes);
};

const playAll = async (on: Backend, found: readonly Found[], { say }: Output): Promise<number> => {
  let good = 0;
  for (const { path, golden } of found) {
    const verdict = typeof golden === 'string' ? failed(golden) : await playCase(on, golden);
    if (verdict.passed) good++;
    else say(`${path}${typeof golden === 'string' ? '' : ` ${golden.name}`} on ${on.name}\n    ${verdict.why}`);
  }
  say(`${good} passed, ${found.length - good} failed`);
  return good === found.length ? 0 : 1;
};

const refused = ({ complain }: Output, text: string): number => {
  complain(text);
  return 2;
};
