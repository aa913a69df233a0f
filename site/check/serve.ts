import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { preview } from 'vite';
import { launchWithoutGpu } from '../../test/support/chromium.js';

const site = resolve(import.meta.dirname, '..');

/** Serves the built site on a free port of this machine while a browser looks at it. */
export const withSite = async <A>(look: (url: string, browser: Browser) => Promise<A>): Promise<A> => {
  const server = await preview({
    configFile: false,
    root: site,
    logLevel: 'error',
    preview: { port: 0, host: '127.0.0.1' },
  });
  const browser = await chromium.launch(launchWithoutGpu);
  try {
    return await look(server.resolvedUrls!.local[0]!.replace(/\/$/, ''), browser);
  } finally {
    await browser.close();
    await server.close();
  }
};
