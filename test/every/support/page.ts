import type { Constraint, Entry, Row } from '../../../src/authoring.js';
import { declaredOf, type Declarations } from './declarations.js';
import { isWrapper } from './parts.js';

/** Every kind of entry, with its title and how it is used. */
const kinds: readonly (readonly [kind: Entry['kind'], title: string, around: string, use: string])[] = [
  ['model', 'Neurons', 'Wrappers of neuron models', '`layer([100], lif({ tau: 50 }))`'],
  ['connection', 'Connections', 'Wrappers of connections', "`connect('X', 'Y', dense(uniform(1)))`"],
  ['weights', 'Initial weights', 'Wrappers of initial weights', '`dense(uniform(1, 0, 0.3))`'],
  ['pattern', 'Patterns of sparse connections', '', '`sparse(fixedProbability(1, 0.1), uniform(2))`'],
  [
    'rule',
    'Learning rules',
    'Wrappers of rules',
    "`connect('X', 'Y', dense(uniform(1)), bounded(postPre([1e-4, 1e-2]), 0, 1))`",
  ],
  ['encoder', 'Encoders', '', '`frames({ X: poisson(1, rates, 250) })`'],
  [
    'fold',
    'Monitors',
    'Wrappers of monitors',
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
      ...section(
        around,
        all.filter(isWrapper),
        `Each takes another part of the same kind, and adds to it or changes it.`,
      ),
    ];
  });
  return `${[...head, ...sections].join('\n').trimEnd()}\n`;
};

const head = [
  '# Vocabulary',
  '',
  'This page lists every neuron model, connection, learning rule, encoder, monitor and ready-made network, with its parameters.',
  '[models.md](models.md) shows them in programs; [time-and-units.md](time-and-units.md) says what changes with dt.',
  '',
  'In plain data the names are the same: `{ "name": "lif", "params": { "tau": 50 } }` is `lif({ tau: 50 })`; the part that a wrapper takes is',
  'its parameter `of`. In shapes, b is the number of batch rows, m of presynaptic and n of postsynaptic neurons.',
  '',
  'The page is generated from the constructors (`npm run docs:vocabulary`), and a test compares it with them.',
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
  '| parameter | default | unit | meaning | constraint |',
  '|---|---|---|---|---|',
  ...rows.map(([name, [otherwise, constraint]]) => {
    const { text, unit } = withUnit(docOf(name));
    return `| ${[`\`${name}\``, shownDefault(otherwise), unit, text, wanted(constraint)].join(' | ')} |`;
  }),
  '',
];

const units = /,? \(?((?:1\/)?(?:mV|ms|Hz|pF|nF|nS|uS|pA|nA|mM)(?: a (?:step|spike|ms))?)\)?(?=[.;,]|$)/;

/** A docstring, and the unit that it names. */
const withUnit = (doc: string): { readonly text: string; readonly unit: string } => {
  const unit = units.exec(doc)?.[1] ?? '';
  return { text: doc.replace(units, '').replace(/\|/g, '\\|'), unit };
};

/** A default as the page writes it. */
export const shownDefault = (otherwise: unknown): string => {
  if (typeof otherwise === 'object' && otherwise !== null && 'required' in otherwise) return 'required';
  if (otherwise === undefined || otherwise === null) return 'none';
  if (Array.isArray(otherwise)) return `[${otherwise.map(shownDefault).join(', ')}]`;
  if (typeof otherwise === 'object') return shownRecord(otherwise);
  return typeof otherwise === 'string' ? `'${otherwise}'` : String(otherwise as number | boolean);
};

const shownRecord = (of: object): string => {
  const fields = Object.entries(of).map(([name, value]) => `${name}: ${shownDefault(value)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
};

/** What a constraint wants, in words. */
export const wanted = (constraint: Constraint): string => {
  switch (constraint.is) {
    case 'param':
      return `${constraint.want} (one, or one per ${constraint.per === 'source' ? 'source neuron' : constraint.per})`;
    case 'number':
      return constraint.want;
    case 'boolean':
      return 'true or false';
    case 'word':
      return [...constraint.words.map((word) => `'${word}'`), ...(constraint.code ? ['a function'] : [])].join(', ');
    case 'name':
      return 'a name';
    case 'extents':
      return `a whole number of at least ${constraint.least} (one, or one per axis)`;
    case 'shape':
      return 'a shape';
    case 'rates':
      return '[pre, post], each a number, or one per weight';
    case 'seed':
      return 'a whole number, or a key';
    case 'each target':
      return 'a number, or one per target neuron';
    case 'each axis':
      return `${constraint.want} (one, or one per axis)`;
    case 'positions':
      return `a tensor \`[neurons of the ${constraint.of}, axes]\``;
    case 'lateral':
      return 'a tensor `[n, n]`, or null';
    case 'delay':
      return 'positive (one, or one per synapse: a tensor or an initialiser)';
    case 'receptors':
      return `a record of receptors, each with some of ${Object.keys(constraint.table).join(', ')}`;
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
        weights: 'a tensor, or initial weights',
        pattern: '`{ pre, post }`, or a pattern',
        fold: 'a monitor',
      }[constraint.of];
    case 'function':
      return 'a function';
  }
};
