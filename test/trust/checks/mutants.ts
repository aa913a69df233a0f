import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { uniforms } from '../../../src/index.js';
import { scaled, type Check, type Line } from '../check.js';
import { mutantsOf, mutated, type Mutant } from '../mutate.js';
import { grouped, testsNear, type Timed } from '../nearness.js';
import { tester, type Tester } from './mutant-tester.js';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** Parts of src, and how many of their mutants have to be caught. */
const parts = [
  { name: 'core, models, io and eager', least: 0.9, has: /^src\/(core|models|io|node|backends\/eager)\// },
  { name: 'the other backends, plots and sweeps', least: 0.8, has: /^src\/(plot|sweep|backends\/(?!eager))/ },
];

/** How long a sample takes at most: it is in random order, so the first of it are one too. */
const minutes = 30;

/** A mutant of a file. */
interface Sample {
  readonly file: string;
  readonly code: string;
  readonly mutant: Mutant;
}

/** Some of all mutants of files, each as likely as any other. */
const sampled = (files: readonly string[], count: number, seed: number): readonly Sample[] => {
  const all = files.flatMap((file): readonly Sample[] => {
    const code = readFileSync(join(root, file), 'utf8');
    return mutantsOf(code).map((mutant) => ({ file, code, mutant }));
  });
  const order = uniforms(seed, 0, all.length);
  return all
    .map((sample, place) => ({ sample, key: order[place]! }))
    .toSorted((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ sample }) => sample);
};

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

const shown = ({ file, code, mutant }: Sample): string => {
  const line = code.slice(0, mutant.start).split('\n').length;
  return `${file}:${line}: ${mutant.kind}: \`${code.split('\n')[line - 1]!.trim().slice(0, 110)}\``;
};

/** How many of some mutants were tried, on all cores, before so many minutes were over, and what became of those that were not noticed. */
const tried = async (
  samples: readonly Sample[],
  minutes: number,
  tell: (line: string) => void,
): Promise<{ readonly count: number; readonly survivors: readonly Line[] }> => {
  const end = performance.now() + 60_000 * minutes;
  const survivors: Line[] = [];
  const sound = new Set<string>();
  let count = 0;
  const near = testsNear();
  const left = samples.entries();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      const own = tester();
      try {
        for (const [place, sample] of left) {
          if (performance.now() > end) return;
          const verdict = await verdictOf(own, sample, near(sample.file), sound);
          count++;
          if (!['caught', 'never ends'].includes(verdict))
            survivors.push({ what: shown(sample), times: 1, result: verdict.toLowerCase() });
          tell(`${place + 1} of ${samples.length} ${verdict}: ${shown(sample)}`);
        }
      } finally {
        own.close();
      }
    }),
  );
  return { count, survivors };
};

export const mutants: Check = {
  name: 'mutants',
  title: 'Mutants',
  about:
    'Small changes of src (another operator, a condition that always or never holds, another number, a statement less), drawn at random; the tests have to\n' +
    'fail, or never end, for 90 % of those in core, models, io and `eager`, and for 80 % of the others. Only the tests that are nearest to the changed file run\n' +
    '(those that say its names, or those of files that import it; about a minute of them), so the whole suite catches at least as many. A test that fails\n' +
    'without the change too has not noticed it. Survivors are listed; some of them change nothing that can be seen.',
  measure: async ({ effort, seed, tell }) => {
    const files = execFileSync('git', ['ls-files', 'src/**/*.ts'], { cwd: root, encoding: 'utf8' })
      .split('\n')
      .filter((file) => file !== '' && !file.endsWith('.d.ts'));
    const lines: Line[] = [];
    const failures: string[] = [];
    for (const { name, least, has } of parts) {
      const samples = sampled(
        files.filter((file) => has.test(file)),
        scaled(effort, 100),
        seed,
      );
      const { count, survivors } = await tried(samples, (effort * minutes) / parts.length, tell);
      const caught = count - survivors.length;
      lines.push({
        what: `mutants of ${name}`,
        times: count,
        result: `${caught} caught, ${((100 * caught) / count).toFixed(0)} %`,
      });
      lines.push(...survivors);
      if (caught < least * count) failures.push(`${name}: ${caught} of ${count} caught`);
    }
    return { lines, failures };
  },
};
