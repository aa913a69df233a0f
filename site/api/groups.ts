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

const subpath = (name: string, intro: string): Group => ({
  title: `spikefold/${name}`,
  page: `api/${name}.md`,
  intro,
  holds: (of) => of.subpath === `./${name}`,
});

/** The pages in their order; what several hold is on the first of them. */
export const groups: readonly Group[] = [
  main(
    'Networks and states',
    'networks-and-states',
    /core\/(build|frozen|network|state)\.ts/,
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
    /core\/(fold|run\/(fold-all|monitor|recordings))\.ts|models\/monitors\//,
    'Monitors and folds.',
  ),
  main(
    'Inputs and encoders',
    'inputs',
    /models\/encoders|core\/run\/(frame|source)/,
    'What reaches a network from outside.',
  ),
  main('Running', 'running', /core\/run\//, 'How a network is run.'),
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
    /core\/errors|fp-ts/,
    'What functions return, and what they say where something is wrong.',
  ),
  subpath('cells', 'Cells with synaptic currents and conductances, in units of PyNN.'),
  subpath('biology', 'Networks of such cells, after their papers.'),
  subpath('events', 'Recorded spikes as inputs.'),
  subpath('read-out', 'Classification by spikes.'),
  subpath('file', 'Networks, states and tensors as bytes and as JSON.'),
  subpath('node', 'Files in Node.'),
  subpath('nir', 'Networks from other simulators and for them.'),
  subpath('bindsnet', 'What only BindsNET has.'),
  subpath('authoring', 'Models, connections, rules and backends of your own.'),
  subpath('logistic', 'Logistic regression; needs the packages ml-logistic-regression and ml-matrix.'),
  subpath('tfjs', 'The backend of TensorFlow.js; needs its packages.'),
  subpath('gpujs', 'The backend of gpu.js; needs its package.'),
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
    throw new Error(`'${of.name}' of '${of.subpath}' (${of.file}) is on no page of the API reference`);
  return found;
};
