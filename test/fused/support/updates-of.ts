import { nodesOf, type Graph } from '../../../src/authoring.js';
import { kernelsOf } from '../../../src/backends/fused/plan/kernels.js';
import { simplify } from '../../../src/backends/fused/plan/simplify.js';
import { leaves } from '../../../src/core/graph/tree.js';

/** The updates by events that the compiler finds in a graph. */
export const updatesOf = (given: Graph, mayBeInfinite = true) => {
  const graph = simplify(given);
  const before = new Map(leaves(graph.inputs));
  const variables = leaves(graph.outputs).map(([path, after]) => ({
    path,
    before: before.get(path)!,
    after,
    address: 0,
  }));
  return kernelsOf(nodesOf(graph), variables, () => mayBeInfinite).updates;
};
