import axe from 'axe-core';
import type { Page } from 'playwright';
import { nameOf, type Look } from './looks.js';

/** What a browser finds on a page. */
export interface Found {
  readonly page: string;
  /** The addresses of its links, with their fragments. */
  readonly links: readonly string[];
  readonly ids: readonly string[];
  /** Serious faults of accessibility, each with the place, and how far the page is wider than the window, in each look. */
  readonly faults: readonly string[];
}

/** Without motion, as a colour half way from light to dark has too little contrast. */
const lookAt = (tab: Page, { colorScheme, width }: Look) =>
  Promise.all([
    tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' }),
    tab.setViewportSize({ width, height: 900 }),
  ]);

/** Until the site's own switch has followed the browser's. */
const switched = (tab: Page, { colorScheme }: Look) =>
  tab.locator(colorScheme === 'dark' ? 'html.dark' : 'html:not(.dark)').waitFor({ state: 'attached' });

/**
 * Makes plain text of blocks of code whose colours an earlier block has too: axe would look at each of thousands of words, which takes most of
 * its time.
 */
const plainCode = (tab: Page): Promise<void> =>
  tab.evaluate(() => {
    const seen = new Set<string>();
    for (const code of document.querySelectorAll('pre code')) {
      const colours = Array.from(code.querySelectorAll('[style]'), (word) => word.getAttribute('style')!);
      if (colours.every((colour) => seen.has(colour))) code.replaceChildren(code.textContent);
      for (const colour of colours) seen.add(colour);
    }
  });

/** Rules of axe about what the style sheet and the colours of code make of a page: they take longer than all the others. */
const aboutStyles = ['avoid-inline-spacing', 'color-contrast', 'css-orientation-lock', 'link-in-text-block'];

/** What axe and the width say of a page as it looks now. What axe finds for `region` is of moderate impact, so that it would not count. */
const faultsOf = (tab: Page, styles: boolean): Promise<readonly string[]> => {
  const rules = Object.fromEntries([
    ...aboutStyles.map((id) => [id, { enabled: styles }]),
    ['region', { enabled: false }],
  ]);
  const options = { resultTypes: ['violations'], selectors: false, preload: styles, rules } satisfies axe.RunOptions;
  return tab.evaluate(async (options) => {
    const { violations } = await (globalThis as unknown as { readonly axe: typeof axe }).axe.run(options);
    const { scrollWidth, clientWidth } = document.documentElement;
    return [
      ...violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, help, nodes }) => {
          const places = nodes.slice(0, 3).map(({ html }) => html.slice(0, 120));
          return `${id}: ${help}: ${places.join(' ')}`;
        }),
      ...(scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px wider than the window`] : []),
    ];
  }, options);
};

/** Opens a page by its address, and brings axe, once the site's program is at work: until then links would open pages without it. */
const opened = async (tab: Page, address: string): Promise<void> => {
  await tab.goto(address, { waitUntil: 'load' });
  await tab.waitForFunction(() => '__vue_app__' in document.querySelector('#app')!);
  await tab.evaluate(axe.source);
};

/** The class of a page's text. */
const classOf = (page: string): string => page.replace(/\.html$/, '').replaceAll(/[./]+/g, '_');

/** Goes on to a page by a link, as readers do: the site's router shows it in the same document, which axe is in. */
const followed = async (tab: Page, page: string): Promise<void> => {
  await tab.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href });
    document.body.append(link);
    link.click();
    link.remove();
  }, page);
  await tab.locator(`.vp-doc.${classOf(page)}`).waitFor({ state: 'attached' });
};

/** How a page is seen: its looks, whether axe looks at its colours and style sheet too, and whether it is opened by its address. */
interface How {
  readonly looks: readonly Look[];
  readonly styles: boolean;
  readonly byAddress: boolean;
}

/** Goes to a page of the site, has axe look at it in each of some looks, and reads its links. */
export const foundOn = async (
  tab: Page,
  url: string,
  page: string,
  { looks, styles, byAddress }: How,
): Promise<Found> => {
  const faults: string[] = [];
  await lookAt(tab, looks[0]!);
  await (byAddress || !tab.url().startsWith(url) ? opened(tab, `${url}${page}`) : followed(tab, page));
  await tab.evaluate(() => Promise.all(Array.from(document.images, (image) => image.decode())));
  await plainCode(tab);
  for (const look of looks) {
    await lookAt(tab, look);
    await switched(tab, look);
    faults.push(...(await faultsOf(tab, styles)).map((fault) => `${page} (${nameOf(look)}): ${fault}`));
  }
  const links = await tab.evaluate(() => ({
    links: Array.from(document.querySelectorAll('a[href]'), (a) => (a as HTMLAnchorElement).href),
    ids: Array.from(document.querySelectorAll('[id]'), ({ id }) => id),
  }));
  return { page, faults, ...links };
};
