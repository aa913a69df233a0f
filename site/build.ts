/** `npm run site:build`: the whole site, into `site/dist`, and the playground in it. A link to a page that does not exist ends it. */
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vitepress';
import { preparePages } from './prepare.js';

const root = resolve(import.meta.dirname, '..');

await preparePages();
await build(import.meta.dirname);
const { status } = spawnSync('npm', ['run', '--silent', 'playground:build'], { cwd: root, stdio: 'inherit' });
if (status !== 0) throw new Error('the playground does not build');
cpSync(resolve(root, 'playground/dist'), resolve(import.meta.dirname, 'dist/playground'), { recursive: true });
