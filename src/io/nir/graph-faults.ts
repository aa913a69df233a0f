import { isRecord } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { unless } from '../../core/faults/refuse.js';
import { fault, oneOf, type LocalFault } from '../../core/faults/errors.js';
import { size } from '../../core/shape.js';
import { arrays } from '../file/numbers.js';
import { nodeTypes, rowsOf, wanted, type Row } from './nodes.js';
import { isDataset } from './values.js';
import { hasOwn } from '../../core/record.js';

/** What keeps a value from being a NIR graph that a file can hold. */
export const graphFaults = (graph: unknown, name = 'the graph'): readonly LocalFault[] => {
  if (!isRecord(graph) || graph['type'] !== 'NIRGraph' || !isRecord(graph['nodes']) || !Array.isArray(graph['edges']))
    return [fault('Parameter', name, "{ type: 'NIRGraph', nodes, edges }", shown(graph))];
  const { nodes, edges, metadata, version } = graph as Readonly<Record<'nodes', Readonly<Record<string, unknown>>>> &
    Readonly<Record<'edges', readonly unknown[]>> &
    Readonly<Record<string, unknown>>;
  const ends = edges
    .filter((edge) => !Array.isArray(edge) || edge.length !== 2 || !edge.every(isText))
    .map((edge) => fault('Parameter', `edge of ${name}`, '[from, to], two names', shown(edge)));
  return [
    ...Object.entries(nodes).flatMap(([own, node]) => [
      ...nameFaults('node', own),
      ...nodeFaults(node, `node '${own}'`),
    ]),
    ...ends,
    ...noteFaults(metadata, `metadata of ${name}`),
    ...unless(version === undefined || isText(version), 'Parameter', 'version', 'a string', shown(version)),
  ];
};

const nodeFaults = (node: unknown, name: string): readonly LocalFault[] => {
  const type = isRecord(node) ? node['type'] : undefined;
  if (type === 'NIRGraph') return graphFaults(node, name);
  const rows = typeof type === 'string' ? rowsOf(type) : undefined;
  if (!isRecord(node) || rows === undefined)
    return [fault('Unknown', `type of ${name}`, oneOf([...Object.keys(nodeTypes), 'NIRGraph']), shown(type))];
  const what = (param: string): string => `${param} of ${name} (${String(type)})`;
  return [
    ...Object.keys(node)
      .filter((param) => !hasOwn(rows, param) && param !== 'type' && param !== 'metadata')
      .map((param) =>
        fault('Unknown', `parameter of ${name} (${String(type)})`, oneOf(Object.keys(rows)), shown(param)),
      ),
    ...Object.entries(rows).flatMap(([param, row]) => {
      const value = node[param];
      const isSound = (value === undefined && !row.needed) || fits(row, value);
      return unless(isSound, 'Parameter', what(param), wanted[row.is], shown(value));
    }),
    ...noteFaults(node['metadata'], `metadata of ${name}`),
  ];
};

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value);
const areWhole = (value: unknown): boolean => Array.isArray(value) && value.every(isWhole);

const fits = ({ is }: Row<unknown>, value: unknown): boolean => {
  if (is === 'numbers') return isNumbers(value);
  if (is === 'shape') return areWhole(value);
  if (is === 'whole') return isWhole(value);
  return isWhole(value) || areWhole(value) || (is === 'padding' && (value === 'same' || value === 'valid'));
};

/** Whether a value is numbers of a known type, as many as its shape says. */
const isNumbers = (value: unknown): boolean => {
  if (!isRecord(value) || !areWhole(value['shape']) || !hasOwn(arrays, value['dtype'])) return false;
  const data = value['data'];
  const array = arrays[value['dtype']];
  return data instanceof array && data.length === size(value['shape'] as readonly number[]);
};

const isText = (value: unknown): boolean => typeof value === 'string' && !value.includes('\0');

/** Names are those of groups in the file. */
const nameFaults = (kind: string, name: string): readonly LocalFault[] =>
  name !== '' && name !== '.' && !name.includes('/') && isText(name)
    ? []
    : [fault('Name', `${kind} name`, "not empty, not '.', and without '/' and zero bytes", `'${name}'`)];

const noteFaults = (notes: unknown, name: string): readonly LocalFault[] => {
  if (notes === undefined) return [];
  if (!isRecord(notes)) return [fault('Parameter', name, 'a record of strings, numbers and records', shown(notes))];
  return Object.entries(notes).flatMap(([own, note]) => {
    const sound =
      isText(note) || typeof note === 'number' || typeof note === 'boolean' || isNumbers(note) || isTexts(note);
    if (sound) return nameFaults('metadata', own);
    return isRecord(note) && !isDataset(note)
      ? [...nameFaults('metadata', own), ...noteFaults(note, `'${own}' in ${name}`)]
      : [fault('Parameter', `'${own}' in ${name}`, 'a string, numbers, or a record of them', shown(note))];
  });
};

const isTexts = (value: unknown): boolean =>
  isRecord(value) &&
  value['dtype'] === 'text' &&
  areWhole(value['shape']) &&
  Array.isArray(value['data']) &&
  value['data'].every(isText) &&
  value['data'].length === size(value['shape'] as readonly number[]);
