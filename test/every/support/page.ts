import type { Constraint, Entry, Row } from '../../../src/index.js';
import { declaredOf, type Declarations } from './declarations.js';
import { isWrapper } from './parts.js';

/** Every kind of entry, with its title and how it is used. */
const kinds: readonly (readonly [kind: Entry['kind'], title: string, around: string, use: string])[] = [
  ['model', 'Neurons', 'Around a neuron model', '`layer([100], lif({ tau: 50 }))`'],
  ['connection', 'Connections', 'Around a connection', "`connect('X', 'Y', dense(uniform(1)))`"],
  ['weights', 'First weights', 'Around first weights', '`dense(uniform(1, 0, 0.3))`'],
  ['pattern', 'Patterns of sparse connections', '', '`sparse(randomPattern(1, 0.1), uniform(2))`'],
  [
    'rule',
    'Learning rules',
    'Around a rule',
    "`connect('X', 'Y', dense(uniform(1)), bounded(postPre([1e-4, 1e-2]), 0, 1))`",
  ],
  ['encoder', 'Encoders', '', '`frames({ X: poisson(1, rates, 250) })`'],
  [
    'fold',
    'Monitors',
    'Around a monitor',
    "`run(wasm, net, state, frames, { spikes: monitor(net, 'Y', 's', raster()) })`",
  ],
  ['network', 'Ready-made networks', '', '`orThrow(diehlAndCook2015({ inputs: [28, 28] }))`'],
];

/** The page of a vocabulary: each entry with what it takes, what it is, and its parameters, all from where they are written. */
export const pageOf = (vocabulary: readonly Entry[], declarations: Declarations): string => {
  const section = (title: string, entries: readonly Entry[], intro: string): readonly string[] =>
    entries.length === 0
      ? []
      : [`## ${title}`, '', intro, '', ...entries.flatMap((entry) => written(entry, declarations))];
  const sections = kinds.flatMap(([kind, title, around, use]) => {
    const all = vocabulary.filter((entry) => entry.kind === kind);
    return [
      ...section(
        title,
        all.filter((entry) => !isWrapper(entry)),
        use,
      ),
      ...section(around, all.filter(isWrapper), `What goes around another ${kind} and adds to it or changes it.`),
    ];
  });
  return `${[...head, ...sections].join('\n').trimEnd()}\n`;
};

const head = [
  '# Vocabulary',
  '',
  'Every neuron model, connection, learning rule, encoder, monitor and ready-made network, with its parameters. What a parameter is,',
  'its default and what it has to be are said once, in the table of its constructor; faults, types, descriptions and this page',
  'follow from that. `npm run docs:vocabulary` writes the page anew; a test holds it to the tables.',
  '',
  'Plain data names the same words: `{ "name": "lif", "params": { "tau": 50 } }` is `lif({ tau: 50 })`, and what a word goes around stands',
  'under `of`. Shapes: b batch rows, m presynaptic and n postsynaptic neurons. [models.md](models.md) shows them in programs,',
  '[time-and-units.md](time-and-units.md) what changes with the length of a step.',
  '',
];

const written = (entry: Entry, declarations: Declarations): readonly string[] => {
  const { takes, doc, docOf } = declaredOf(declarations, entry.name);
  const rows = Object.entries(entry.parameters).filter(([name]) => name !== 'of');
  return [
    `### \`${entry.name}(${takes})\``,
    '',
    ...doc.map((line) => (line.startsWith('  ') ? `  ${line}` : line)),
    '',
    ...(rows.length === 0 ? [] : table(rows, docOf)),
  ];
};

const table = (rows: readonly (readonly [string, Row])[], docOf: (name: string) => string): readonly string[] => [
  '| parameter | default | unit | has to be | |',
  '|---|---|---|---|---|',
  ...rows.map(([name, [otherwise, constraint]]) => {
    const { text, unit } = withUnit(docOf(name));
    return `| ${[`\`${name}\``, shownDefault(otherwise), unit, wanted(constraint), text].join(' | ')} |`;
  }),
  '',
];

const units = /,? \(?((?:1\/)?(?:mV|ms|Hz|pF|nS|pA)(?: a (?:step|spike|ms))?)\)?(?=[.;,]|$)/;

/** A docstring, and the unit that it names. */
const withUnit = (doc: string): { readonly text: string; readonly unit: string } => {
  const unit = units.exec(doc)?.[1] ?? '';
  return { text: doc.replace(units, '').replace(/\|/g, '\\|'), unit };
};

const shownDefault = (otherwise: unknown): string => {
  if (typeof otherwise === 'object' && otherwise !== null && 'required' in otherwise) return 'has to be given';
  if (otherwise === undefined || otherwise === null) return 'none';
  if (Array.isArray(otherwise)) return `[${otherwise.map(shownDefault).join(', ')}]`;
  return typeof otherwise === 'string' ? `'${otherwise}'` : String(otherwise as number | boolean);
};

/** What a constraint wants, in words. */
const wanted = (constraint: Constraint): string => {
  switch (constraint.is) {
    case 'param':
      return `${constraint.want} (one, or one a ${constraint.per})`;
    case 'number':
      return constraint.want;
    case 'boolean':
      return 'true or false';
    case 'word':
      return [...constraint.words.map((word) => `'${word}'`), ...(constraint.code ? ['a function'] : [])].join(', ');
    case 'extents':
      return `a whole number of at least ${constraint.least} (one, or one an axis)`;
    case 'shape':
      return 'a shape';
    case 'rates':
      return '[pre, post], each a number, or one a weight';
    case 'seed':
      return 'a whole number, or a key';
    case 'each target':
      return 'a number, or one a target neuron';
    case 'lateral':
      return 'a tensor `[n, n]`, or null';
    case 'mask':
      return 'a tensor of bool';
    case 'duration':
      return 'a whole number of steps';
    case 'datum':
      return `a tensor, ${constraint.want}`;
    case 'part':
      return {
        model: 'a neuron model',
        connection: 'a connection',
        rule: 'a rule',
        weights: 'a tensor, or first weights',
        pattern: '`{ pre, post }`, or a pattern',
        fold: 'a monitor',
      }[constraint.of];
    case 'function':
      return 'a function';
  }
};
