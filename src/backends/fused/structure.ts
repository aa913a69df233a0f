import type { Tensor } from '../../core/tensor.js';

/** A square matrix that one number says all about: it is on the diagonal, everywhere else, or everywhere; elsewhere is 0. */
export interface Structure {
  readonly where: 'diagonal' | 'others' | 'everywhere';
  readonly value: number;
}

/** The structure of a tensor, if it has any. A matrix of other weights is known by its first few. */
export const structureOf = ({ shape, data }: Tensor): Structure | undefined => {
  const [m, n] = shape;
  if (shape.length !== 2 || m !== n || n === undefined || n < 2) return undefined;
  const [on, off] = [data[0]!, data[1]!];
  // A sum of zeros has no sign, and one of infinities no value.
  if (![on, off].every((value) => Number.isFinite(value) && !Object.is(value, -0))) return undefined;
  const where = on === off ? 'everywhere' : off === 0 ? 'diagonal' : on === 0 ? 'others' : undefined;
  if (where === undefined) return undefined;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) if (!Object.is(data[i * n + j], i === j ? on : off)) return undefined;
  return { where, value: where === 'diagonal' ? on : off };
};
