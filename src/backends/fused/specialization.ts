import type { Dtype, Tensor } from '../../core/tensor.js';
import type { StateLayout } from './state-layout.js';
import type { ConstantMatrix } from './kernels/kernel.js';
import type { Repeats } from './repeats.js';

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

/** The structure of a tensor, if it has any. A matrix of other weights is known by its first few. */
export const constantMatrixOf = ({ shape, dtype, data }: Tensor, repeats: Repeats): ConstantMatrix | undefined => {
  const [m, n] = shape;
  if (dtype !== 'f32' || shape.length !== 2 || m !== n || n === undefined || n < 2) return undefined;
  const [on, off] = [data[0]!, data[1]!];
  // A sum of zeros has no sign, and one of infinities no value.
  if (![on, off].every((value) => Number.isFinite(value) && !Object.is(value, -0))) return undefined;
  const where = on === off ? 'everywhere' : off === 0 ? 'diagonal' : on === 0 ? 'others' : undefined;
  if (where === undefined) return undefined;
  for (let k = 2; k <= n; k++) if (!Object.is(data[k], off)) return undefined;
  // From one element of the diagonal to the next it is the same again.
  return repeats(data, n + 1) ? { where, value: where === 'diagonal' ? on : off } : undefined;
};
