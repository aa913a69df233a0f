import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const python = '/usr/bin/python3';

/** Whether Debian's python3-h5py is there; where it is not, tests of it are skipped aloud, but fail in CI. */
export const hasH5py = spawnSync(python, ['-c', 'import h5py']).status === 0 || process.env['CI'] !== undefined;
if (!hasH5py) console.warn('SKIPPED outside CI: needs h5py (apt-get install -y python3-h5py)');

/** What a script of these tests prints, as JSON; its path is from the folder of all tests. */
export const runPython = (script: string, ...args: readonly string[]): unknown => {
  const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, '..', script), ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout);
};
