import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { build } from 'vite';
import { skipsBrowsers } from '../support/chromium.js';
import { builtLibrary, visited } from './visit.js';

const root = resolve(import.meta.dirname, '../../examples/template');
const outDir = resolve(import.meta.dirname, '../../out/template');

/** The template as its own configuration builds it, of the built library in place of an installed one. */
const built = () =>
  build({
    configFile: resolve(root, 'vite.config.ts'),
    root,
    logLevel: 'error',
    resolve: { alias: builtLibrary },
    build: { outDir, emptyOutDir: true },
  });

test.skipIf(skipsBrowsers)('the template builds, draws the spikes of its worker, and its slider acts', async () => {
  await built();
  await visited(root, outDir, async (page, home) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => errors.push(...(message.type() === 'error' ? [message.text()] : [])));
    await page.goto(home);
    const plot = page.locator('#plot svg');
    await expect.poll(() => plot.locator('desc').textContent()).toMatch(/^\d{2,} spikes/);
    await page.locator('#rate').fill('0');
    expect(await page.locator('#hertz').innerText()).toBe('0 Hz');
    // After a second nothing is left of what the inputs did before.
    await expect.poll(() => plot.locator('desc').textContent()).toMatch(/^0 spikes/);
    expect(errors).toEqual([]);
    expect(await page.locator('#error').innerText()).toBe('');
  });
});
