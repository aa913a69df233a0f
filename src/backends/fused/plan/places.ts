import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { stored } from '../../graph.js';
import { arena } from '../ir/writer.js';
import { isTable, type Constant, type Kernel, type Numbers, type Variable } from '../kernels/kernel.js';
import { inletsOf, isMasked } from './blocks.js';
import { isFixed } from './fixed.js';
import { bytesOf } from './layout.js';

/** Where a program may put what it does not compute. */
export interface Room {
  /** Where the variables of a state lie, by path; those that it reads or changes and that have no address yet get one. */
  readonly addressOf: (path: string) => number | undefined;
  /** The first byte of memory that it may use for the rest. */
  readonly start: number;
  /** Where tables lie that other programs have brought along. */
  readonly tables: ReadonlyMap<Numbers, number>;
}

/** Where the values lie that a step does not compute: the variables that it reads or changes, constants, tables and inputs. */
export const placesOf = (
  inputs: readonly (readonly [path: string, node: Node])[],
  state: readonly Omit<Variable, 'address'>[],
  kernels: readonly Kernel[],
  { addressOf, start, tables: known }: Room,
) => {
  const memory = arena(start);
  const tables = new Map(known);
  const place = (node: Node): number =>
    isTable(node) ? remembered(tables, node.table, () => memory.take(bytesOf(node))) : memory.take(bytesOf(node));
  const outcomes = state.filter(isChanged).map(({ after }) => stored(after));
  const read = new Set([...kernels.flatMap(({ reads }) => reads), ...outcomes]);
  const variables = state
    .filter((variable) => read.has(variable.before) || isChanged(variable))
    .map((of): Variable => ({ ...of, address: addressOf(of.path) ?? memory.take(bytesOf(of.before)) }));
  const changed = variables.filter(isChanged);
  const constants = [...read].filter((node): node is Constant => node._tag === 'Constant');
  const own = new Set(state.map(({ path }) => path));
  const given = inputs.filter(([path, node]) => !own.has(path) && read.has(node));
  const [numbers, moving] = [given.filter(([, node]) => isFixed(node)), given.filter(([, node]) => !isFixed(node))];
  const lying = [...numbers, ...moving].map(([, node]) => node).filter((node) => !isMasked(node));
  const fixed = new Map([
    ...variables.map(({ before, address }) => [before, address] as const),
    ...[...constants, ...lying].map((node) => [node, place(node)] as const),
  ]);
  const inlets = inletsOf(new Map(moving.map(([, node]) => [node, fixed.get(node)])), memory.take);
  return {
    variables,
    changed,
    inlets,
    /** Of all but the inputs that come as bytes, of which kernels make masks. */
    addresses: fixed,
    /** The first byte that is free. */
    end: memory.end(),
    program: {
      /** Where the inputs that are not state come in, and where those have to be that are the same in every step. */
      inlets: new Map(moving.map(([path, node]) => [path, inlets.get(node)!])),
      numbers: new Map(numbers.map(([path, node]) => [path, fixed.get(node)!])),
      constants: constants.map((node) => ({
        address: fixed.get(node)!,
        value: isTable(node) ? node.table : node.value,
      })),
      tables: tables as ReadonlyMap<Numbers, number>,
      /** Where the variables lie that it reads or changes. */
      homes: new Map(variables.map(({ path, address }) => [path, address])),
      /** The variables that it reads; and those that it changes, with their types afterwards. */
      reads: variables.flatMap(({ path, before }) => (read.has(before) ? [path] : [])),
      changed: new Map(changed.map(({ path, after }) => [path, after])),
    },
  };
};

const isChanged = ({ before, after }: Omit<Variable, 'address'>): boolean => after !== before;
