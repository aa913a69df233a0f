import { explain, type Source } from '../../../src/index.js';
import { tried } from '../../../src/core/either.js';
import { faultsIn } from '../../../src/core/faults/errors.js';

/** All that is said of what a source is made of, or of its steps. */
export const said = (source: () => Source, dt = 1): readonly string[] =>
  (faultsIn(tried(() => [...source()(dt)])) ?? []).map(explain);
