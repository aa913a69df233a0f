import { shown } from '../../core/faults/shown.js';
import { refused } from '../../core/faults/errors.js';
import type { Fold } from '../../core/fold.js';
import type { Tensor } from '../../core/tensor.js';
import { constructorOf, type Said } from '../parameters/entry.js';

/** A fold without parameters: what is given all the same, such as a dt, which the run says, is a `FaultError`. */
export const foldOf = <O>(
  name: string,
  make: () => Fold<Tensor, O>,
  instead = `the run says dt`,
): Said<(...none: readonly never[]) => Fold<Tensor, O>, 'fold', Record<never, never>> =>
  constructorOf('fold', name, {}, takeNothing(name, instead), make);

const takeNothing =
  (name: string, instead: string) =>
  (...given: readonly never[]): object => {
    if (given.length > 0) throw refused(name, 'arguments', `none: ${instead}`, shown(given[0]));
    return {};
  };
