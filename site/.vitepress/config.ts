import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { apiContents } from '../api/groups.js';
import { contents, type Section } from '../contents.js';
import { anchorOf } from '../links.js';
import { remembered } from '../../src/core/record.js';

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

type Highlight = (code: string, language: string, attributes: string) => string;

/** A page is rendered for itself and for the search, of which each build makes an index: its code is coloured once. */
const colouredOnce = (colour: Highlight): Highlight => {
  const known = new Map<string, string>();
  return (...code) => remembered(known, JSON.stringify(code), () => colour(...code));
};

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
    config: ({ options, renderer: { rules } }) => {
      // Indented code scrolls as fenced code does.
      rules.code_block = rules.fence;
      options.highlight = colouredOnce(options.highlight!);
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
