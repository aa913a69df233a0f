import { nodesOf, type Graph, type Node } from '../../../core/graph/graph.js';
import { leaves, mapTree, type Tree } from '../../../core/graph/tree.js';
import { makerOf } from '../../../core/deferred.js';
import { sameTensor, type Tensor } from '../../../core/tensor.js';
import { constantOf } from '../kernels/kernel.js';
import { furthest, nearest } from './fixed.js';

/** Magnitudes: as long as numbers stay between the same two of them, one program serves them. */
const steps = [0, 2 ** -60, 2 ** -20, 2 ** 20, 2 ** 60];

/** The magnitudes between which the elements of a constant are, if it may be an input: analyses have to know 0, -0, infinity and NaN. */
const rangeOf = (value: Tensor): readonly [near: number, far: number] | undefined => {
  if (value.dtype !== 'f32' || makerOf(value) !== undefined) return undefined;
  const node = constantOf(value);
  const near = steps.findLast((step) => step <= nearest(node))!;
  const far = steps.find((step) => step >= furthest(node));
  const isKnown = far === undefined || far === 0 || value.data.some((x) => Object.is(x, -0));
  return isKnown ? undefined : [near, far];
};

/** Whether a constant may be an input. */
export const isNumber = (value: Tensor): boolean => rangeOf(value) !== undefined;

/**
 * Takes the numbers out of graphs: they become inputs, `numbers.0`, ..., and graphs of one text differ in their values alone. Constants that
 * stay, such as the places of synapses, are told apart by their elements.
 */
export const numbersApart = () => {
  const known: Tensor[] = [];
  const placeOf = (value: Tensor): number => {
    const place = known.findIndex((other) => sameTensor(other, value));
    return place < 0 ? known.push(value) - 1 : place;
  };
  return (graph: Graph) => {
    const inputs = new Map(leaves(graph.inputs).map(([path, node]) => [node, path]));
    const made = new Map<Node, { readonly node: Node; readonly place: number }>();
    const numbers: (readonly [node: Node, value: Tensor])[] = [];
    const without = (node: Node): readonly [node: Node, text: string] => {
      if (node._tag === 'Input') return [node, inputs.get(node)!];
      if (node._tag === 'Apply') {
        const args = node.args.map((arg) => made.get(arg)!);
        const text = `${node.op}(${args.map(({ place }) => place).join()})[${node.attribute.join()}]`;
        return [{ ...node, args: args.map((arg) => arg.node) }, text];
      }
      const { value, ...type } = node;
      const within = rangeOf(value);
      if (within === undefined) return [node, `constant ${placeOf(value)}`];
      const number: Node = { ...type, _tag: 'Input', within };
      numbers.push([number, value]);
      return [number, `number within ${within.join()}`];
    };
    const lines = nodesOf(graph).map((of, place) => {
      const [node, text] = without(of);
      made.set(of, { node, place });
      return `${node.dtype}[${node.shape.join()}] ${text}`;
    });
    const becoming = leaves(graph.outputs).map(([path, node]) => `${path} ${made.get(node)!.place}`);
    const own = Object.fromEntries(numbers.map(([node], place) => [place, node]));
    return {
      graph: {
        inputs: { ...(graph.inputs as Readonly<Record<string, Tree<Node>>>), numbers: own },
        outputs: mapTree((node) => made.get(node)!.node, graph.outputs),
      },
      numbers: new Map(numbers.map(([, value], place) => [`numbers.${place}`, value])),
      text: [...lines, ...becoming].join('\n'),
    };
  };
};
