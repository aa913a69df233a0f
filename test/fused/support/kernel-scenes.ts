import {
  accumulated,
  adaptiveLif,
  allButSelf,
  bounded,
  constant,
  conv,
  csrm,
  decaying,
  delayed,
  dense,
  diehlAndCook,
  fixedProbability,
  hebbian,
  input,
  integrateAndFire,
  izhikevich,
  layer,
  lif,
  local,
  maxPool,
  mstdpet,
  network,
  normalised,
  oneSpike,
  oneToOne,
  orThrow,
  poissonGroup,
  postPre,
  sparse,
  srm0,
  traced,
  uniform,
  winners,
  type AnyNetwork,
  tensor,
  type Shape,
  type Tensor,
} from '../../../src/index.js';
import { draw, type Algebra, type Graph, type Node } from '../../../src/authoring.js';
import { currentBased } from '../../../src/cells.js';

/** A network whose layer X is given spikes, for so many rows. */
export interface KernelScene {
  readonly net: AnyNetwork;
  readonly rows: number;
  /** Whether it is given numbers between two times of spikes: programs for both take turns. */
  readonly takesTurns: boolean;
}

const scene = (rows: number, net: AnyNetwork, takesTurns = false): KernelScene => ({ net, rows, takesTurns });

/** Cells that spike easily, some more so than others. */
const easy = (n: number) => traced(lif({ thresh: uniform(9, -64.9, -63)([n]) as Tensor, refrac: 1 }));

/** Spikes through dense weights that learn, from m neurons to n, which spike. */
const learning = (m: number, n: number, over: 'sum' | 'max' = 'sum'): AnyNetwork =>
  orThrow(
    network(
      { dt: 1 },
      { X: layer([m], traced(input())), Y: layer([n], traced(lif({ thresh: -64.8 }))) },
      (connect) => ({
        XY: connect('X', 'Y', normalised(dense(uniform(1)), m / 2), bounded(postPre([1e-2, 1e-1], over), 0, 1)),
      }),
    ),
  );

/** Weights that are all new in every step. */
const eligible = orThrow(
  network(
    { dt: 1 },
    {
      X: layer([9], traced(input())),
      Y: layer([21], traced(srm0({ thresh: -64 }))),
      Z: layer([9], traced(lif({ thresh: -64.8 }))),
    },
    (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1)), decaying(mstdpet(0.1), 0.01)),
      YZ: connect('Y', 'Z', dense(uniform(2)), hebbian([0.1, 0.1], 'max')),
    }),
  ),
);

const synapses = (dt: number): AnyNetwork => {
  const some = (seed: number) => sparse(fixedProbability(seed, 0.3), uniform(seed, 0, 4));
  return orThrow(
    network(
      { dt },
      { X: layer([20], traced(input())), Y: layer([13], easy(13)), Z: layer([18], easy(18)) },
      (connect) => ({
        still: connect('X', 'Y', some(1)),
        learning: connect('X', 'Z', some(2), postPre([1e-2, 1e-1])),
        later: connect('Y', 'Z', delayed(some(3), 3), bounded(postPre([1e-2, 1e-1]), 0, 4)),
        spread: connect('Z', 'Y', delayed(some(4), uniform(5, 1, 4)), postPre([1e-2, 1e-1])),
        slowly: connect('X', 'Y', some(7), accumulated(postPre([1e-2, 1e-1]), { every: 3 })),
        slowlyLater: connect('X', 'Y', delayed(some(8), 3), accumulated(postPre([1e-2, 1e-1]), { every: 3 })),
        alike: connect('X', 'Z', sparse(fixedProbability(6, 0.5), constant(0.5))),
      }),
    ),
  );
};

/** Cells with currents that decay, in small steps: few of them spike. */
const balanced = orThrow(
  network(
    { dt: 0.1 },
    { X: layer([40], input()), Y: layer([35], currentBased({ refrac: 0.3, thresh: -64.9 })) },
    (connect) => ({
      XY: connect('X', 'Y.exc', sparse(fixedProbability(1, 0.3), constant(3))),
      YY: connect('Y', 'Y.inh', sparse(fixedProbability(2, 0.3), uniform(3, -3, 0))),
    }),
  ),
);

const image = orThrow(
  network(
    { dt: 1 },
    {
      X: layer([2, 9, 9], traced(input())),
      Y: layer([5, 7, 7], traced(lif({ thresh: -62, refrac: 1 }))),
      P: layer([5, 3, 3], lif({ thresh: -64.5 })),
      L: layer([3, 4, 4], traced(lif({ thresh: -62, refrac: 1 }))),
    },
    (connect) => ({
      filters: connect('X', 'Y', conv(uniform(1), { kernel: 3 }), bounded(postPre([1e-3, 1e-2]), 0, 1)),
      largest: connect('Y', 'P', maxPool({ kernel: 2, stride: 2, decay: 1 })),
      unshared: connect('X', 'L', local(uniform(2), { kernel: 3, stride: 2 }), postPre([1e-3, 1e-2])),
    }),
  ),
);

