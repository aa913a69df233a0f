import type { Tensor } from '../../core/tensor.js';
import type { Repeats } from './repeats.js';

/** A square matrix that one number says all about: it is on the diagonal, everywhere else, or everywhere; elsewhere is 0. */
export interface ConstantMatrix {
  readonly where: 'diagonal' | 'others' | 'everywhere';
  readonly value: number;
}

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
