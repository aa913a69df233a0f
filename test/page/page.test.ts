import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { chromium as playwright } from 'playwright';
import { expect, test } from 'vitest';
import { build, preview } from 'vite';
import { launch, skipsBrowsers } from '../support/chromium.js';
import { job } from './job.js';

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
    resolve: {
      alias: [
        { find: /^spikefold$/, replacement: resolve(root, '../../dist/index.js') },
        { find: /^spikefold\/([a-z-]+)$/, replacement: resolve(root, '../../dist/$1.js') },
      ],
    },
    build: { outDir, emptyOutDir: true, minify: true, target: 'es2022' },
  });
};

const shown = async (): Promise<Outcome> => {
  const server = await preview({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  const browser = await playwright.launch(launch);
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls!.local[0]!);
    const output = page.locator('output:not(:empty)');
    return JSON.parse(await output.innerText()) as Outcome;
  } finally {
    await browser.close();
    await server.close();
  }
};

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
    expect(bytesOf(before)).toBeLessThan(210_000);
    expect(bytesOf(after)).toBeGreaterThan(300_000);
    expect(missing).toEqual([
      expect.stringMatching(/^backend 'tfjs:wasm': file 'tfjs-backend-wasm-simd.wasm' .*'wasmPath'.*no wasmPath/),
    ]);
  },
);
