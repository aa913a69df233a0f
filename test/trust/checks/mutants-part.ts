import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { BaseSequencer, createVitest, type TestSpecification } from 'vitest/node';

/** A file as it is to be, and the test files that are run then, in this order up to the first failure; without any it is only written. */
export interface Task {
  readonly file: string;
  readonly code: string;
  readonly tests: readonly string[];
}

/** The test files that failed; told in one line for each task. */
export interface Verdict {
  readonly failed: readonly string[];
}

class AsGiven extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

const home = process.argv[2]!;
const failed = new Set<string>();
// One process for all mutants: it keeps what it has compiled of files that do not change.
const vitest = await createVitest('test', {
  root: home,
  watch: false,
  project: ['node'],
  maxWorkers: 1,
  bail: 1,
  // How long tests of a mutant take says nothing of them.
  cache: false,
  sequence: { sequencer: AsGiven },
  reporters: [
    {
      onTestModuleEnd: (module) => {
        if (module.state() === 'failed') failed.add(relative(home, module.moduleId));
      },
    },
  ],
});
await vitest.standalone();
const [project] = vitest.projects;

const failing = async (tests: readonly string[]): Promise<readonly string[]> => {
  failed.clear();
  const specifications = tests.map((test) => project!.createSpecification(join(home, test)));
  // Its modules are those of all runs so far.
  const { unhandledErrors } = await vitest.runTestSpecifications(specifications);
  return failed.size === 0 && unhandledErrors.length > 0 ? tests : [...failed];
};

for await (const line of createInterface({ input: process.stdin })) {
  const { file, code, tests } = JSON.parse(line) as Task;
  const path = join(home, file);
  if (readFileSync(path, 'utf8') !== code) {
    writeFileSync(path, code);
    vitest.invalidateFile(path);
  }
  const verdict: Verdict = { failed: tests.length === 0 ? [] : await failing(tests) };
  process.stdout.write(`verdict ${JSON.stringify(verdict)}\n`);
}
await vitest.close();
