import { execFileSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { scaled, type Check, type Line } from '../check.js';
import { equivalentOf } from '../equivalent.js';
import { functionAround, mutated } from '../mutate.js';
import { grouped, quickTests, testsNear, type Timed } from '../nearness.js';
import { reachOf } from '../reach.js';
import { sampled, shown, type Sample } from './mutant-samples.js';
import { tester, type Tester } from './mutant-tester.js';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** Parts of src, and how many of their mutants have to be caught. */
const parts = [
  { name: 'core, models, io and eager', least: 0.9, has: /^src\/(core|models|io|node|backends\/eager)\// },
  { name: 'the other backends, plots and sweeps', least: 0.8, has: /^src\/(plot|sweep|backends\/(?!eager))/ },
];

/** What takes longer is not asked what it calls, s: it may call anything. */
const longestAsked = 4;

/** How long a sample takes at most: it is in random order, so the first of it are one too. */
const minutes = 30;

/**
 * What becomes of a mutant. Tests that have not ended after 20 s and five times their time (more on a busy machine) never will. A test
 * that fails without the change too has not noticed it: those that do not are `sound`.
 */
const verdictOf = async (
  { failing }: Tester,
  { file, code, mutant }: Sample,
  tests: readonly Timed[],
  sound: Set<string>,
): Promise<string> => {
  const changed = mutated(code, mutant);
  try {
    for (const group of grouped(tests)) {
      const seconds = group.reduce((sum, one) => sum + 5 * one.seconds, 20);
      const wait = 1000 * seconds * Math.max(1, loadavg()[0]! / availableParallelism());
      const failed = await failing({ file, code: changed, tests: group.map(({ test }) => test) }, wait);
      if (failed === undefined) return 'never ends';
      if (failed.length === 0) continue;
      if (failed.some((test) => sound.has(test))) return 'caught';
      const anyway = await failing({ file, code, tests: failed }, wait);
      if (anyway?.length !== 0) return `${failed.join(', ')} fails without it too`;
      failed.forEach((test) => sound.add(test));
      return 'caught';
    }
    return 'SURVIVED';
  } finally {
    await failing({ file, code, tests: [] }, 60_000);
  }
};

/** What became of some mutants that were tried, on all cores, before so many minutes were over. */
interface Tried {
  readonly caught: number;
  /** No test can notice them. */
  readonly equivalent: readonly Line[];
  readonly survivors: readonly Line[];
}

const tried = async (
  samples: readonly Sample[],
  testsFor: (sample: Sample) => readonly Timed[],
  minutes: number,
  tell: (line: string) => void,
): Promise<Tried> => {
  const end = performance.now() + 60_000 * minutes;
  const [equivalent, survivors]: [Line[], Line[]] = [[], []];
  const sound = new Set<string>();
  let caught = 0;
  const left = samples.entries();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      const own = tester();
      try {
        for (const [place, sample] of left) {
          if (performance.now() > end) return;
          const verdict = await verdictOf(own, sample, testsFor(sample), sound);
          const reason = equivalentOf(sample)?.reason;
          const what = shown(sample);
          if (['caught', 'never ends'].includes(verdict)) caught++;
          else if (reason === undefined) survivors.push({ what, times: 1, result: verdict.toLowerCase() });
          else equivalent.push({ what, times: 1, result: `equivalent: ${reason}` });
          tell(`${place + 1} of ${samples.length} ${verdict}: ${what}`);
        }
      } finally {
        own.close();
      }
    }),
  );
  return { caught, equivalent, survivors };
};

export const mutants: Check = {
  name: 'mutants',
  title: 'Mutants',
  about:
    'Small changes of src that compile (another operator, a condition that always or never holds, another number, a statement less), drawn at random; the tests\n' +
    'have to fail, or never end, for 90 % of those in core, models, io and `eager`, and for 80 % of the others. Only about a minute of tests runs: those that\n' +
    'call the changed function, and of these those nearest to its file (that say its names, or those of files that import it) first, so the whole suite catches\n' +
    'at least as many. A test that fails without the change too has not noticed it. Survivors are listed. Those that no test could notice, as all results\n' +
    'stay the same, are equivalent and not counted among those to be caught: `test/trust/equivalents` names each, with the reason.',
  measure: async ({ effort, seed, tell }) => {
    const files = execFileSync('git', ['ls-files', 'src/**/*.ts'], { cwd: root, encoding: 'utf8' })
      .split('\n')
      .filter((file) => file !== '' && !file.endsWith('.d.ts'));
    const lines: Line[] = [];
    const failures: string[] = [];
    const start = performance.now();
    const tests = quickTests();
    const near = testsNear(tests);
    const asked = tests.filter(({ seconds }) => seconds <= longestAsked);
    const long = tests.filter((test) => !asked.includes(test));
    tell(`which of ${asked.length} test files call which functions`);
    const callers = reachOf(asked.map(({ test }) => test));
    const testsFor = ({ file, code, mutant }: Sample): readonly Timed[] => {
      const changed = functionAround(code, mutant.start);
      const calling = changed === undefined ? new Set<string>() : callers(file, changed);
      // What only loading a file runs is asked of all tests.
      return near(file, calling.size === 0 ? undefined : new Set([...calling, ...long.map(({ test }) => test)]));
    };
    const left = effort * minutes - (performance.now() - start) / 60_000;
    for (const { name, least, has } of parts) {
      const samples = sampled(
        files.filter((file) => has.test(file)),
        scaled(effort, 100),
        seed,
      );
      const { caught, equivalent, survivors } = await tried(samples, testsFor, left / parts.length, tell);
      const all = caught + survivors.length;
      lines.push({
        what: `mutants of ${name}`,
        times: all + equivalent.length,
        result: `${caught} of ${all} caught, ${((100 * caught) / all).toFixed(0)} %; ${equivalent.length} equivalent`,
      });
      lines.push(...survivors, ...equivalent);
      if (caught < least * all) failures.push(`${name}: ${caught} of ${all} caught`);
    }
    return { lines, failures };
  },
};
