import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Debian's Python, which has the packages that .ci/run installs; or another, as `PYTHON` says. */
export const python = process.env['PYTHON'] ?? '/usr/bin/python3';

/**
 * Whether Debian's Python has these packages; where it has not, tests of them are skipped aloud, but run, and fail, in CI. `.ci/run` installs
 * them.
 */
export const hasPython = (...packages: readonly string[]): boolean => {
  const there = spawnSync(python, ['-c', `import ${packages.join(', ')}`]).status === 0;
  const ci = process.env['CI'] !== undefined;
  if (!there && !ci)
    console.warn(
      `SKIPPED outside CI: needs ${packages.map((name) => `python3-${name}`).join(' ')} (apt-get install -y)`,
    );
  return there || ci;
};

export const hasH5py = hasPython('h5py');

/**
 * What a script of these tests prints, as JSON; its path is from the folder of all tests. For tests and hooks: vitest runs the body of a
 * `describe` that it skips.
 */
export const runPython = (script: string, ...args: readonly string[]): unknown => {
  const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, '..', script), ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout);
};
