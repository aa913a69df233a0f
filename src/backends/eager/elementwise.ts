import type { ElementOp, Type } from '../../core/algebra.js';
import { expOf, logOf } from '../../core/exp-log.js';
import { sameShape, size, strides, type Shape } from '../../core/shape.js';
import { allocate, repeated, type Data, type Dtype, type Tensor } from '../../core/tensor.js';
import { shortcut, withRows, type RowTensor } from './rows.js';

/** One loop over the result `o`; an operand is read with step 1, or 0 for a single number. Storing rounds to float32. Clamp finds its first operand in `o`. */
type Loop = (o: Data, x: Data, i: number, y: Data, j: number, z: Data, l: number) => void;

/** What every element-by-element operation computes. This table is the meaning that all backends have to meet. */
const loops: Readonly<Record<ElementOp, Loop>> = {
  add: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! + y[k * j]!;
  },
  sub: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! - y[k * j]!;
  },
  mul: (o, x, i, y, j) => {
    if (o instanceof Int32Array) for (let k = 0; k < o.length; k++) o[k] = Math.imul(x[k * i]!, y[k * j]!);
    else for (let k = 0; k < o.length; k++) o[k] = x[k * i]! * y[k * j]!;
  },
  div: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! / y[k * j]!;
  },
  max: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) {
      const a = x[k * i]!,
        b = y[k * j]!;
      o[k] = a < b ? b : a;
    }
  },
  min: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) {
      const a = x[k * i]!,
        b = y[k * j]!;
      o[k] = b < a ? b : a;
    }
  },
  abs: (o, x, i) => {
    for (let k = 0; k < o.length; k++) o[k] = Math.abs(x[k * i]!);
  },
  exp: (o, x, i) => {
    for (let k = 0; k < o.length; k++) o[k] = expOf(x[k * i]!);
  },
  log: (o, x, i) => {
    for (let k = 0; k < o.length; k++) o[k] = logOf(x[k * i]!);
  },
  clamp: (o, _x, _i, y, j, z, l) => {
    const [b, c] = [y[0]!, z[0]!];
    for (let k = 0; k < o.length; k++) {
      const least = j === 0 ? b : y[k]!;
      const most = l === 0 ? c : z[k]!;
      if (o[k]! < least) o[k] = least;
      if (most < o[k]!) o[k] = most;
    }
  },
  gt: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! > y[k * j]! ? 1 : 0;
  },
  ge: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! >= y[k * j]! ? 1 : 0;
  },
  lt: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! < y[k * j]! ? 1 : 0;
  },
  ne: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! !== y[k * j]! ? 1 : 0;
  },
  and: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! && y[k * j]! ? 1 : 0;
  },
  or: (o, x, i, y, j) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! || y[k * j]! ? 1 : 0;
  },
  not: (o, x, i) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! ? 0 : 1;
  },
  where: (o, x, i, y, j, z, l) => {
    for (let k = 0; k < o.length; k++) o[k] = x[k * i]! ? y[k * j]! : z[k * l]!;
  },
};

export const elementwise = (op: ElementOp, args: readonly RowTensor[], { shape, dtype }: Type): RowTensor => {
  const count = size(shape);
  const alike = dtype !== 'f32' && args.every((arg) => arg.dtype === args[0]!.dtype);
  const [x, y = x!, z = x!] = args.map((arg, place) =>
    expanded(alike || (op === 'where' && place === 0) ? arg : widened(arg, dtype), shape, count),
  );
  const { rows, base } = shortcut(op, args[0]!, args[1]) ?? {};
  const start = base ?? (op === 'clamp' && x!.data.length === count ? x : undefined);
  const data =
    start === undefined ? allocate(dtype, count).fill(op === 'clamp' ? x!.data[0]! : 0) : (start.data.slice() as Data);

  const compute = (from: number, to: number): void => {
    const part = (arg: Tensor): Data => (arg.data.length === 1 ? arg.data : arg.data.subarray(from, to));
    const step = (arg: Tensor): number => (arg.data.length === 1 ? 0 : 1);
    loops[op](data.subarray(from, to), part(x!), step(x!), part(y), step(y), part(z), step(z));
  };
  // Adding 0 changes nothing but -0, which it makes 0.
  if (base !== undefined && op === 'add') for (let k = 0; k < count; k++) data[k]! += 0;
  if (rows === undefined) compute(0, count);
  else rows.forEach((row) => compute((row * count) / shape[0]!, ((row + 1) * count) / shape[0]!));
  const result = { shape, dtype, data };
  return rows === undefined || base !== undefined ? result : withRows(result, rows);
};

/** An operand as numbers of one kind, so that every loop reads and writes arrays of one kind (a mixed loop is several times slower). */
const widened = (x: Tensor, result: Dtype): Tensor =>
  x.dtype === 'f32' || x.dtype === result ? x : { shape: x.shape, dtype: 'f32', data: Float32Array.from(x.data) };

/** An operand with an element for each of the result, unless it is a single number. */
const expanded = (x: Tensor, shape: Shape, count: number): Tensor => {
  if (x.data.length === count || x.data.length === 1) return x;
  const tail = shape.slice(shape.length - x.shape.length);
  if (sameShape(x.shape, tail)) return repeated(x, shape);
  const data = allocate(x.dtype, count);
  const own = strides(x.shape).map((stride, axis) => (x.shape[axis] === 1 ? 0 : stride));
  const joint = strides(tail);
  for (let k = 0; k < count; k++) {
    let place = 0;
    for (let axis = 0; axis < tail.length; axis++) place += (Math.floor(k / joint[axis]!) % tail[axis]!) * own[axis]!;
    data[k] = x.data[place]!;
  }
  return { shape, dtype: x.dtype, data };
};
