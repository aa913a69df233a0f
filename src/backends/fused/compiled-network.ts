import type { Type } from '../../core/algebra.js';
import { FaultError, refused, thrown } from '../../core/faults/errors.js';
import type { Frame } from '../../core/frame.js';
import { draw } from '../../core/graph/graph.js';
import { asTree } from '../../core/graph/step-input.js';
import { infiniteVariables } from '../../core/check/infinite.js';
import type { AnyNetwork, Wire } from '../../core/network.js';
import { numberCheck, type NumberCheck } from '../../core/check/numbers.js';
import { slotType } from '../../core/slots.js';
import { remembered } from '../../core/record.js';
import type { Tensor } from '../../core/tensor.js';
import { mapTree } from '../../core/graph/tree.js';
import { drawablesOf, signatureOf, typesOf } from '../drawing.js';
import { lending } from './instance.js';
import { repeating } from './constant-weights.js';
import { specializationOf, stateLayout, type Specialization } from './state-layout.js';
import { isNumber } from './plan/numbers.js';
import type { Memory, Target } from './ir/target.js';
import type { Compiled, Programs } from './programs.js';

export type CompiledNetwork<Code, M extends Memory> = ReturnType<typeof compiledNetwork<Code, M>>;

/**
 * All that is compiled for a network and a number of rows: made once, used by every run. A network that differs from others in
 * parameters only shares its programs with them.
 */
export const compiledNetwork = <Code, M extends Memory>(
  target: Target<Code, M>,
  net: AnyNetwork,
  batch: number,
  programs: Programs<Code, M>,
) => {
  const layout = stateLayout(net, batch);
  const infinite = drawn(target.name, () => infiniteVariables(net));
  const drawables = drawablesOf(net);
  const made = new Map<string, Compiled<Code>>();
  const repeats = repeating(target);
  const compiled = (name: 'step' | 'normalise', before: Specialization, given: Frame<Type>): Compiled<Code> => {
    const { ends: _, ...types } = given;
    const frame = asTree<Type>(types);
    return remembered(made, [name, before.key, signatureOf(frame)].join(), () => {
      const state = mapTree(
        (slot, path): Type => ({ shape: slotType(slot, batch).shape, dtype: before.dtypes.get(path)! }),
        layout.slots,
        'state',
      );
      const inputs = { state, frame: typesOf(frame) };
      const graph = drawn(target.name, () =>
        draw(inputs, (A, input) => ({ state: drawables[name](A, input) }), programs.areShared ? isNumber : undefined),
      );
      return programs.of(graph, before, infinite, name === 'normalise');
    });
  };
  return {
    layout,
    addressOf: programs.addressOf,
    checking: (): NumberCheck => numberCheck(net),
    specializationOf: (state: ReadonlyMap<string, Tensor>): Specialization =>
      specializationOf(layout.homes, state, programs.areShared ? undefined : repeats),
    /** The step for frames of these types. */
    step: (before: Specialization, frame: Frame<Type>): Compiled<Code> => compiled('step', before, frame),
    /** What normalises its weights; undefined where none are. */
    normalise: (before: Specialization): Compiled<Code> | undefined =>
      isNormalised(net) ? compiled('normalise', before, {}) : undefined,
    /** An instance for a run. */
    acquire: lending(target, net, batch, layout, programs),
  };
};

const isNormalised = ({ connections }: AnyNetwork): boolean =>
  Object.values<Wire<string>>(connections).some(({ connection }) => connection.normalise !== undefined);

/** A model's own code may throw while its step is drawn for frames of other types than `network` has drawn it for. */
const drawn = <A>(backend: string, drawing: () => A): A => {
  try {
    return drawing();
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw refused(`backend '${backend}'`, 'step', 'one that takes these frames', thrown(error), 'Model');
  }
};
