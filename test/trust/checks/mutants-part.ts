import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createVitest } from 'vitest/node';

/** A changed file, and the test files that are run with it, in groups: a next one where all before it passed. */
export interface Task {
  readonly file: string;
  readonly code: string;
  readonly tests: readonly string[];
}

/** Whether tests failed; told in one line for each task. */
export interface Verdict {
  readonly failed: boolean;
}

const home = process.argv[2]!;
// One process for all mutants: it keeps what it has compiled of files that do not change.
const vitest = await createVitest('test', {
  root: home,
  watch: false,
  project: ['node'],
  maxWorkers: 1,
  bail: 1,
  reporters: [{}],
});
await vitest.standalone();

for await (const line of createInterface({ input: process.stdin })) {
  const { file, code, tests } = JSON.parse(line) as Task;
  const path = join(home, file);
  const before = readFileSync(path, 'utf8');
  if (before !== code) {
    writeFileSync(path, code);
    vitest.invalidateFile(path);
  }
  const specifications = await vitest.globTestSpecifications(tests.map((test) => join(home, test)));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const failed = unhandledErrors.length > 0 || testModules.some((module) => module.state() === 'failed');
  process.stdout.write(`verdict ${JSON.stringify({ failed } satisfies Verdict)}\n`);
}
await vitest.close();
