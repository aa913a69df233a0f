import { filled, vocabulary, type Frame, type Tensor } from 'spikefold';
import { nodesOf, type Node } from 'spikefold/authoring';
import { drawablesOf, oncePerSignature } from '../../../src/backends/drawing.js';
import type { Kernel } from '../../../src/backends/gpujs/writer.js';
import { modes } from '../../../src/backends/gpujs/modes.js';
import { compiledNetwork } from '../../../src/backends/gpujs/programs.js';
import { withoutRings } from '../../../src/backends/rings.js';
import { asTree } from '../../../src/core/graph/step-input.js';
import { casesOf, type Case } from '../../every/support/cases.js';
import { operationsOf } from '../../every/support/exact.js';

/**
 * Of three networks around each word the one of fewest operations, as shaders take long to compile; large ones take half a minute. GPUs take
 * denormal numbers for 0.
 */
const smallest = new Map<string, Case>();
for (const of of casesOf(vocabulary, { samples: 3, tiny: false })) {
  const [word] = of.name.split(',') as [string];
  const found = smallest.get(word);
  if (found === undefined || operationsOf(of).length < operationsOf(found).length) smallest.set(word, of);
}
const cases = [...smallest.values()].filter(({ net }) => Object.keys(net.connections).length <= 20);

/** A step to which all things that can happen to a network happen at once, and a later one with other numbers; one that ends an episode between. */
export const stepsOf = ({ frames }: Case): readonly [Frame<Tensor>, Frame<Tensor>, Frame<Tensor>] => {
  const [, graded, masked, , injected, ending, , gradedLater, currents] = frames;
  const merged = (all: readonly (object | undefined)[]): object => Object.assign({}, ...all) as object;
  const together = (...all: readonly Frame<Tensor>[]): Frame<Tensor> =>
    merged([...all, { inputs: merged(all.map(({ inputs }) => inputs)) }]) as Frame<Tensor>;
  return [
    together(currents!, masked!, injected!, graded!),
    ending!,
    together(masked!, injected!, currents!, gradedLater!),
  ];
};

/** What the first of its steps is drawn over. */
const inputsOf = (of: Case) => {
  const { ends: _, ...frame } = stepsOf(of)[0];
  return asTree({ state: of.start, frame: { ...frame, reward: filled([of.batch], 0) } });
};

/** The kernels that gpu.js gets for such a step on WebGL 2. */
const kernelsOf = (of: Case): readonly Kernel[] =>
  compiledNetwork({ name: '', traits: modes.webgl2 }, of.net).step(inputsOf(of)).kernels;

/** Its operations, each with the types of what it takes, and whether that is a constant: backends compile those otherwise. */
const kindsOf = (of: Case): readonly string[] => {
  const nodes = oncePerSignature(drawablesOf(of.net, withoutRings).step, nodesOf)(inputsOf(of));
  const operand = ({ _tag, dtype, shape }: Node): string =>
    `${dtype}${_tag === 'Constant' ? ` of ${shape.length}` : ''}`;
  return nodes.flatMap((node) => (node._tag === 'Apply' ? [`${node.op} ${node.args.map(operand).join()}`] : []));
};

/** Of some networks those that have an operation of a kind that none before them has; first those that repeat themselves least. */
const covering = (all: readonly Case[]): readonly Case[] => {
  const seen = new Set<string>();
  const variety = (kinds: readonly string[]): number => new Set(kinds).size / kinds.length;
  return all
    .map((of) => [of, kindsOf(of)] as const)
    .toSorted(([, a], [, b]) => variety(b) - variety(a))
    .filter(([, kinds]) => {
      const before = seen.size;
      kinds.forEach((kind) => seen.add(kind));
      return seen.size > before;
    })
    .map(([of]) => of);
};

const shared = new Set(covering(cases));
const half = (own: number): readonly Case[] => cases.filter((of, place) => shared.has(of) || place % 2 === own);

/** Networks for two backends: those that have every kind of operation for both, the others by turns for one. */
export const [first, second] = [half(0), half(1)] as const;

/**
 * Networks of which a kernel reads more arrays than the 8 that WebGL guarantees, every kind of operation in them. Of another network gpu.js gets
 * the same kernels for WebGL and WebGL 2 (each operation is tried on both, in `gpujs.test.ts`).
 */
export const splitOnWebGL = covering(cases.filter((of) => kernelsOf(of).some(({ inputs }) => inputs.length > 8)));
