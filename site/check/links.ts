import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Found } from './page.js';

/** Links of the site that lead to a file or, in the pages that were seen, to a heading that does not exist. */
export const deadLinks = (dist: string, url: string, all: readonly Found[]): readonly string[] => {
  const idsOf = new Map(all.map(({ page, ids }) => [page, new Set(ids)]));
  return all.flatMap(({ page, links }) =>
    links
      .filter((link) => link.startsWith(`${url}/`))
      .map((link) => new URL(link))
      .filter(({ pathname, hash }) => {
        const ids = idsOf.get(pathname.replace(/\/$/, '/index.html'));
        return ids === undefined
          ? !existsSync(join(dist, pathname))
          : hash !== '' && !ids.has(decodeURIComponent(hash.slice(1)));
      })
      .map(({ pathname, hash }) => `${page}: ${pathname}${hash}`),
  );
};
