import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { snippets } from './support/snippets.js';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'out', 'declarations');

/** The package's modules, as programs import them. */
const subpaths = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object }).exports,
)
  .filter((path) => path !== './package.json')
  .map((path) => join('spikefold', path));

/** A program that exports all that it makes, as the modules of a project do. */
const exporting = (text: string): string =>
  `${text.replaceAll(/^(const|type|interface) /gm, 'export $1 ')}\nexport {};\n`;

/** The compiler's complaints about programs in a project that has the package installed and writes declarations, as `tsc --init` asks for. */
const complaintsAbout = (programs: Readonly<Record<string, string>>): string => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules', 'spikefold'), { recursive: true });
  for (const part of ['dist', 'package.json'])
    symlinkSync(join(root, part), join(folder, 'node_modules', 'spikefold', part));
  for (const [file, text] of Object.entries(programs)) writeFileSync(join(folder, file), text);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'project', type: 'module' }));
  const tsconfig = {
    extends: '../../tsconfig.json',
    compilerOptions: {
      paths: {},
      // Else the package would be a part of this one, whose types are named by their files.
      preserveSymlinks: true,
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

/** Whole modules, and the fields of what a program holds: so the types of all that can be reached. */
const reached: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    subpaths.map((path) => [
      `all-of-${path.replaceAll('/', '-')}.ts`,
      `import * as part from '${path}';\nexport const all = { ...part };\n`,
    ]),
  ),
  'fields.ts': `
    import { dense, initial, input, layer, lif, monitor, network, noOp, orThrow, raster, run, silence, uniform, wasm } from 'spikefold';
    const net = orThrow(
      network({ dt: 1 }, { X: layer([2], input()), Y: layer([2], lif()) }, (connect) => ({
        XY: connect('X', 'Y', dense(uniform(1)), noOp()),
      })),
    );
    export const whole = { ...net };
    export const layerParts = { ...net.layers.Y, ...net.layers.Y.model };
    export const wireParts = { ...net.connections.XY };
    export const connectionParts = { ...net.connections.XY.connection };
    export const ruleParts = { ...net.connections.XY.rule! };
    export const watching = monitor(net, 'Y', 's', raster());
    export const monitorParts = { ...watching, ...watching.fold };
    export const ran = await run(wasm, net, initial(net), silence(3), { watching });
    export const ranParts = { ...orThrow(ran) };
    export const backendParts = { ...wasm };
    export const entries = [lif.entry, dense.entry, noOp.entry, uniform.entry, raster.entry];
  `,
};

test('the type of all that programs make has a public name, so modules that export it have declarations', () => {
  expect(complaintsAbout(Object.fromEntries(snippets.map(({ file, text }) => [file, exporting(text)])))).toBe('');
});

test('so has the type of all that a program can reach', () => {
  expect(subpaths.length).toBeGreaterThan(10);
  expect(complaintsAbout(reached)).toBe('');
});
