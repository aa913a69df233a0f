import { fault, type LocalFault } from '../../../core/faults/errors.js';
import type { Flat, Node } from './flat.js';

/** The nodes that are linear maps of what they get: they become connections. All others become layers. */
export const isLinear = ({ type }: Node): boolean => linear.has(type);

const linear: ReadonlySet<Node['type']> = new Set([
  'Affine',
  'Linear',
  'Scale',
  'Conv1d',
  'Conv2d',
  'SumPool2d',
  'AvgPool2d',
  'Delay',
] as const);

/**
 * The nodes in an order in which each comes after those that it gets values of, but for edges that close a loop: those to a node that
 * leads from an input to where they begin. It depends on names, as edges have no order. A loop without a neuron is a fault.
 */
export const ordered = ({ nodes, edges }: Flat, faults: LocalFault[]): readonly string[] => {
  const after = new Map<string, string[]>([...nodes.keys()].map((name) => [name, []]));
  for (const { from, to } of edges) after.get(from)?.push(to);
  for (const names of after.values()) names.sort();
  const done: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const visit = (name: string): void => {
    state.set(name, 'open');
    trail.push(name);
    for (const next of after.get(name) ?? []) {
      if (state.get(next) === undefined) visit(next);
      else if (state.get(next) === 'open') checkLoop(trail.slice(trail.indexOf(next)), nodes, faults);
    }
    trail.pop();
    state.set(name, 'done');
    done.push(name);
  };
  const names = [...nodes.keys()].sort();
  const inputs = names.filter((name) => nodes.get(name)!.type === 'Input');
  for (const name of [...inputs, ...names]) if (state.get(name) === undefined) visit(name);
  return done.reverse();
};

const checkLoop = (loop: readonly string[], nodes: Flat['nodes'], faults: LocalFault[]): void => {
  if (loop.every((name) => isLinear(nodes.get(name)!)))
    faults.push(fault('Parameter', `loop of '${loop.join("', '")}'`, 'through a neuron', 'only linear nodes'));
};
