import * as E from 'fp-ts/lib/Either.js';
import type { Fault } from '../../core/faults/errors.js';
import { sameShape, showShape, size, strides, type Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { elementWidth, tensorIn, type Described } from './elements.js';
import { inFile } from './header.js';

/** Elements of a tensor in a stretch of bytes: the neighbour along each axis so many elements on, from an offset. */
export interface Strided extends Described {
  readonly steps: Shape;
  readonly offset: number;
  /** Whether the lowest byte of a number is first, default true. */
  readonly little?: boolean;
}

/** Reads a tensor of any known type, whose elements may lie in any order, as one of ours; or says why it cannot. */
export const readStrided = (
  { name, code, shape, steps, offset, little }: Strided,
  bytes: Uint8Array,
): E.Either<Fault, Tensor> => {
  const width = elementWidth(code) ?? 1;
  const [count, held] = [size(shape), Math.floor(bytes.length / width)];
  const last = shape.reduce((place, extent, axis) => place + (extent - 1) * steps[axis]!, offset);
  if (count > held || (count > 0 && last >= held))
    return E.left(
      inFile(
        `tensor '${name}'`,
        `within its ${held} stored numbers (save tensor.contiguous() if it was expanded)`,
        `${showShape(shape)} by steps of ${showShape(steps)} from ${offset}`,
      ),
    );
  return tensorIn({ name, code, shape }, inOrder(bytes, width, offset, shape, steps), little);
};

/** Elements row by row, wherever they lie. */
const inOrder = (bytes: Uint8Array, width: number, offset: number, shape: Shape, steps: Shape): Uint8Array => {
  const count = size(shape);
  const dense = strides(shape);
  if (sameShape(steps, dense)) return bytes.subarray(offset * width, (offset + count) * width);
  const packed = new Uint8Array(count * width);
  for (let place = 0; place < count; place++) {
    let from = offset;
    for (let axis = 0; axis < shape.length; axis++)
      from += (Math.floor(place / dense[axis]!) % shape[axis]!) * steps[axis]!;
    for (let byte = 0; byte < width; byte++) packed[place * width + byte] = bytes[from * width + byte]!;
  }
  return packed;
};
