import type { Fold } from './fold.js';
import type { Names, Network } from './network.js';
import type { Tensor } from './tensor.js';

/** A variable that somebody looks at, of a layer or a connection. */
export interface Watch {
  readonly of: string;
  readonly variable: string;
}

/**
 * A fold over what it watches. It samples after every step: forced spikes are seen, `v` is the voltage after a reset,
 * `w` the weights after learning. What nobody watches never leaves the backend.
 */
export interface Monitor<O> {
  readonly watches: readonly Watch[];
  readonly fold: Fold<readonly Tensor[], O>;
}

/** One variable, given to a fold: `monitor(net, 'Y', 's', raster())`. The compiler knows which variables `Y` has. */
export const monitor = <L extends Names, C extends Names, N extends keyof (L & C) & string, O>(
  _net: Network<L, C>,
  of: N,
  variable: (L & C)[N],
  into: Fold<Tensor, O>,
): Monitor<O> => ({ watches: [{ of, variable }], fold: first(into) });

const first = <O>(of: Fold<Tensor, O>): Fold<readonly Tensor[], O> => ({
  next: ([x]) => first(of.next(x!)),
  done: of.done,
});
