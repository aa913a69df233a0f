import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A link in a page: the text in its brackets, and its target. */
const link = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g;

/** Where the links of a page lead to, as they are written. */
export const targetsOf = (text: string): readonly string[] =>
  [...outsideCode(text).matchAll(link)].map(([, , , to]) => to!);

const outsideCode = (text: string): string => text.replace(/```[^]*?```/g, '').replace(/`[^`\n]*`/g, '');

/** Whether a link leads out of the site. */
export const isOutside = (target: string): boolean => /^[a-z]+:/.test(target);

/** The anchor of a heading, as repositories show it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s/g, '-');

/** The page of a source file: `examples/agent.ts` is shown by `examples/agent-ts.md`. */
export const sourcePage = (path: string): string => `${path.replace(/\.(\w+)$/, '-$1')}.md`;

const isSource = (path: string): boolean => /\.(ts|py|json)$/.test(path);

/** The files of the repository that a page links to, by their paths in it. */
export const linkedFiles = (root: string, page: string, text: string): readonly string[] =>
  targetsOf(text)
    .filter((target) => !isOutside(target) && !target.startsWith('#'))
    .map((target) => join(dirname(page), target.replace(/#.*$/, '')))
    .map((path) => {
      const file = join(root, path);
      if (!existsSync(file)) throw new Error(`${page}: link to '${path}', which does not exist`);
      return statSync(file).isDirectory() ? join(path, 'README.md') : path;
    });

/** The page that a link leads to: of a folder its README, of a source the page that shows it. */
const pageOf = (target: string): string => {
  if (isOutside(target)) return target;
  if (target.endsWith('/')) return `${target}README.md`;
  return isSource(target) ? sourcePage(target) : target;
};

/** A page with its links to folders and sources led to pages. */
export const linkedToPages = (text: string): string =>
  text.replace(link, (all, picture: string, shown: string, target: string) =>
    picture === '' ? `[${shown}](${pageOf(target)})` : all,
  );

/** The link from one page to another. */
export const linkFrom = (page: string, to: string): string => {
  const path = relative(dirname(page), to);
  return path.startsWith('.') ? path : `./${path}`;
};
