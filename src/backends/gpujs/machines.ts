import * as E from 'fp-ts/lib/Either.js';
import type { Algebra, Type } from '../../core/algebra.js';
import { at, FaultError, type Fault, type LocalFault } from '../../core/errors.js';
import { draw, type Graph, type Node } from '../../core/graph/graph.js';
import type { Tensor } from '../../core/tensor.js';
import { leaves, mapTree, type Tree } from '../../core/graph/tree.js';
import { compile, type Program } from './compile.js';
import type { Engine } from './engine.js';
import { machine, type Machine } from './execute.js';
import { lower } from './lower.js';
import type { Traits } from './modes.js';
import type { Value } from './value.js';

/** What is kept of a function from session to session: its programs by signature, and the signatures that were checked. */
export interface Memory {
  readonly programs: Map<string, Program>;
  readonly sound: Set<string>;
}

export const memory = (): Memory => ({ programs: new Map(), sound: new Set() });

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
  { programs, sound }: Memory,
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
  const programFor = (signature: string, inputs: Tree<Type>): Program => {
    const found = programs.get(signature);
    if (found !== undefined) return found;
    const compiled = compile(graphOf(inputs), traits);
    if (E.isLeft(compiled)) throw refusal(compiled.left);
    programs.set(signature, compiled.right);
    return compiled.right;
  };
  return {
    run: async (inputs) => {
      const named = leaves(inputs);
      const signature = signatureOf(named);
      const found = made.get(signature) ?? machine(programFor(signature, inputs), engine, constants);
      made.set(signature, found);
      return found(new Map(named));
    },
    check: (inputs) => {
      const signature = signatureOf(leaves(inputs));
      if (sound.has(signature)) return;
      const { faults } = lower(graphOf(inputs));
      if (faults.length > 0) throw refusal(faults);
      sound.add(signature);
    },
  };
};

const signatureOf = (named: readonly (readonly [path: string, type: Type])[]): string =>
  named.map(([path, { dtype, shape }]) => `${path} ${dtype} ${shape.join()}`).join('; ');
