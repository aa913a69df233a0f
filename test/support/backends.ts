import * as E from 'fp-ts/lib/Either.js';
import {
  eager,
  js,
  rested,
  type Backend,
  type Frame,
  type Names,
  type NetworkState,
  type Observation,
  type Tensor,
  wasm,
} from '../../src/index.js';
import {
  draw,
  eagerAlgebra,
  evaluate,
  isDue,
  normaliseWeights,
  stepNetwork,
  type Algebra,
  type Graph,
  type Node,
  type Type,
} from '../../src/authoring.js';
import { leaves, mapTree, type Tree } from '../../src/core/graph/tree.js';

type State<T> = NetworkState<Names, Names, T>;
interface StepInput<T> {
  readonly state: State<T>;
  readonly frame: Frame<T>;
}

/**
 * Draws every kind of step once as a graph and evaluates that, eagerly: what a compiling backend does, short of
 * compiling. It has to give what `eager` gives, to the bit.
 */
export const drawn: Backend = {
  name: 'drawn',
  chunk: 3,
  open: async (net, given, watched) => {
    let state: State<Tensor> = given;
    const step = compiled((A, { state, frame }) => stepNetwork(A, net, state, frame));
    const normalise = compiled((A, { state }) => normaliseWeights(A, net, state));
    let steps = 0;
    const end = (): void => {
      state = rested(net, normalise({ state, frame: {} }));
    };
    const advance = ({ ends = false, ...frame }: Frame<Tensor>): Observation => {
      state = step({ state, frame });
      steps++;
      const seen = watched.map((watch) =>
        isDue(watch, steps) ? (state.layers[watch.of] ?? state.connections[watch.of]!)[watch.variable] : undefined,
      );
      if (ends === true) end();
      return seen;
    };
    return E.right({
      advance: async (frames) => E.right(frames.map(advance)),
      end: async () => E.right(end()),
      normalise: async () => {
        state = normalise({ state, frame: {} });
      },
      state: async () => state,
      close: () => {},
      met: () => undefined,
    });
  },
};

/** A function of state and frame, drawn once for each signature of shapes and types. */
const compiled = (
  f: <T>(A: Algebra<T>, input: StepInput<T>) => State<T>,
): ((input: StepInput<Tensor>) => State<Tensor>) => {
  const graphs = new Map<string, Graph>();
  return (input) => {
    const inputs = input as unknown as Tree<Tensor>;
    const signature = leaves(inputs)
      .map(([path, { dtype, shape }]) => `${path}: ${dtype} ${shape.join()}`)
      .join('; ');
    const graph =
      graphs.get(signature) ??
      draw(
        mapTree<Tensor, Type>(typeOf, inputs),
        (A, nodes) => f(A, nodes as unknown as StepInput<Node>) as unknown as Tree<Node>,
      );
    graphs.set(signature, graph);
    return evaluate(eagerAlgebra, graph, inputs) as unknown as State<Tensor>;
  };
};

const typeOf = ({ shape, dtype }: Tensor): Type => ({ shape, dtype });

/** Every backend that a law about running has to hold on: `describe.each(backends)('on $name', (backend) => ...)`. */
export const backends: readonly Backend[] = [eager, wasm, js];
