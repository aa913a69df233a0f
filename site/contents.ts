/** The pages of the site, section by section, by their paths in the repository. Titles are the pages' own headings. */
export interface Section {
  readonly title: string;
  readonly pages: readonly string[];
}

const docs = (...names: readonly string[]): readonly string[] => names.map((name) => `docs/${name}.md`);

export const contents: readonly Section[] = [
  {
    title: 'Start',
    pages: docs('concepts', 'tutorial-1-first-neuron', 'tutorial-2-a-network-that-learns', 'tutorial-3-your-own-model'),
  },
  { title: 'Recipes', pages: docs('recipes', 'plots', 'python') },
  {
    title: 'Guide',
    pages: docs('running', 'time-and-units', 'models', 'networks', 'biology', 'events', 'data', 'backends', 'saving'),
  },
  { title: 'Other simulators', pages: docs('peers', 'bindsnet', 'simulators', 'nir') },
  { title: 'Going further', pages: [...docs('authoring', 'fidelity', 'gpujs'), 'bench/README.md', 'CONTRIBUTING.md'] },
  { title: 'Reference', pages: [...docs('vocabulary', 'glossary', 'limits'), 'docs/spec/README.md', 'CHANGELOG.md'] },
];
