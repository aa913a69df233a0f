import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
/** Outside of the repository, as packages are looked for in all folders above. */
const app = mkdtempSync(resolve(realpathSync(tmpdir()), 'spikefold-missing-'));
afterAll(() => rmSync(app, { recursive: true, force: true }));
const docs = readFileSync(resolve(root, 'docs/troubleshooting.md'), 'utf8');

/** An app beside whose spikefold nothing is installed but what it depends on. */
const made = (): void => {
  for (const path of ['dist', 'package.json'])
    cpSync(resolve(root, path), resolve(app, 'node_modules/spikefold', path), { recursive: true });
  cpSync(resolve(root, 'node_modules/fp-ts'), resolve(app, 'node_modules/fp-ts'), { recursive: true });
  writeFileSync(resolve(app, 'package.json'), '{"type":"module"}');
  writeFileSync(resolve(app, 'plot.js'), "import { rasterPlot } from 'spikefold/plot';\nconsole.log(rasterPlot);\n");
  writeFileSync(resolve(app, 'logistic.js'), "import { logisticRegression as f } from 'spikefold/logistic';\nf();\n");
};

const printed = (file: string): Promise<string> =>
  new Promise((done) => execFile(process.execPath, [file], { cwd: app }, (_, __, stderr) => done(stderr)));

test('Node and Vite say what to install where a package of a subpath is missing, as docs/troubleshooting.md has it', async () => {
  made();
  for (const file of ['plot.js', 'logistic.js']) {
    const [error] = /^Error .*/m.exec(await printed(file)) ?? [];
    expect(docs).toContain(error?.replace(`${app}/`, ''));
  }
  const failure = await build({
    configFile: false,
    root: app,
    logLevel: 'silent',
    build: { rollupOptions: { input: resolve(app, 'plot.js') } },
  }).then(
    () => 'built',
    (error: unknown) => stripVTControlCharacters(String(error)),
  );
  const [sentence = failure] = /"scaleLinear" is not exported by ".*?"/.exec(failure) ?? [];
  // Vite names files from where it was started.
  expect(docs).toContain(sentence.replace(`${relative(process.cwd(), app)}/`, ''));
});
