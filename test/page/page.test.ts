import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { build } from 'vite';
import { skipsBrowsers } from '../support/chromium.js';
import { job } from './job.js';
import { builtLibrary, visited } from './visit.js';

const root = import.meta.dirname;
const outDir = resolve(root, '../../out/page');

type Done = Awaited<ReturnType<typeof job>>;
interface Outcome extends Readonly<Record<'eager' | 'wasm' | 'tfjs' | 'webasm' | 'webgl2', Done>> {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly missing: readonly string[];
}

/** The page as a user's tools make it of the built package: bundled and minified. */
const built = async (): Promise<void> => {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: builtLibrary },
    build: { outDir, emptyOutDir: true, minify: true, target: 'es2022' },
  });
};

const shown = (): Promise<Outcome> =>
  visited(root, outDir, async (page, home) => {
    await page.goto(home);
    const output = page.locator('output:not(:empty)');
    return JSON.parse(await output.innerText()) as Outcome;
  });

const bytesOf = (names: readonly string[]): number =>
  names
    .filter((name) => name.endsWith('.js'))
    .reduce((total, name) => total + statSync(resolve(outDir, 'assets', basename(name))).size, 0);

test.skipIf(skipsBrowsers)(
  'a minified page computes in a browser what Node computes, and loads backends when asked',
  async () => {
    await built();
    const { eager, wasm, tfjs, webasm, webgl2, before, after, missing } = await shown();
    const here = await job('eager');
    expect(here.spikes.length).toBeGreaterThan(10);
    expect(eager).toEqual(here);
    expect(wasm).toEqual(here);
    expect(webasm).toEqual(here);
    for (const near of [tfjs, webgl2]) {
      expect(near.spikes).toEqual(here.spikes);
      near.w.forEach((weight, k) => expect(weight).toBeCloseTo(here.w[k]!, 5));
    }
    expect(bytesOf(before)).toBeLessThan(240_000);
    expect(bytesOf(after)).toBeGreaterThan(300_000);
    expect(missing).toEqual([
      expect.stringMatching(/^backend 'tfjs:wasm': file 'tfjs-backend-wasm-simd.wasm' .*'wasmPath'.*no wasmPath/),
    ]);
  },
);
