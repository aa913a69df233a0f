import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'out', 'told');

const program = `
import { always, dense, frames, initial, input, lasting, layer, lif, network, orThrow, poisson, postPre, rmax, run, traced, uniform, wasm, zeros } from '../../src/index.js';

const layers = { X: layer([2], traced(input())), Y: layer([2], lif()) };
network({ dt: 1 }, layers, (connect) => ({
  untraced: connect('X', 'Y', dense(uniform(1)), postPre([1, 2])),
  other: connect('X', 'Y', dense(uniform(1)), rmax(0.1)),
}));
const net = orThrow(network({ dt: 1 }, layers));
const ran = await run(wasm, net, initial(net), frames({ Z: poisson(1, zeros([2]), 100) }));
ran.monitors;
orThrow(run(wasm, net, initial(net), []));
lasting(20, always(1));
lif({ tau: [1, 2] });
poisson(1, [1, 2], 100);
zeros([2]).data[0].toFixed();
const tau = undefined as number | undefined;
lif({ tau });
`;

/** The errors in the table of the page, in parts between dots. */
const pageErrors = (): readonly string[] => {
  const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');
  const [, section = ''] = /## A program does not compile\n(.*?)\n## /s.exec(page) ?? [];
  const rows = section.split('\n').filter((line) => /^\| .*`/.test(line));
  const errors = rows.map((row) => row.replaceAll('\\|', '¦').split('|')[1]!.replaceAll('¦', '|'));
  return errors.flatMap((error) =>
    [...error.matchAll(/`([^`]+)`/g)]
      .filter(([, text]) => text!.includes(' '))
      .flatMap(([, text]) => text!.split('...')),
  );
};

test('the page has the words of the compiler', () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'program.ts'), program);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.json', include: ['*.ts', '../../src/*.d.ts'] }),
  );
  const tsc = ['node_modules/typescript/bin/tsc', '-p', join(folder, 'tsconfig.json')];
  const { stdout } = spawnSync(process.execPath, tsc, { cwd: root, encoding: 'utf8' });
  const errors = pageErrors();
  expect(errors.length).toBeGreaterThan(8);
  expect(errors.filter((error) => !stdout.includes(error))).toEqual([]);
});
