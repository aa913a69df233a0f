import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Section } from '../contents.js';
import type { Exported } from './exports.js';

/** A page of the reference: of the main index those that are declared at some place, or all of a subpath. */
export interface Group {
  readonly title: string;
  readonly page: string;
  readonly intro: string;
  readonly holds: (of: Exported) => boolean;
}

const declaredAt =
  (place: RegExp) =>
  ({ subpath, file }: Exported): boolean =>
    subpath === '.' && place.test(file);

const main = (title: string, page: string, place: RegExp, intro: string): Group => ({
  title,
  page: `api/${page}.md`,
  intro,
  holds: declaredAt(place),
});

/** The subpaths in the table of README, each with what it is for. */
const subpaths = (): readonly Group[] => {
  const [, table = ''] = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8').split(
    '## What to import from where',
  );
  return [...table.matchAll(/^\| (`spikefold\/.*`) \| (.+) \|$/gm)].flatMap(([, names, intro]) =>
    [...names!.matchAll(/`spikefold\/([\w-]+)`/g)].map(([, name]) => ({
      title: `spikefold/${name!}`,
      page: `api/${name!}.md`,
      intro: `${intro!.charAt(0).toUpperCase()}${intro!.slice(1)}.`,
      holds: ({ subpath }) => subpath === `./${name!}`,
    })),
  );
};

/** The pages in their order; what several hold is on the first of them. */
export const groups: readonly Group[] = [
  main(
    'Networks and states',
    'networks-and-states',
    /core\/(build\/|(frozen|network|prefixed|state)\.ts)/,
    'How a network is made, and its first state.',
  ),
  main('Neurons', 'neurons', /models\/neurons\//, 'Models of neurons, and wrappers around them.'),
  main(
    'Connections and weights',
    'connections',
    /models\/connections\//,
    'Connections between layers, and their initial weights.',
  ),
  main(
    'Patterns and positions',
    'patterns',
    /models\/(patterns\/|parameters\/kind)/,
    'Which neurons a sparse connection joins, and where neurons lie.',
  ),
  main('Learning rules', 'learning', /models\/learning\//, 'How weights change by spikes and rewards.'),
  main('Rewards', 'rewards', /models\/rewards\//, 'From rewards to prediction errors.'),
  main(
    'Ready-made networks',
    'ready-made-networks',
    /models\/(networks|vocabulary)/,
    'Networks as functions of parameters.',
  ),
  main(
    'Recording',
    'recording',
    /core\/(folds?|run\/(fold-all|monitor|recordings))\.ts|models\/monitors\//,
    'Monitors and folds.',
  ),
  main(
    'Inputs and encoders',
    'inputs',
    /models\/encoders|core\/(frame\.ts|run\/(frame|source))/,
    'What reaches a network from outside.',
  ),
  main('Running', 'running', /core\/run\/(?!backend)/, 'How a network is run.'),
  main('Backends', 'backends', /backend/, 'What computes the steps.'),
  main(
    'Tensors, seeds and time',
    'tensors',
    /core\/(tensor|elements|shape|random|time)\.ts/,
    'Plain data that networks are made of.',
  ),
  main(
    'Results and faults',
    'results',
    /core\/faults\/|fp-ts/,
    'What functions return, and what they say where something is wrong.',
  ),
  ...subpaths(),
];

export const apiContents: readonly Section[] = [
  { title: 'API reference', pages: ['api/index.md'] },
  { title: 'spikefold', pages: groups.filter(({ title }) => !title.includes('/')).map(({ page }) => page) },
  { title: 'Subpaths', pages: groups.filter(({ title }) => title.includes('/')).map(({ page }) => page) },
];

/** The page that holds an export. */
export const groupOf = (of: Exported): Group => {
  const found = groups.find(({ holds }) => holds(of));
  if (found === undefined)
    throw new Error(
      `'${of.name}' of '${of.subpath}' (${of.file}) is on no page of the API reference (README.md lists the subpaths)`,
    );
  return found;
};
