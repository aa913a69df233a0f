import axe from 'axe-core';
import type { Page } from 'playwright';

/** What a browser finds on a page. */
export interface Found {
  readonly page: string;
  /** The addresses of its links, without their fragments, and with. */
  readonly links: readonly string[];
  readonly ids: readonly string[];
  /** Serious faults of accessibility, each with the place. */
  readonly faults: readonly string[];
  /** How far the page is wider than the window, px. */
  readonly beyond: number;
}

/** Opens a page of the site, has axe look at it, and reads its links. */
export const foundOn = async (tab: Page, url: string, page: string): Promise<Found> => {
  await tab.goto(`${url}${page}`, { waitUntil: 'load' });
  await tab.evaluate(axe.source);
  const found = await tab.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ['violations'],
    });
    return {
      links: Array.from(document.querySelectorAll('a[href]'), (a) => (a as HTMLAnchorElement).href),
      ids: Array.from(document.querySelectorAll('[id]'), ({ id }) => id),
      faults: violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, help, nodes }) =>
            `${id}: ${help}: ${nodes
              .map(({ html }) => html.slice(0, 120))
              .slice(0, 3)
              .join(' ')}`,
        ),
      beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
  });
  return { page, ...found };
};
