import * as E from 'fp-ts/lib/Either.js';
import type { Algebra, Type } from '../../core/algebra.js';
import { at, FaultError, type Fault } from '../../core/errors.js';
import { draw, type Node } from '../../core/graph.js';
import type { Tensor } from '../../core/tensor.js';
import { leaves, mapTree, type Tree } from '../../core/tree.js';
import { compile } from './compile.js';
import type { Engine } from './engine.js';
import { machine, type Machine } from './execute.js';
import type { Traits } from './modes.js';
import type { Value } from './value.js';

/** A function of trees of values, drawn and compiled once for every signature of shapes and types that comes up. */
export interface Machines {
  readonly run: (inputs: Tree<Value>) => Promise<Tree<Value>>;
  /** Compiles for such inputs, and runs nothing. Throws a FaultError that names every operation which gpu.js cannot do. */
  readonly prepare: (inputs: Tree<Type>) => void;
}

export const machines = (
  traits: Traits,
  engine: Engine,
  constants: Map<Tensor, Value>,
  f: (A: Algebra<Node>, inputs: Tree<Node>) => Tree<Node>,
): Machines => {
  const made = new Map<string, Machine>();
  const machineFor = (inputs: Tree<Type>, named: readonly (readonly [path: string, type: Type])[]): Machine => {
    const signature = named.map(([path, { dtype, shape }]) => `${path} ${dtype} ${shape.join()}`).join('; ');
    const found = made.get(signature);
    if (found !== undefined) return found;
    const types = mapTree(({ shape, dtype }): Type => ({ shape, dtype }), inputs);
    const compiled = compile(draw(types, f), traits);
    if (E.isLeft(compiled)) {
      const [first, ...others] = compiled.left.map(at(`backend '${engine.name}'`)) as [Fault, ...Fault[]];
      throw new FaultError([first, ...others]);
    }
    const machined = machine(compiled.right, engine, constants);
    made.set(signature, machined);
    return machined;
  };
  return {
    run: async (inputs) => {
      const named = leaves(inputs);
      return machineFor(inputs, named)(new Map(named));
    },
    prepare: (inputs) => void machineFor(inputs, leaves(inputs)),
  };
};
