import { fault, type LocalFault } from './faults/errors.js';
import { isExtents, showShape, size, type Shape } from './shape.js';
import { refuseAll } from './faults/refuse.js';
import { shown } from './faults/shown.js';

/**
 * How many elements one tensor may have: 2^29, which are 2 GiB of numbers, about what WebAssembly and browsers take in one piece.
 * The one limit of sizes: larger ones are faults before anything is allocated.
 */
const mostElements: number = 2 ** 29;

/** The fault of a shape that is too large for one tensor, with its cure. */
export const roomFaults = (what: string, shape: Shape, cure?: string): readonly LocalFault[] =>
  size(shape) <= mostElements
    ? []
    : [
        fault(
          'Shape',
          what,
          `at most ${mostElements} elements, 2 GiB${cure === undefined ? '' : ` (${cure})`}`,
          `${showShape(shape)}, ${bytesIn(size(shape) * 4)}`,
        ),
      ];

/** Throws a `FaultError` of a place for a value that is not the shape of a tensor, or too large. */
export const checkRoom = (place: string, shape: Shape): void =>
  refuseAll(
    place,
    isExtents(shape)
      ? roomFaults('shape', shape)
      : [fault('Shape', 'shape', 'whole numbers of at least 0, such as [28, 28]', shown(shape))],
  );

/** `37.3 GiB` */
const bytesIn = (bytes: number): string => {
  if (!Number.isFinite(bytes)) return 'more than can be counted';
  const [unit, name] = bytes < 2 ** 40 ? [2 ** 30, 'GiB'] : [2 ** 40, 'TiB'];
  return `${Number((bytes / unit).toPrecision(3))} ${name}`;
};
