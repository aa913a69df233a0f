/**
 * `npm run site:check`: looks at every page of the built site in Chromium. Links have to lead to a page and a heading, axe has to find no
 * serious fault, and no page may be wider than its window. Each page is seen in one of the four looks, by turns, and all but a few
 * by a link from the page before; with `--all` in each look, opened by its address. (The playground has tests of its own.)
 */
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { deadLinks } from './links.js';
import { looks } from './looks.js';
import { foundOn, type Found } from './page.js';
import { withSite } from './serve.js';

/** Pages share their colours and style sheet, and axe takes longer for these than for the rest. Every look has its turn. */
const stylesEvery = 3;

const all = process.argv.includes('--all');
const dist = join(import.meta.dirname, '..', 'dist');
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.html') && path !== '404.html' && !path.startsWith('playground/'))
  .map((path) => `/${path}`)
  .sort();

const complaints = await withSite(async (url, browser) => {
  const found: Found[] = [];
  const left = pages.entries();
  // A tab for each core takes one page after the other.
  const tabs = Array.from({ length: availableParallelism() }, async () => {
    const tab = await browser.newPage();
    for (const [k, page] of left) {
      const how = all
        ? { looks, styles: true, byAddress: true }
        : { looks: [looks[k % looks.length]!], styles: k % stylesEvery === 0, byAddress: page.endsWith('/index.html') };
      found.push(await foundOn(tab, url, page, how));
      if (process.stderr.isTTY) process.stderr.write(`\r${found.length} of ${pages.length} pages`);
    }
    await tab.close();
  });
  await Promise.all(tabs);
  return [...found.flatMap(({ faults }) => faults), ...deadLinks(dist, url, found).map((link) => `dead link: ${link}`)];
});

for (const complaint of complaints) console.error(complaint);
console.log(`${pages.length} pages seen, ${complaints.length} complaints`);
if (pages.length === 0 || complaints.length > 0) process.exitCode = 1;
