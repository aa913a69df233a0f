import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => `${folder}/${path}`);

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The files of the project that a file imports. */
const importsOf = (path: string): readonly string[] =>
  [...textOf(path).matchAll(/from '(\.[^']*)\.js'/g)].map(([, to]) => join(dirname(path), `${to}.ts`));

const wordsOf = (path: string): ReadonlySet<string> => new Set(textOf(path).match(/[a-zA-Z]\w{2,}(?:-\w+)*/g));

/** A file of test, and those that it has support from. */
const supported = (test: string): readonly string[] => {
  const all = new Set([test]);
  for (const path of all) for (const other of importsOf(path)) if (other.startsWith('test/')) all.add(other);
  return [...all];
};

/** For each word, also one with hyphens as of a file or a kernel, the tests that say it, themselves or by their support. */
const sayers = (tests: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const all = new Map<string, string[]>();
  for (const test of tests)
    for (const word of new Set(supported(test).flatMap((path) => [...wordsOf(path)]))) {
      const some = all.get(word);
      if (some === undefined) all.set(word, [test]);
      else some.push(test);
    }
  return all;
};

const exportsOf = (path: string): readonly string[] =>
  [...textOf(path).matchAll(/^export (?:const|function|async function|type|interface) (\w+)/gm)].map(
    ([, name]) => name!,
  );

/** How many seconds each test file took when it was last run, as Vitest remembers it; 2 where it does not. */
const secondsOf = (): ((test: string) => number) => {
  const folder = join(root, 'node_modules', '.vite', 'vitest');
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, 'results.json')) : [];
  const known = new Map(
    files.filter(existsSync).flatMap((file) => {
      const { results } = JSON.parse(readFileSync(file, 'utf8')) as {
        readonly results: readonly (readonly [string, { readonly duration: number }])[];
      };
      return results.map(([name, { duration }]) => [name, duration / 1000] as const);
    }),
  );
  return (test) => known.get(`node:${test}`) ?? 2;
};

/** Tests that try everything, whatever its name. */
const broad =
  /^test\/(golden\/(eager|wasm)|every\/(vocabulary|compiled|parameters)|(fused|gpujs)\/(graphs|networks)|public|validation\/.*)\.test/;

/** Tests that read code or run the build, and so cannot notice what it does, and those of what measures here. */
const unable = /^test\/(browser|page|trust|types)\/|^test\/(every\/page|architecture|declarations|links)\.test/;

/** A test file, and about how long it takes. */
export interface Timed {
  readonly test: string;
  readonly seconds: number;
}

/** What takes longer is left to the whole suite, s. */
const longest = 30;

/** The tests that mutants are tried by. */
export const quickTests = (): readonly Timed[] => {
  const seconds = secondsOf();
  return filesIn('test')
    .filter((path) => path.endsWith('.test.ts') && !unable.test(path))
    .map((test) => ({ test, seconds: seconds(test) }))
    .filter((test) => test.seconds <= longest);
};

/**
 * Some test files in order for a change in a file of src, those first that are likely to notice it soon: they call the function that is changed, lie
 * in a folder of the file's name, say the words that it says, the names that it exports, or those of files that import it, rare ones counting more,
 * and are quick.
 */
export const testsNear = (
  timed: readonly Timed[],
): ((file: string, callers?: ReadonlySet<string>) => readonly Timed[]) => {
  const tests = timed.map(({ test }) => test);
  const said = sayers(tests);
  // Those of single models are found by their names.
  const rooms = new Set(tests.map((test) => test.split('/')[1]!).filter((room) => room !== 'models'));
  const importers = new Map<string, string[]>();
  for (const path of filesIn('src'))
    for (const to of importsOf(path)) importers.set(to, [...(importers.get(to) ?? []), path]);

  return (file, callers) => {
    const scores = new Map(tests.map((test) => [test, broad.test(test) ? 0.1 : 0.001]));
    const add = (test: string, score: number): void => void scores.set(test, scores.get(test)! + score);
    const say = (word: string, weight: number): void => {
      const some = said.get(word) ?? [];
      some.forEach((test) => add(test, weight / some.length));
    };
    const room = dirname(file)
      .split('/')
      .findLast((name) => rooms.has(name));
    for (const test of tests) {
      if (test.includes(basename(file, '.ts')) || basename(test, '.test.ts') === basename(dirname(file))) add(test, 2);
      if (room !== undefined && test.includes(room)) add(test, broad.test(test) ? 4 : 1);
    }
    for (const word of wordsOf(file)) say(word, 0.3);
    say(basename(file, '.ts'), 4);
    const seen = new Set<string>();
    let ring = [file];
    for (let weight = 1; weight > 0.02 && ring.length > 0; weight /= 2) {
      ring.forEach((path) => seen.add(path));
      for (const path of ring) for (const name of exportsOf(path)) say(name, weight);
      ring = [...new Set(ring.flatMap((path) => importers.get(path) ?? []))].filter((path) => !seen.has(path));
    }
    // Others may be, as what is called while a file is loaded is counted for the first test alone.
    const worth = ({ test, seconds }: Timed): number =>
      (scores.get(test)! * (callers?.has(test) === false ? 0.01 : 1)) / (2 + seconds);
    return timed.toSorted((a, b) => worth(b) - worth(a));
  };
};

/** By which second of tests on a quiet machine those of each group begin: most mutants are caught by the first group. */
const groups = [3, 11, 56];

/** Tests in groups, the nearest first. */
export const grouped = (tests: readonly Timed[]): readonly (readonly Timed[])[] => {
  let now = 0;
  const begun = tests.map((test) => {
    const start = now;
    now += test.seconds + 0.3;
    return { ...test, start };
  });
  return groups.map((end, place) => begun.filter(({ start }) => start >= (groups[place - 1] ?? 0) && start < end));
};
