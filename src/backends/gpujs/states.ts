import { asState, asTree, type AnyState } from '../../core/step-input.js';
import type { Tensor } from '../../core/tensor.js';
import { leaves, mapTree, type Tree } from '../../core/graph/tree.js';
import type { Engine } from './engine.js';
import { downloaded, onHost, type Value } from './value.js';

/** A state whose elements are arrays, wherever they were computed. */
export const atHand = (state: AnyState<Value>): AnyState<Tensor> =>
  asState(
    mapTree(
      ({ shape, dtype, host, device }): Tensor => ({ shape, dtype, data: host?.data ?? (device as Float32Array) }),
      asTree(state),
    ),
  );

/** A state as plain tensors, read from the device. */
export const plain = async (engine: Engine, state: AnyState<Value>): Promise<AnyState<Tensor>> => {
  const found = new Map<Value, Tensor>();
  for (const value of valuesOf(state)) found.set(value, await downloaded(engine, value));
  return asState(mapTree((value) => found.get(value)!, asTree(state)));
};

export const valuesOf = (state: AnyState<Value>): readonly Value[] => leaves(asTree(state)).map(([, value]) => value);

/** The same tree, with tensors as values; what is one stays. */
export const hosted = (tree: Tree<Tensor | Value>): Tree<Value> =>
  mapTree((leaf) => ('data' in leaf ? onHost(leaf) : leaf), tree);
