/** Pictures of pages in all four looks, into `site/out/shots`: `tsx site/check/shots.ts docs/running api/neurons`. */
import { join } from 'node:path';
import { looks } from './looks.js';
import { withSite } from './serve.js';

const folder = join(import.meta.dirname, '..', 'out', 'shots');

await withSite(async (url, browser) => {
  for (const { colorScheme, width } of looks) {
    const tab = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    for (const page of process.argv.slice(2)) {
      await tab.goto(`${url}/${page}.html`);
      await tab.screenshot({ path: join(folder, `${page.replaceAll('/', '-')}-${colorScheme}-${width}.png`) });
    }
    await tab.close();
  }
});