/** Winners take all, by matrices of one number. */
const competing = orThrow(
  network(
    { dt: 1 },
    { X: layer([37], input()), E: layer([37], diehlAndCook({ thresh: -62 })), I: layer([37], lif({ tau: 10 })) },
    (connect) => ({
      XE: connect('X', 'E', dense(constant(0.4))),
      EI: connect('E', 'I', dense(oneToOne(22.5))),
      IE: connect('I', 'E', dense(allButSelf(-17.5))),
    }),
  ),
);

/** Cells that draw random numbers, choose one another, or look back. */
const cells = orThrow(
  network(
    { dt: 0.5 },
    {
      X: layer([11], input()),
      W: layer([11], winners(adaptiveLif({ thresh: -60 }), { k: 3 })),
      O: layer([11], oneSpike(lif({ thresh: -60 }))),
      C: layer([11], csrm()),
      I: layer([11], izhikevich()),
      F: layer([11], integrateAndFire()),
      P: layer([11], poissonGroup({ rates: 100 })),
    },
    (connect) => ({
      XW: connect('X', 'W', dense(uniform(1, 0, 9))),
      XO: connect('X', 'O', dense(uniform(2, 0, 9))),
      XC: connect('X', 'C', dense(uniform(3, 0, 9))),
      XI: connect('X', 'I', dense(uniform(4, 0, 9))),
      XF: connect('X', 'F', dense(uniform(5, 0, 9))),
    }),
  ),
);

export const kernelScenes: Readonly<Record<string, KernelScene>> = {
  'dense weights': scene(1, learning(30, 20)),
  'dense weights, given spikes and numbers in turns': scene(1, learning(30, 20), true),
  'cells in small steps, given spikes and numbers in turns': scene(1, balanced, true),
  'dense weights, 3 rows': scene(3, learning(30, 20)),
  'dense weights, 40 rows': scene(40, learning(3, 20)),
  'the largest of 40 rows': scene(40, learning(3, 20, 'max')),
  'long rows': scene(1, learning(3, 256)),
  'rows that are not as long': scene(1, learning(3, 255)),
  'weights that are new': scene(2, eligible),
  synapses: scene(1, synapses(1)),
  'synapses, 2 rows in small steps': scene(2, synapses(0.1)),
  'balanced cells': scene(1, balanced),
  images: scene(2, image),
  'matrices of one number': scene(1, competing),
  cells: scene(1, cells),
};

type Formula = (A: Algebra<Node>, x: Node) => Node;

/** A variable that becomes what is made of an input of floats. */
const graph = (shape: Shape, formula: Formula): Graph => {
  const x = { shape, dtype: 'f32' } as const;
  const made = draw({ x }, (A, inputs) => ({ y: formula(A, (inputs as unknown as Record<'x', Node>).x) }));
  const { shape: after, dtype } = (made.outputs as unknown as Record<'y', Node>).y;
  return draw({ frame: { x }, state: { y: { shape: after, dtype } } }, (A, inputs) => ({
    state: { y: formula(A, (inputs as unknown as { readonly frame: Record<'x', Node> }).frame.x) },
  }));
};

const grown =
  (times: number): Formula =>
  (A, x) =>
    Array.from({ length: times }).reduce((y: Node) => A.abs(A.mul(y, y)), x);

/** Places of an image, so many in order and then a gap. */
const runs =
  (each: number): Formula =>
  (A, x) => {
    const places = Array.from({ length: 3 * each }, (_, k) => k + Math.floor(k / each));
    return A.gather(x, tensor([places.length], places, 'i32'));
  };

/** Single kernels, around the numbers that tune them. */
export const kernelGraphs: Readonly<Record<string, Graph>> = {
  'a sum of 41 rows': graph([41, 8], (A, x) => A.sum(x, [0])),
  'a sum of 41 rows of 2 operations': graph([41, 8], (A, x) => A.sum(grown(1)(A, x), [0])),
  'a sum of 41 rows of 4 operations': graph([41, 8], (A, x) => A.sum(grown(2)(A, x), [0])),
  'the largest of each row': graph([9, 9], (A, x) => A.maxOver(x, [1])),
  'a loop over 100 vectors': graph([400], grown(1)),
  'a loop over 101 vectors': graph([404], grown(1)),
  'a loop over 11 numbers': graph([11], grown(1)),
  'numbers that are scattered': graph([2, 6], (A, x) => A.scatter(x, tensor([6], [0, 2, -1, 2, 1, 0], 'i32'), 3)),
  'numbers that are chosen': graph([2, 6], (A, x) => A.gather(x, tensor([3], [4, -1, 0], 'i32'))),
  ...Object.fromEntries(
    [64, 63, 32, 28, 24, 20, 16, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((each) => [
      `runs of ${each} places`,
      graph([2, 200], runs(each)),
    ]),
  ),
};
