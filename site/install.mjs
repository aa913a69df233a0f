/** Installs what the site is built with, in this folder, where that is missing or of another lock file. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const site = import.meta.dirname;
const timeOf = (path) => statSync(join(site, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (timeOf('node_modules/.package-lock.json') < timeOf('package-lock.json')) {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: site, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
