import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { apiContents } from '../api/groups.js';
import { contents, type Section } from '../contents.js';
import { anchorOf } from '../links.js';

const site = resolve(import.meta.dirname, '..');

/** The title of a page is its first heading. */
const titleOf = (page: string): string => {
  const [, title] = /^# (.+)$/m.exec(readFileSync(resolve(site, 'out/pages', page), 'utf8')) ?? [];
  if (title === undefined) throw new Error(`page '${page}' has no heading`);
  return title.replaceAll('`', '');
};

const sidebarOf = (sections: readonly Section[]): DefaultTheme.SidebarItem[] =>
  sections.map(({ title, pages }) => ({
    text: title,
    items: pages.map((page) => ({ text: titleOf(page), link: `/${page.replace(/\.md$/, '')}` })),
  }));

export default defineConfig({
  title: 'spikefold',
  description: 'Spiking neural networks as pure functions, in TypeScript',
  lang: 'en-GB',
  // None, which browsers would ask for otherwise.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  srcDir: 'out/pages',
  outDir: 'dist',
  cacheDir: 'out/cache',
  // Docstrings and pages write <w, x> and { a: 1 }, which are neither HTML nor attributes.
  markdown: {
    html: false,
    attrs: { disable: true },
    anchor: { slugify: anchorOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // Indented code scrolls as fenced code does.
    config: ({ renderer: { rules } }) => {
      rules.code_block = rules.fence;
    },
  },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/docs/concepts' },
      { text: 'API reference', link: '/api/' },
      // A page of its own, which the site's router does not know.
      { text: 'Playground', link: '/playground/index.html', target: '_self' },
    ],
    sidebar: { '/api/': sidebarOf(apiContents), '/': sidebarOf(contents) },
    outline: [2, 3],
    search: { provider: 'local' },
  },
});
