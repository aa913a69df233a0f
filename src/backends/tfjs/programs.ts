import { at, orThrow, unlessFaulty } from '../../core/errors.js';
import { nodesOf, type Graph } from '../../core/graph/graph.js';
import type { AnyNetwork } from '../../core/network.js';
import { normalised, stepNetwork } from '../../core/step.js';
import type { Tensor } from '../../core/tensor.js';
import { tfjsAlgebra } from './algebra.js';
import type { Desk } from './desk.js';
import { drawnOnce, type Drawn } from './drawn.js';
import { isHeld, upload, type Held, type Tf, type Value } from './held.js';
import { limits } from './limits.js';

/** What a session computes, in tfjs's algebra: a step, and weights normalised. What a mode cannot compute throws a FaultError. */
export interface Programs {
  readonly step: Drawn<Value>;
  readonly normalise: Drawn<Value>;
}

export const programs = (mode: string, own: Desk, net: AnyNetwork): Programs => {
  const constants = new Set<Tensor>();
  const A = tfjsAlgebra(own, (x) => constants.has(x));
  const accept = (graph: Graph): void => {
    orThrow(unlessFaulty(limits(mode, graph, 'state.noise').map(at(`backend 'tfjs:${mode}'`)), () => undefined));
    nodesOf(graph).forEach((node) => node._tag === 'Constant' && constants.add(node.value));
  };
  return {
    step: drawnOnce(A, (B, { state, frame }) => stepNetwork(B, net, state, frame), accept),
    normalise: drawnOnce(A, (B, { state }) => normalised(B, net, state), accept),
  };
};

/** Plain data on its way to a device. Whole numbers are counters, not quantities: they stay on the host until they meet what is not. */
export const arriving = (tf: Tf, value: Tensor): Value =>
  value.dtype === 'i32' ? value : { shape: value.shape, dtype: value.dtype, on: upload(tf, value) };

/** A value on the device that remembers the plain data it was made of. */
export const settled = (tf: Tf, value: Value): Value => {
  if (isHeld(value)) return value;
  const there = arriving(tf, value);
  return isHeld(there) ? ({ ...there, from: value } satisfies Held) : there;
};
