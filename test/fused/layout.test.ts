import { describe, expect } from 'vitest';
import { size } from '../../src/index.js';
import { nodesOf, type Graph, type Node } from '../../src/authoring.js';
import type { Applied } from '../../src/backends/graph.js';
import { leaves } from '../../src/core/graph/tree.js';
import type { Update } from '../../src/backends/fused/kernels/event-tail.js';
import type { Step, Variable } from '../../src/backends/fused/kernels/kernel.js';
import { kernelsOf } from '../../src/backends/fused/plan/kernels.js';
import { layout, type Layout } from '../../src/backends/fused/plan/layout.js';
import { schedule } from '../../src/backends/fused/plan/schedule.js';
import { simplify } from '../../src/backends/fused/plan/simplify.js';
import { quickLaw } from '../support/law.js';
import { steps } from './support/graphs.js';

/** Reshaping moves nothing. */
const storedAs = (node: Node): Node =>
  node._tag === 'Apply' && node.op === 'reshape' ? storedAs(node.args[0]!) : node;

const isComputed = (node: Node): boolean => node._tag === 'Apply' && node.op !== 'reshape';

interface Plan {
  readonly variables: readonly Variable[];
  readonly fixed: ReadonlyMap<Node, number>;
  readonly start: number;
  readonly updates: readonly Update[];
  readonly made: Layout;
}

/** A layout as a program asks for one: variables in their places, then constants and frames, then what there is to be placed. */
const planOf = (given: Graph): Plan => {
  const graph = simplify(given);
  const inputs = leaves(graph.inputs);
  const before = new Map(inputs);
  const nodes = nodesOf(graph);
  let end = 16;
  const room = (node: Node): number => {
    const address = end;
    end += Math.ceil(size(node.shape) / 4) * 16;
    return address;
  };
  const homes = new Map(inputs.filter(([path]) => path.startsWith('state.')).map(([path, node]) => [path, room(node)]));
  const variables = leaves(graph.outputs).map(([path, after]): Variable => ({
    path,
    before: before.get(path)!,
    after,
    address: homes.get(path)!,
  }));
  const fixed = new Map([
    ...variables.map((variable) => [variable.before, variable.address] as const),
    ...[...new Set([...inputs.map(([, node]) => node), ...nodes.filter((node) => node._tag === 'Constant')])]
      .filter((node) => !variables.some((variable) => variable.before === node))
      .map((node) => [node, room(node)] as const),
  ]);
  const { kernels, updates } = kernelsOf(nodes, variables);
  for (const node of kernels.flatMap(({ reads }) => reads))
    if (node._tag === 'Constant' && !fixed.has(node)) fixed.set(node, room(node));
  return { variables, fixed, start: end, updates, made: layout(kernels, variables, fixed, end) };
};

/** Whether a kernel reads a value element by element, each just before it writes the same one. */
const inStep = (kernel: Step, value: Node, address: number, to: number): boolean => {
  if (address !== to) return false;
  const [node] = kernel.writes as readonly [Applied];
  if (kernel.name.startsWith('update by events')) return kernel.reads[0] === value;
  if (kernel.name.startsWith('shiftIn')) return storedAs(node.args[1]!) !== value;
  // Of a ring the row that is due is written, and what is added to an element is added to that element.
  if (node.op === 'withRow' || node.op === 'deposit')
    return kernel.reads.filter((read) => read === value).length === 1 && storedAs(node.args[0]!) === value;
  if (!kernel.name.startsWith('map')) return false;
  return (kernel.writes as readonly Applied[]).every(({ args, shape }) =>
    args.every((arg) => storedAs(arg) !== value || size(arg.shape) === size(shape)),
  );
};

