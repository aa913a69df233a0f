import * as E from 'fp-ts/lib/Either.js';
import { fault, type LocalFault } from '../faults/errors.js';
import { sameShape, showShape, size, type Shape } from '../shape.js';
import { counted } from '../rows.js';
import { isRecord } from '../faults/options.js';
import { shownTensor } from '../faults/shown.js';
import { asF32, isTensor, isTruth, repeated, reshaped, truths, type Dtype, type Tensor } from '../tensor.js';

/** The constraint of a tensor of a frame. */
export interface Want {
  readonly shape: Shape;
  /** Whether batch rows may differ: `[rows, ...shape]`. */
  readonly rowwise: boolean;
  /** Whether it is of one sample, and so has no batch rows. */
  readonly alone?: true;
  readonly dtype?: Dtype;
  /** A bool mask, which may also be given by the numbers of its neurons. */
  readonly neurons?: true;
  /** Random numbers, as models draw them: in [0, 1). */
  readonly unit?: true;
}

/** How many batch rows there are, and why, which a fault about another number repeats. */
export interface Rows {
  readonly count: number;
  readonly because: (got: number) => string;
}

/** The first number that no model draws. */
export const beyondUnit = ({ data }: Tensor): number | undefined => data.find((x) => !(x >= 0 && x < 1));

/** A value in the full shape that is wanted, or its fault. `what`: `frame 17`. */
export const fit = (what: string, value: unknown, want: Want, rows: Rows): E.Either<LocalFault, Tensor> => {
  const refuse = (wanted: string, got: string) => E.left<LocalFault>(fault('Frame', what, wanted, got));
  const { shape, rowwise, alone, dtype, neurons, unit } = want;
  const one = `${size(shape)} value${size(shape) === 1 ? '' : 's'}${shape.length > 1 ? ` (${shape.join(' x ')})` : ''}`;
  const values = rowwise && alone !== true && rows.count > 1 ? `${one}, or that for ${rows.count} rows` : one;
  if (!isTensor(value)) return refuse(`a tensor of ${values}`, `${shownTensor(value)}${frameCure(value)}`);
  const given = rowsIn(value, want);
  if (given !== undefined && given !== rows.count)
    return refuse(`for ${counted(rows.count)}, ${rows.because(given)}`, `${counted(given)} ${showShape(value.shape)}`);
  if (value.dtype === 'bool' && !isTruth(value.data)) return refuse(truths, `${value.data.find((x) => x > 1)}`);
  if (neurons === true && value.dtype !== 'bool')
    return value.dtype === 'i32'
      ? fitNumbers(what, value, shape, rows.count)
      : refuse('a bool mask, or i32 numbers of neurons', value.dtype);
  // Whole numbers, and 0 and 1 of bool, are numbers too.
  if (dtype === 'f32' && value.dtype !== 'f32') return fit(what, asF32(value), want, rows);
  if (dtype !== undefined && value.dtype !== dtype) return refuse(dtype, value.dtype);
  const strange = value.dtype === 'f32' ? value.data.find((x) => !Number.isFinite(x)) : undefined;
  if (strange !== undefined) return refuse('finite numbers', `${strange}`);
  const beyond = unit === true ? beyondUnit(value) : undefined;
  if (beyond !== undefined) return refuse('numbers in [0, 1)', `${beyond}`);

  const full = rowwise ? [rows.count, ...shape] : shape;
  if (given !== undefined) return E.right(reshaped(value, full));
  const isNumber = !rowwise && size(shape) === 1 && value.shape.length === 0;
  if (!isRow(value.shape, shape) && !isNumber)
    return refuse(values, `${value.data.length} ${showShape(value.shape)}${rowwise ? cure(value.shape, shape) : ''}`);
  return E.right(size(full) === value.data.length ? reshaped(value, full) : repeated(value, full));
};

/** How many rows a tensor is for; undefined where it is the same for all of them, or fits no number of rows. */
export const rowsIn = (
  { shape: [count, ...row], ...x }: Tensor,
  { shape, rowwise, alone, neurons }: Want,
): number | undefined => {
  if (!rowwise || count === undefined) return undefined;
  if (neurons === true && x.dtype === 'i32') return row.length === 1 ? count : undefined;
  if (alone === true && count !== 1) return undefined;
  return !isRow([count, ...row], shape) && isRow(row, shape) ? count : undefined;
};

/** What helps where one step's tensor was given for a source, each of whose rows would be a step, or one of another shape. */
const cure = (given: Shape, shape: Shape): string =>
  given.length === 0 || sameShape(given, shape.slice(1))
    ? ' (a tensor has a row for each step; always(x) is x in every step)'
    : isRow(given.slice(1), shape)
      ? ` (a recording has no batch rows: its layer has to be of shape ${showShape(given)})`
      : size(given) === size(shape)
        ? ` (the shape has to be ${showShape([size(shape)])}${shape.length > 1 ? ` or ${showShape(shape)}` : ''})`
        : '';

/** What helps where a source of frames was given for one of tensors. */
const frameCure = (value: unknown): string => {
  if (typeof value === 'number') return ' (a source gives a tensor for each step, as tensor([steps, n], values) does)';
  return isRecord(value) && (Object.keys(value).length === 0 || 'inputs' in value)
    ? ' (a frame: silence and frames give these, and go to run or concat themselves; a layer without input is left out)'
    : '';
};

/** Whether a shape is that of one row, as it is or flattened. */
const isRow = (given: Shape, shape: Shape): boolean =>
  sameShape(given, shape) || sameShape(given, shape.length === 0 ? [] : [size(shape)]);

/** Neurons by their numbers in the flattened layer, `[k]` in every row or `[rows, k]`, as a mask. */
const fitNumbers = (what: string, numbers: Tensor, shape: Shape, rows: number): E.Either<LocalFault, Tensor> => {
  const refuse = (wanted: string, got: string) => E.left<LocalFault>(fault('Frame', what, wanted, got));
  const n = size(shape);
  if (numbers.shape.length < 1 || numbers.shape.length > 2)
    return refuse('numbers of neurons [k], or [k] in each row', `[${numbers.shape.join(', ')}]`);
  const wrong = numbers.data.find((number) => number < 0 || number >= n);
  if (wrong !== undefined) return refuse(`numbers of neurons from 0 to ${n - 1}`, `${wrong}`);
  const data = new Uint8Array(rows * n);
  const [width, perRow] = [numbers.shape.at(-1)!, numbers.shape.length === 2];
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < width; k++) data[row * n + numbers.data[perRow ? row * width + k : k]!] = 1;
  return E.right({ shape: [rows, ...shape], dtype: 'bool', data });
};
