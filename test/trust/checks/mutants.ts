import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { uniforms } from '../../../src/index.js';
import { scaled, type Check, type Line } from '../check.js';
import { mutantsOf, mutated, type Mutant } from '../mutate.js';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** Parts of src, and how many of their mutants have to be caught. */
const parts = [
  { name: 'core, models, io and eager', least: 0.9, has: /^src\/(core|models|io|node|backends\/eager)\// },
  { name: 'the other backends and their shared parts', least: 0.8, has: /^src\/backends\/(?!eager)/ },
];

/** Which tests run, first those that are quick or near; later ones only where the first found nothing. */
const stages = (file: string): readonly (readonly string[])[] => {
  const name = basename(file, '.ts');
  const near = testFiles.filter((path) => path.includes(name));
  const folders = [
    'validation',
    'models',
    'saving',
    'nir',
    'events',
    'reference',
    'bindsnet',
    'public',
    'every/vocabulary',
    'every/parameters',
  ];
  return [
    ...(near.length > 0 ? [near] : []),
    folders.map((folder) => `test/${folder}`),
    ['test/golden/eager', 'test/golden/wasm', 'test/fused', 'test/backends'],
    ['test/laws', 'test/every/folds', 'test/every/encoders', 'test/every/compiled', 'test/every/networks'],
    ...(/gpujs|tfjs|device|webgpu/.test(file) ? [['test/gpujs', 'test/every/gpujs', 'test/every/tfjs']] : []),
  ];
};

const testFiles = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !path.startsWith('browser') && !path.startsWith('trust'))
  .map((path) => `test/${path}`);

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

/** A copy of the project to change. */
const copied = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'spikefold-mutants-'));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
  for (const file of files) cpSync(join(root, file), join(home, file));
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  return home;
};

/** Whether tests fail; what never ends does too. */
const fails = (home: string, tests: readonly string[]): Promise<boolean> =>
  new Promise((done) => {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const args = [vitest, 'run', '--project', 'node', '--bail', '1', '--maxWorkers', '1', ...tests];
    const options = { cwd: home, timeout: 240_000, killSignal: 'SIGKILL' as const, maxBuffer: 2 ** 28 };
    execFile(process.execPath, args, options, (error) => done(error !== null));
  });

const isCaught = async (home: string, { file, code, mutant }: Sample): Promise<boolean> => {
  const path = join(home, file);
  writeFileSync(path, mutated(code, mutant));
  try {
    for (const tests of stages(file)) if (await fails(home, tests)) return true;
    return false;
  } finally {
    writeFileSync(path, code);
  }
};

const shown = ({ file, code, mutant }: Sample): string => {
  const line = code.slice(0, mutant.start).split('\n').length;
  return `${file}:${line}: ${mutant.kind}: \`${code.split('\n')[line - 1]!.trim().slice(0, 110)}\``;
};

/** The survivors of some mutants, on all cores. */
const survivorsOf = async (samples: readonly Sample[], tell: (line: string) => void): Promise<readonly Sample[]> => {
  const survivors: Sample[] = [];
  const left = samples.entries();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      const home = copied();
      try {
        for (const [place, sample] of left) {
          const caught = await isCaught(home, sample);
          if (!caught) survivors.push(sample);
          tell(`${place + 1} of ${samples.length} ${caught ? 'caught' : 'SURVIVED'}: ${shown(sample)}`);
        }
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    }),
  );
  return survivors;
};

export const mutants: Check = {
  name: 'mutants',
  title: 'Mutants',
  about:
    'Small changes of src (another operator, a condition that always or never holds, another number, a statement less), drawn at random; the tests have to\n' +
    'fail for 90 % of those in core, models, io and `eager`, and for 80 % of the others. Survivors are listed; some of them change nothing that can be seen.',
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
      const survivors = await survivorsOf(samples, tell);
      const caught = samples.length - survivors.length;
      lines.push({
        what: `mutants of ${name}`,
        times: samples.length,
        result: `${caught} caught, ${((100 * caught) / samples.length).toFixed(0)} %`,
      });
      lines.push(...survivors.map((sample) => ({ what: shown(sample), times: 1, result: 'survived' })));
      if (caught < least * samples.length) failures.push(`${name}: ${caught} of ${samples.length} caught`);
    }
    return { lines, failures };
  },
};
