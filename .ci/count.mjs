// Counts what CI ran, and fails what did not run. Each function takes what a tool left behind and gives
// { passed, failed, why }: `why` has a line for every failure that is not a failed test, so that nothing fails unexplained.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * The result of the README's test command. `report` is vitest's JSON (undefined: it left none), `exitCode` the command's,
 * `files` the test files of the repository (relative), `least` how many tests have to be there. vitest's JSON alone says
 * `success: true` where a project could not start or a promise was rejected after its test.
 */
export const countTests = ({ report, exitCode, files, least }) => {
  if (report === undefined) return { passed: 0, failed: 1, why: ['npm test left no report'] };
  const { numPassedTests, numFailedTests, numPendingTests = 0, numTodoTests = 0, testResults } = report;
  const ran = (file) =>
    testResults.some(
      ({ name, assertionResults }) => name.replaceAll('\\', '/').endsWith(`/${file}`) && assertionResults.length > 0,
    );
  const absent = files.filter((file) => !ran(file));
  const skipped = numPendingTests + numTodoTests;
  const total = numPassedTests + numFailedTests;
  const why = [
    ...absent.map((file) => `${file} did not run`),
    ...(skipped > 0 ? [`${skipped} tests were skipped; CI skips none`] : []),
    ...(total < least ? [`${total} tests ran, want at least ${least} (.ci/least.json)`] : []),
  ];
  const unexplained = exitCode !== 0 && numFailedTests === 0 && why.length === 0;
  return {
    passed: numPassedTests,
    failed: numFailedTests + why.length + (unexplained ? 1 : 0),
    why: unexplained ? [`npm test ended with exit code ${exitCode}, though no test failed (see its output)`] : why,
  };
};

/** The result of a golden run by its last line, for a folder of so many cases of which at least so many have to be there. */
export const countGolden = ({ line, exitCode, cases, least }) => {
  const found = /^(\d+) passed, (\d+) failed$/.exec(line ?? '');
  if (found === null) return { passed: 0, failed: 1, why: [`no golden case was played (exit code ${exitCode})`] };
  const [passed, failed] = [Number(found[1]), Number(found[2])];
  const why = [
    ...(passed + failed < cases ? [`${passed + failed} of ${cases} golden cases were played`] : []),
    ...(cases < least ? [`${cases} golden cases are there, want at least ${least} (.ci/least.json)`] : []),
    ...(exitCode !== 0 && failed === 0 ? [`the golden run ended with exit code ${exitCode}`] : []),
  ];
  return { passed, failed: failed + why.length, why };
};

const jsonIn = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

// node .ci/count.mjs tests REPORT EXIT_CODE LEAST < files; node .ci/count.mjs golden LINE EXIT_CODE CASES LEAST
const main = ([kind, ...args]) => {
  const result =
    kind === 'tests'
      ? countTests({
          report: jsonIn(args[0]),
          exitCode: Number(args[1]),
          least: Number(args[2]),
          files: readFileSync(0, 'utf8').split('\n').filter(Boolean),
        })
      : countGolden({ line: args[0], exitCode: Number(args[1]), cases: Number(args[2]), least: Number(args[3]) });
  result.why.forEach((line) => console.error(`FAILED: ${line}`));
  console.log(result.passed, result.failed);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
