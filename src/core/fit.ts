import * as E from 'fp-ts/lib/Either.js';
import { fault, type LocalFault } from './errors.js';
import { sameShape, showShape, size, type Shape } from './shape.js';
import { isTensor, repeated, reshaped, type Dtype, type Tensor } from './tensor.js';

/** What a tensor of a frame has to be: a shape, for each of `rows` batch rows unless undefined, and perhaps a type. */
export interface Want {
  readonly shape: Shape;
  readonly rows?: number;
  readonly dtype?: Dtype | undefined;
}

/** The one rule of shapes: `[rows, ...shape]` or `[rows, n]`; `[...shape]` or `[n]` for the same in every row. */
export const fitTensor = (what: string, value: unknown, { shape, rows, dtype }: Want): E.Either<LocalFault, Tensor> => {
  const refuse = (want: string, got: string) => E.left<LocalFault>(fault('Frame', what, want, got));
  const values = `${size(shape)} value${size(shape) === 1 ? '' : 's'}${shape.length > 1 ? ` (${shape.join(' x ')})` : ''}`;
  if (!isTensor(value)) return refuse(values, 'no tensor');
  if (dtype !== undefined && value.dtype !== dtype) return refuse(dtype, value.dtype);
  const strange = value.dtype === 'f32' ? value.data.find((x) => !Number.isFinite(x)) : undefined;
  if (strange !== undefined) return refuse('finite numbers', `${strange}`);

  const flat = shape.length === 0 ? [] : [size(shape)];
  const isOneOf = (...forms: readonly Shape[]): boolean => forms.some((form) => sameShape(form, value.shape));
  if (rows === undefined && isOneOf(shape, flat)) return E.right(reshaped(value, shape));
  if (rows !== undefined && isOneOf([rows, ...shape], [rows, ...flat]))
    return E.right(reshaped(value, [rows, ...shape]));
  if (rows !== undefined && isOneOf(shape, flat)) return E.right(repeated(value, [rows, ...shape]));
  return refuse(
    rows === undefined || rows === 1 ? values : `${values}, or that for ${rows} rows`,
    `${value.data.length} ${showShape(value.shape)}`,
  );
};
