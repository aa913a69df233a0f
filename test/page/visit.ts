import { resolve } from 'node:path';
import { chromium as playwright, type Page } from 'playwright';
import { preview } from 'vite';
import { launch } from '../support/chromium.js';

const dist = resolve(import.meta.dirname, '../../dist');

/** The built library in place of an installed one. */
export const builtLibrary = [
  { find: /^spikefold$/, replacement: resolve(dist, 'index.js') },
  { find: /^spikefold\/([a-z-]+)$/, replacement: resolve(dist, '$1.js') },
];

/** Serves what was built, and opens it in a browser of its own. */
export const visited = async <A>(
  root: string,
  outDir: string,
  visit: (page: Page, home: string) => Promise<A>,
): Promise<A> => {
  const server = await preview({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  const browser = await playwright.launch(launch);
  try {
    return await visit(await browser.newPage(), server.resolvedUrls!.local[0]!);
  } finally {
    await browser.close();
    await server.close();
  }
};
