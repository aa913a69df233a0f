import * as E from 'fp-ts/lib/Either.js';
import type { Algebra, Type } from '../../core/algebra.js';
import { at, FaultError, type Fault, type LocalFault } from '../../core/errors.js';
import { draw, type Graph, type Node } from '../../core/graph.js';
import type { Tensor } from '../../core/tensor.js';
import { leaves, mapTree, type Tree } from '../../core/tree.js';
import { compile } from './compile.js';
import type { Engine } from './engine.js';
import { machine, type Machine } from './execute.js';
import { lower } from './lower.js';
import type { Traits } from './modes.js';
import type { Value } from './value.js';

/** A function of trees of values, drawn and compiled once for every signature of shapes and types that comes up. */
export interface Machines {
  readonly run: (inputs: Tree<Value>) => Promise<Tree<Value>>;
  /** Throws a FaultError that names every operation which gpu.js cannot do for such inputs. */
  readonly check: (inputs: Tree<Type>) => void;
}

export const machines = (
  traits: Traits,
  engine: Engine,
  constants: Map<Tensor, Value>,
  f: (A: Algebra<Node>, inputs: Tree<Node>) => Tree<Node>,
): Machines => {
  const made = new Map<string, Machine>();
  const graphOf = (inputs: Tree<Type>): Graph =>
    draw(
      mapTree(({ shape, dtype }): Type => ({ shape, dtype }), inputs),
      f,
    );
  const refusal = (faults: readonly LocalFault[]): FaultError => {
    const [first, ...others] = faults.map(at(`backend '${engine.name}'`)) as [Fault, ...Fault[]];
    return new FaultError([first, ...others]);
  };
  const machineFor = (inputs: Tree<Type>, named: readonly (readonly [path: string, type: Type])[]): Machine => {
    const signature = named.map(([path, { dtype, shape }]) => `${path} ${dtype} ${shape.join()}`).join('; ');
    const found = made.get(signature);
    if (found !== undefined) return found;
    const compiled = compile(graphOf(inputs), traits);
    if (E.isLeft(compiled)) throw refusal(compiled.left);
    const machined = machine(compiled.right, engine, constants);
    made.set(signature, machined);
    return machined;
  };
  return {
    run: async (inputs) => {
      const named = leaves(inputs);
      return machineFor(inputs, named)(new Map(named));
    },
    check: (inputs) => {
      const { faults } = lower(graphOf(inputs));
      if (faults.length > 0) throw refusal(faults);
    },
  };
};
