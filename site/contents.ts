import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** The pages of the site, section by section, by their paths in the repository. Titles are the pages' own headings. */
export interface Section {
  readonly title: string;
  readonly pages: readonly string[];
}

const docs = (...names: readonly string[]): readonly string[] => names.map((name) => `docs/${name}.md`);

const first: readonly Section[] = [
  {
    title: 'Start',
    pages: docs('concepts', 'tutorial-1-first-neuron', 'tutorial-2-a-network-that-learns', 'tutorial-3-your-own-model'),
  },
  { title: 'Recipes', pages: docs('recipes', 'gallery', 'playground', 'plots', 'sweeps', 'python') },
  {
    title: 'Guide',
    pages: docs('running', 'time-and-units', 'models', 'networks', 'biology', 'events', 'data', 'backends', 'saving'),
  },
  { title: 'Other simulators', pages: docs('peers', 'bindsnet', 'simulators', 'nir') },
];

const reference: Section = {
  title: 'Reference',
  pages: [...docs('troubleshooting', 'vocabulary', 'glossary', 'limits'), 'docs/spec/README.md', 'CHANGELOG.md'],
};

const named = new Set([...first, reference].flatMap(({ pages }) => pages));

/** The pages of docs that no other section names. */
const others = readdirSync(resolve(import.meta.dirname, '../docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)
  .filter((page) => !named.has(page));

export const contents: readonly Section[] = [
  ...first,
  { title: 'Going further', pages: [...others, 'bench/README.md', 'CONTRIBUTING.md'] },
  reference,
];
