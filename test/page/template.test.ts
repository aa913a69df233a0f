import { resolve } from 'node:path';
import { chromium as playwright } from 'playwright';
import { expect, test } from 'vitest';
import { build, preview } from 'vite';
import { launch, skipsBrowsers } from '../support/chromium.js';

const root = resolve(import.meta.dirname, '../../examples/template');
const outDir = resolve(import.meta.dirname, '../../out/template');

/** The template as its own configuration builds it, of the built library in place of an installed one. */
const built = () =>
  build({
    configFile: resolve(root, 'vite.config.ts'),
    root,
    logLevel: 'error',
    resolve: {
      alias: [
        { find: /^spikefold$/, replacement: resolve(root, '../../dist/index.js') },
        { find: /^spikefold\/([a-z-]+)$/, replacement: resolve(root, '../../dist/$1.js') },
      ],
    },
    build: { outDir, emptyOutDir: true },
  });

test.skipIf(skipsBrowsers)('the template builds, draws the spikes of its worker, and its slider acts', async () => {
  await built();
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
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => errors.push(...(message.type() === 'error' ? [message.text()] : [])));
    await page.goto(server.resolvedUrls!.local[0]!);
    const plot = page.locator('#plot svg');
    await expect.poll(() => plot.locator('desc').textContent(), { timeout: 10_000 }).toMatch(/^\d{2,} spikes/);
    await page.locator('#rate').fill('0');
    expect(await page.locator('#hertz').innerText()).toBe('0 Hz');
    // After a second nothing is left of what the inputs did before.
    await expect.poll(() => plot.locator('desc').textContent(), { timeout: 10_000 }).toMatch(/^0 spikes/);
    expect(errors).toEqual([]);
    expect(await page.locator('#error').innerText()).toBe('');
  } finally {
    await browser.close();
    await server.close();
  }
});
