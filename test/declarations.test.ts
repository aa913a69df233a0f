import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { snippets } from './support/snippets.js';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'out', 'declarations');

/** A program that exports all that it makes, as the modules of a project do. */
const exporting = (text: string): string =>
  `${text.replaceAll(/^(const|type|interface) /gm, 'export $1 ')}\nexport {};\n`;

/** The compiler's complaints about programs in a project that has the package installed and writes declarations, as `tsc --init` asks for. */
const complaintsAbout = (programs: Readonly<Record<string, string>>): string => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules', 'spikefold'));
  for (const [file, text] of Object.entries(programs)) writeFileSync(join(folder, file), text);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'project', type: 'module' }));
  const tsconfig = {
    extends: '../../tsconfig.json',
    compilerOptions: {
      paths: {},
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: 'out',
      rootDir: '.',
    },
    include: ['*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  return spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder], { cwd: root, encoding: 'utf8' })
    .stdout;
};

test('the type of all that programs make has a public name, so modules that export it have declarations', () => {
  expect(complaintsAbout(Object.fromEntries(snippets.map(({ file, text }) => [file, exporting(text)])))).toBe('');
});
