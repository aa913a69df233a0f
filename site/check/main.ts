/**
 * `npm run site:check`: looks at every page of the built site in Chromium. Links have to lead to a page and a heading, axe has to find no
 * serious fault, and no page may be wider than its window. Each page is seen in one of the four looks, by turns; with `--all` in each. (The
 * playground has tests of its own.)
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { deadLinks } from './links.js';
import { looks, nameOf, type Look } from './looks.js';
import { foundOn, type Found } from './page.js';
import { withSite } from './serve.js';

const all = process.argv.includes('--all');
const dist = join(import.meta.dirname, '..', 'dist');
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.html') && path !== '404.html' && !path.startsWith('playground/'))
  .map((path) => `/${path}`)
  .sort();

const seenIn = (look: Look): readonly string[] => pages.filter((_, k) => all || looks[k % looks.length] === look);

/** The pages of one look, one after the other in one tab. */
const lookAt = async (browser: Browser, url: string, look: Look): Promise<readonly Found[]> => {
  const tab = await browser.newPage({ colorScheme: look.colorScheme, viewport: { width: look.width, height: 900 } });
  const found: Found[] = [];
  for (const page of seenIn(look)) found.push(await foundOn(tab, url, page));
  await tab.close();
  return found;
};

const complaints = await withSite(async (url, browser) => {
  const seen = await Promise.all(looks.map(async (look) => ({ look, found: await lookAt(browser, url, look) })));
  const faults = seen.flatMap(({ look, found }) =>
    found.flatMap(({ page, faults: own, beyond }) => [
      ...own.map((fault) => `${page} (${nameOf(look)}): ${fault}`),
      ...(beyond > 0 ? [`${page} (${nameOf(look)}): ${beyond} px wider than the window`] : []),
    ]),
  );
  return [
    ...faults,
    ...deadLinks(
      dist,
      url,
      seen.flatMap(({ found }) => found),
    ).map((link) => `dead link: ${link}`),
  ];
});

for (const complaint of complaints) console.error(complaint);
console.log(`${pages.length} pages seen, ${complaints.length} complaints`);
if (pages.length === 0 || complaints.length > 0) process.exitCode = 1;
