import { eager, type AnyNetwork, type Backend, type Frame, type Tensor } from 'spikefold';
import { leaves, mapTree, type Tree } from 'spikefold/authoring';
import { distance, stepTolerance } from '../../gpujs/operations.js';
import { step, type AnyState } from '../../support/trials.js';

/** One step on a backend beside the same step on eager. */
export interface Compared {
  /** What eager makes of it. */
  readonly want: AnyState;
  /** The places in which the two are further apart than is allowed, by variable. */
  readonly far: readonly string[];
  /** How many places do not count, of how many. */
  readonly undecided: number;
  readonly all: number;
}

/**
 * Compares a step from one state. Where a neuron is so near to its threshold that a last bit decides, eager itself comes out
 * elsewhere from a state a hair away: such places do not count.
 */
export const compared = async (
  backend: Backend,
  net: AnyNetwork,
  state: AnyState,
  frame: Frame<Tensor>,
): Promise<Compared> => {
  const want = await step(eager, net, state, frame);
  const got = new Map(leaves(treeOf(await step(backend, net, state, frame))));
  const off = leaves(treeOf(want)).flatMap(([path, { data }]) => {
    const isApart = (x: Tensor | undefined, k: number): boolean =>
      !(x !== undefined && distance([x.data[k]!], [data[k]!]) <= stepTolerance);
    return Array.from(data.keys())
      .filter((k) => isApart(got.get(path), k))
      .map((k) => ({
        place: `${path} [${k}]: want ${data[k]}, got ${got.get(path)?.data[k]}`,
        isUndecided: (nudged: ReadonlyMap<string, Tensor>) => isApart(nudged.get(path), k),
      }));
  });
  const factors = off.length === 0 ? [] : [1 - 1e-5, 1 + 1e-5];
  const nudged = await Promise.all(
    factors.map(async (factor) => new Map(leaves(treeOf(await step(eager, net, scaled(state, factor), frame))))),
  );
  const far = off.filter(({ isUndecided }) => !nudged.some(isUndecided)).map(({ place }) => place);
  const all = leaves(treeOf(want)).reduce((sum, [, { data }]) => sum + data.length, 0);
  return { want, far, undecided: off.length - far.length, all };
};

const treeOf = (state: AnyState): Tree<Tensor> => state as unknown as Tree<Tensor>;

const scaled = (state: AnyState, factor: number): AnyState =>
  mapTree<Tensor, Tensor>(
    (x) => (x.dtype === 'f32' ? { ...x, data: Float32Array.from(x.data, (value) => value * factor) } : x),
    treeOf(state),
  ) as unknown as AnyState;
