import type { Type } from '../../core/algebra.js';
import { frameOf, type FrameType, type TypedFrame } from '../../core/run/frame-type.js';
import type { Observed } from '../../core/run/observed.js';
import type { Watch } from '../../core/run/watch.js';
import type { CompiledNetwork } from './compiled-network.js';
import { bind, bindingsOf } from './inlets.js';
import type { Lent } from './instance.js';
import type { Memory } from './ir/target.js';
import { outletsOf } from './outlets.js';
import type { Specialization } from './state-layout.js';
import type { Variables } from './variables.js';

/** Steps through a block of frames from one on, as far as a program goes at once, after so many steps; gives what was watched. */
export const stretches = <Code, M extends Memory>(
  network: CompiledNetwork<Code, M>,
  instance: Lent<Code, M>,
  variables: Variables<Code, M>,
  watched: readonly Watch[],
) => {
  const outlets = outletsOf(watched.map(variables.watched), instance.memory, instance.reserve);
  /** A compiled step for frames of one type and a state of which as much is known, and where their tensors go. */
  const stepFor = (type: FrameType, before: Specialization) => {
    const frame = frameOf<Type>(type, (part) => part);
    const compiled = network.step(before, frame);
    // Makes room in memory.
    instance.runnable(compiled);
    return { compiled, type, before, bindings: bindingsOf(type, compiled.program.inlets) };
  };
  let step: ReturnType<typeof stepFor> | undefined;
  /** How many steps of a block lie in memory, from the next one on. */
  let buffered = 0;
  return (block: TypedFrame, from: number, steps: number): Observed => {
    const now = variables.specialization();
    const isOther = step?.type !== block.type || step.before.key !== now.key;
    if (step === undefined || isOther) step = stepFor(block.type, now);
    const { compiled, bindings } = step;
    if (from === 0 || isOther || buffered === 0) buffered = bind(instance.memory(), bindings, block, from);
    const repeat = variables.ready(compiled);
    const gathered = outlets.open(steps, compiled.after);
    const taken = repeat(compiled.after.key === now.key ? outlets.until(steps, buffered) : 1);
    buffered -= taken;
    return gathered(taken);
  };
};
