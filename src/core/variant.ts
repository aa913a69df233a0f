import type { AnyNetwork } from './network.js';

const first = Symbol('the network that this one differs from in parameters only');

/** Marks a network as one that differs from another in parameters only: a backend may run what it compiled for one of them for all. */
export const variantOf = <N extends AnyNetwork>(other: AnyNetwork, net: N): N =>
  Object.defineProperty({ ...net }, first, { value: firstOf(other) ?? other, enumerable: false });

/** The first of the networks that this one differs from in parameters only; undefined where nobody has said so of it. */
export const firstOf = (net: AnyNetwork): AnyNetwork | undefined =>
  (net as AnyNetwork & { readonly [first]?: AnyNetwork })[first];
