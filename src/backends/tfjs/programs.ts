import { at, orThrow, unlessFaulty } from '../../core/faults/errors.js';
import { evaluate, nodesOf } from '../../core/graph/graph.js';
import type { AnyNetwork } from '../../core/network.js';
import { asState, asTree, type AnyState } from '../../core/graph/step-input.js';
import type { Tensor } from '../../core/tensor.js';
import type { Program } from '../device.js';
import { withoutRings } from '../rings.js';
import { drawablesOf, oncePerSignature, type Drawable } from '../drawing.js';
import { mapFrame, valuesOf } from '../states.js';
import { tfjsAlgebra } from './algebra.js';
import { tensorsOf, upload, type Value } from './device-value.js';
import type { KernelContext } from './kernel-context.js';
import { limits } from './limits.js';

/** What a network computes, in tfjs's algebra. Of what it computes on the way nothing is left. */
export const programs = (
  context: KernelContext,
  net: AnyNetwork,
): Readonly<Record<'step' | 'normalise', Program<Value>>> => {
  const { tf, mode } = context;
  const constants = new Set<Tensor>();
  const A = tfjsAlgebra(context, (x) => constants.has(x));
  const program = (f: Drawable): Program<Value> => {
    const graphOf = oncePerSignature(f, (graph) => {
      orThrow(unlessFaulty(limits(mode, graph).map(at(`backend 'tfjs:${mode}'`)), () => undefined));
      nodesOf(graph).forEach((node) => node._tag === 'Constant' && constants.add(node.value));
      return graph;
    });
    return {
      run: (state, frame) => {
        let next: AnyState<Value> | undefined;
        tf.tidy(() => {
          const inputs = asTree({ state, frame: mapFrame((x) => upload(tf, x), frame) });
          next = asState(evaluate(A, graphOf(inputs), inputs));
          return [...tensorsOf(valuesOf(next))];
        });
        return next!;
      },
      check: (state, frame) => void graphOf(asTree({ state, frame })),
    };
  };
  const { step, normalise } = drawablesOf(net, withoutRings);
  return { step: program(step), normalise: program(normalise) };
};
