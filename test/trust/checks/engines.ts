import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright';
import { build } from 'vite';
import { launch } from '../../support/chromium.js';
import type { Check, Line } from '../check.js';
import { eager } from '../../../src/index.js';
import { hashed, hashOf } from '../hash.js';

const run = promisify(execFile);

/** An engine, for how many networks it is asked, and what it says of them; undefined where it is not to be had. */
interface Engine {
  readonly name: string;
  readonly networks: number;
  readonly hashes: () => Promise<string | undefined>;
}

/** An emulator takes a hundred times as long. */
const few = 20;

export const engines: Check = {
  name: 'engines',
  title: 'The same bits on every engine',
  about:
    'One hash of all steps of all variables of random networks (`test/trust/hash.ts`), on engines that compile JavaScript and WebAssembly in their own\n' +
    'ways, and on two processors. `npm test` compares the engine that it runs on, and Chromium, with the same hash.',
  measure: async ({ tell }) => {
    const folder = mkdtempSync(join(tmpdir(), 'spikefold-engines-'));
    try {
      const program = await bundled(folder);
      const own = new Map<number, string>();
      for (const count of [hashed, few]) own.set(count, await hashOf(eager, count));
      const lines: Line[] = [];
      const failures: string[] = [];
      for (const { name, networks, hashes } of [...nodesFor(folder, program), inChromium(program)]) {
        tell(name);
        const said = await hashes();
        const found = said === undefined ? [] : Object.entries(JSON.parse(said) as Record<string, string>);
        const wrong = found.filter(([, hash]) => hash !== own.get(networks));
        failures.push(...wrong.map(([backend, hash]) => `${name}, ${backend}: ${hash}, not ${own.get(networks)}`));
        const result =
          found.length === 0 ? 'not to be had here' : wrong.length > 0 ? 'other bits' : own.get(networks)!.slice(0, 16);
        lines.push({
          what: `networks on eager, js and wasm: ${name}`,
          times: found.length === 0 ? 0 : networks,
          result,
        });
      }
      return { lines, failures };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The program in one file. */
const bundled = async (folder: string): Promise<string> => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      target: 'es2022',
      minify: false,
      lib: { entry: join(import.meta.dirname, 'engines-entry.ts'), formats: ['es'], fileName: () => 'program.mjs' },
    },
  });
  return join(folder, 'program.mjs');
};

const versions = [20, 22, 24, 26];

/** Node of several versions, from the packages that hold nothing but its program, and on the other processor by emulation. */
const nodesFor = (folder: string, program: string): readonly Engine[] => {
  const node = async (arch: string, version: number): Promise<string> => {
    const name = `node-${process.platform}-${arch}`;
    const home = join(folder, `${name}-${version}`);
    const args = ['install', '--prefix', home, '--no-save', '--ignore-scripts', '--force', `${name}@${version}`];
    await run('npm', args, { shell: process.platform === 'win32' });
    return join(home, 'node_modules', name, 'bin', 'node');
  };
  const own = versions.map((version) => ({
    name: `Node ${version}, ${process.arch}`,
    networks: hashed,
    hashes: async () => (await run(await node(process.arch, version), [program, `${hashed}`])).stdout,
  }));
  const emulated: Engine = {
    name: 'Node 22, arm64 (emulated by qemu)',
    networks: few,
    hashes: async () => {
      const [emulator, libraries] = ['/usr/bin/qemu-aarch64-static', '/usr/aarch64-linux-gnu'];
      if (!existsSync(emulator) || !existsSync(libraries)) return undefined;
      return (await run(emulator, ['-L', libraries, await node('arm64', 22), program, `${few}`])).stdout;
    },
  };
  return process.platform === 'linux' && process.arch === 'x64' ? [...own, emulated] : own;
};

const inChromium = (program: string): Engine => ({
  name: 'Chromium',
  networks: hashed,
  hashes: async () => {
    const browser = await chromium.launch(launch);
    try {
      const page = await browser.newPage();
      // A page of this machine is a secure one, where there are hashes.
      await page.route('http://localhost/**', (route) =>
        route.request().url().endsWith('.mjs')
          ? route.fulfill({ path: program, contentType: 'text/javascript' })
          : route.fulfill({ body: '<!doctype html><title>hash</title>', contentType: 'text/html' }),
      );
      await page.goto('http://localhost/');
      const said = page.waitForEvent('console', { timeout: 600_000 });
      const failed = page.waitForEvent('pageerror', { timeout: 0 }).then((error) => {
        throw error;
      });
      await page.addScriptTag({ url: 'http://localhost/program.mjs', type: 'module' });
      return (await Promise.race([said, failed])).text();
    } finally {
      await browser.close();
    }
  },
});