/** Runs a layout on memory whose words know which element of which value they hold; says what goes wrong. */
const simulated = ({ variables, fixed, start, made }: Plan): readonly string[] => {
  const wrong: string[] = [];
  const memory = new Map<number, string>();
  const put = (node: Node, address: number): void => {
    for (let k = 0; k < size(node.shape); k++) memory.set(address + k * 4, `${node.id}.${k}`);
  };
  const holds = (node: Node, address: number | undefined): boolean =>
    address !== undefined &&
    Array.from({ length: size(node.shape) }, (_, k) => memory.get(address + k * 4) === `${node.id}.${k}`).every(
      Boolean,
    );
  for (const [node, address] of fixed) put(node, address);

  for (const kernel of made.kernels) {
    const { reads } = kernel;
    for (const node of reads)
      if (!holds(node, made.addresses.get(node))) wrong.push(`${node.id} is not there to be read`);
    const written = kernel.writes.filter((node) => made.addresses.has(node));
    for (const node of written) {
      const [from, to] = [made.addresses.get(node)!, made.addresses.get(node)! + size(node.shape) * 4];
      const overlaps = (other: Node): boolean => {
        const address = made.addresses.get(other)!;
        return address < to && address + size(other.shape) * 4 > from;
      };
      for (const other of reads)
        if (overlaps(other) && !inStep(kernel, other, made.addresses.get(other)!, from))
          wrong.push(`${node.id} is written over ${other.id}, which is being read`);
      for (const other of written) if (other !== node && overlaps(other)) wrong.push(`${node.id} is over ${other.id}`);
      const home = variables.find(({ address }) => address === from);
      if (home === undefined && (from < start || to > made.end)) wrong.push(`${node.id} lies outside`);
    }
    for (const node of written) put(node, made.addresses.get(node)!);
  }
  for (const { from, to, bytes } of made.moves) {
    const words = Array.from({ length: bytes / 4 }, (_, k) => memory.get(from + k * 4)!);
    words.forEach((word, k) => memory.set(to + k * 4, word));
    if (!variables.some(({ address }) => address === to) && (to < start || to + bytes > made.end))
      wrong.push(`a move to ${to} goes outside`);
  }
  for (const { path, after, address } of variables)
    if (!holds(storedAs(after), address)) wrong.push(`${path} is not what it should be`);
  // What is not of the step is left as it was.
  for (const [node, address] of fixed)
    if (!variables.some(({ before }) => before === node) && !holds(node, address)) wrong.push(`${node.id} was lost`);
  return wrong;
};

describe('a schedule', () => {
  quickLaw(
    'computes every node once, after all that it is made of',
    [steps],
    ({ graph }) => {
      const nodes = nodesOf(graph);
      const done = new Set<Node>();
      for (const group of schedule(nodes)) {
        const inside = new Set<Node>();
        for (const node of group) {
          for (const arg of node.args.map(storedAs))
            expect(inside.has(arg) || done.has(arg) || !isComputed(arg)).toBe(true);
          expect(done.has(node)).toBe(false);
          inside.add(node);
        }
        inside.forEach((node) => done.add(node));
      }
      expect(new Set(nodes.filter(isComputed))).toStrictEqual(done);
    },
    200,
  );

  quickLaw('has loops over one shape, but for leading axes of one element', [steps], ({ graph }) => {
    const loopOf = (shape: readonly number[]): string => ['', ...shape].join(',').replace(/^(,1)+(?=,)/, '');
    for (const group of schedule(nodesOf(simplify(graph))))
      expect(new Set(group.map(({ shape }) => loopOf(shape))).size).toBe(1);
  });
});

describe('a layout', () => {
  quickLaw(
    'lets every kernel find what it reads, and every variable become what it should',
    [steps],
    ({ graph }) => {
      expect(simulated(planOf(graph))).toStrictEqual([]);
    },
    1200,
  );

  quickLaw('is aligned to vectors', [steps], ({ graph }) => {
    const { made, variables, start } = planOf(graph);
    const moved = made.moves.flatMap(({ from, to }) => [from, to]);
    const all = [...made.addresses.values(), ...moved, made.end, start, ...variables.map(({ address }) => address)];
    expect(all.filter((address) => address % 16 !== 0)).toStrictEqual([]);
  });

  quickLaw('needs no more room than all that it computes', [steps], ({ graph }) => {
    const { made, start, variables } = planOf(graph);
    const bytes = (node: Node): number => Math.ceil(size(node.shape) / 4) * 16;
    const computed = made.kernels.flatMap(({ writes }) => writes).reduce((sum, node) => sum + bytes(node), 0);
    const moved = variables.reduce((sum, { after }) => sum + bytes(after), 0);
    expect(made.end - start).toBeLessThanOrEqual(computed + moved);
  });
});
