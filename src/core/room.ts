import { fault, type LocalFault } from './errors.js';
import { showShape, size, type Shape } from './shape.js';

/**
 * How many elements one tensor may have: 2^29, which are 2 GiB of numbers, as much as WebAssembly and most browsers take in
 * one piece. The one limit of sizes; what is larger is a fault before anything is allocated.
 */
export const mostElements: number = 2 ** 29;

/** What is wrong with a shape that is too large for one tensor: nothing where it is not. */
export const roomFaults = (what: string, shape: Shape, cure?: string): readonly LocalFault[] =>
  size(shape) <= mostElements
    ? []
    : [
        fault(
          'Shape',
          what,
          `at most ${mostElements} elements (2 GiB)${cure === undefined ? '' : `: ${cure}`}`,
          `${showShape(shape)}, which would take ${bytesIn(size(shape) * 4)}`,
        ),
      ];

/** `1.5 GiB` */
const bytesIn = (bytes: number): string => {
  if (!Number.isFinite(bytes)) return 'more than can be counted';
  const unit = bytes < 2 ** 40 ? 30 : 40;
  return `${Number((bytes / 2 ** unit).toPrecision(3))} ${unit === 30 ? 'GiB' : 'TiB'}`;
};
