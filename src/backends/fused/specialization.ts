import type { Dtype, Tensor } from '../../core/tensor.js';
import type { StateLayout } from './state-layout.js';
import type { Repeats } from './repeats.js';
import { constantMatrixOf, type ConstantMatrix } from './constant-matrix.js';

/** What a program may take for granted of the state that it finds; `key` is all of it in words. */
export interface Specialization {
  readonly key: string;
  /** The element types of all variables: an input layer's `s` takes those of its frames. */
  readonly dtypes: ReadonlyMap<string, Dtype>;
  /** The variables whose values one number tells. */
  readonly structures: ReadonlyMap<string, ConstantMatrix>;
}

export const known = (
  dtypes: ReadonlyMap<string, Dtype>,
  structures: ReadonlyMap<string, ConstantMatrix>,
): Specialization => ({
  key: `${[...dtypes.values()].join()} ${[...structures].map(([path, { where, value }]) => `${path} ${where} ${value}`).join()}`,
  dtypes,
  structures,
});

/** What there is to know of a state, given by path. It is looked at as it is: nothing is remembered of its tensors, which others may write into. */
export const specializationOf = (
  { homes }: StateLayout,
  state: ReadonlyMap<string, Tensor>,
  repeats: Repeats,
): Specialization => {
  const paths = [...homes];
  return known(
    new Map(paths.map(([path]) => [path, state.get(path)!.dtype])),
    new Map(
      paths.flatMap(([path, { slot }]) => {
        const structure = slot.learned ? constantMatrixOf(state.get(path)!, repeats) : undefined;
        return structure === undefined ? [] : [[path, structure] as const];
      }),
    ),
  );
};
