import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { uniforms } from '../../../src/index.js';
import { scaled, type Check, type Line } from '../check.js';
import { mutantsOf, mutated, type Mutant } from '../mutate.js';
import { testsNear, type Timed } from '../nearness.js';
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

/** About how many seconds of tests each group takes on a quiet machine: most mutants are caught by the first. */
const groups = [3, 8, 45];

/** Tests in groups, the nearest first. */
const grouped = (tests: readonly Timed[]): readonly (readonly Timed[])[] => {
  const left = [...tests];
  return groups.map((most) => {
    const group: Timed[] = [];
    for (let seconds = 0; left.length > 0 && seconds + left[0]!.seconds <= most; seconds += group.at(-1)!.seconds + 0.3)
      group.push(left.shift()!);
    // What takes longer than any group is left to the whole suite.
    while (left[0] !== undefined && left[0].seconds > most) left.shift();
    return group;
  });
};

/** Whether a test fails. One that has not ended in ten times its time (more on a busy machine) never will. */
const isCaught = async (
  { fails }: Tester,
  { file, code, mutant }: Sample,
  tests: readonly Timed[],
): Promise<'caught' | 'never ends' | 'SURVIVED'> => {
  const changed = mutated(code, mutant);
  try {
    for (const group of grouped(tests)) {
      const seconds = group.reduce((sum, one) => sum + one.seconds, 10);
      const wait = 10_000 * seconds * Math.max(1, loadavg()[0]! / availableParallelism());
      const failed = await fails({ file, code: changed, tests: group.map(({ test }) => test) }, wait);
      if (failed !== false) return failed === undefined ? 'never ends' : 'caught';
    }
    return 'SURVIVED';
  } finally {
    await fails({ file, code, tests: [] }, 60_000);
  }
};

const shown = ({ file, code, mutant }: Sample): string => {
  const line = code.slice(0, mutant.start).split('\n').length;
  return `${file}:${line}: ${mutant.kind}: \`${code.split('\n')[line - 1]!.trim().slice(0, 110)}\``;
};

/** How many of some mutants were tried, on all cores, before so many minutes were over, and which survived. */
const tried = async (
  samples: readonly Sample[],
  minutes: number,
  tell: (line: string) => void,
): Promise<{ readonly count: number; readonly survivors: readonly Sample[] }> => {
  const end = performance.now() + 60_000 * minutes;
  const survivors: Sample[] = [];
  let count = 0;
  const near = testsNear();
  const left = samples.entries();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      const own = tester();
      try {
        for (const [place, sample] of left) {
          if (performance.now() > end) return;
          const verdict = await isCaught(own, sample, near(sample.file));
          count++;
          if (verdict === 'SURVIVED') survivors.push(sample);
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
    '(those that say its names, or those of files that import it; about a minute of them), so the whole suite catches at least as many. Survivors are listed;\n' +
    'some of them change nothing that can be seen.',
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
      lines.push(...survivors.map((sample) => ({ what: shown(sample), times: 1, result: 'survived' })));
      if (caught < least * count) failures.push(`${name}: ${caught} of ${count} caught`);
    }
    return { lines, failures };
  },
};
