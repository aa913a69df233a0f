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
export const machines = (
  name: string,
  traits: Traits,
  engine: Engine,
  constants: Map<Tensor, Value>,
  f: (A: Algebra<Node>, inputs: Tree<Node>) => Tree<Node>,
): ((types: Tree<Type>) => Machine) => {
  const made = new Map<string, Machine>();
  return (types) => {
    const signature = leaves(types)
      .map(([path, { dtype, shape }]) => `${path} ${dtype} ${shape.join()}`)
      .join('; ');
    const found = made.get(signature);
    if (found !== undefined) return found;
    const compiled = compile(
      draw(
        mapTree(({ shape, dtype }): Type => ({ shape, dtype }), types),
        f,
      ),
      traits,
    );
    if (E.isLeft(compiled)) {
      const [first, ...others] = compiled.left.map(at(`backend '${name}'`)) as [Fault, ...Fault[]];
      throw new FaultError([first, ...others]);
    }
    const machined = machine(compiled.right, engine, constants);
    made.set(signature, machined);
    return machined;
  };
};
