import { shown } from '../../core/faults/shown.js';
import { fault, type LocalFault } from '../../core/faults/errors.js';
import { unless } from '../../core/faults/refuse.js';
import { sameShape, showShape } from '../../core/shape.js';
import { forEachBlock, makerOf } from '../../core/deferred.js';
import { isTensor, type Tensor } from '../../core/tensor.js';

/** What is wrong with a delay (ms), of all synapses or of one, for steps of dt; a millionth of a step below is rounding. */
export const shortFaults = (time: number, dt: number, synapse?: number): readonly LocalFault[] => {
  const want = `at least dt, ${dt} ms (without \`delayed\` spikes arrive in the next step)`;
  const got = `${time}${synapse === undefined ? '' : ` for synapse ${synapse}`}`;
  return unless(time >= dt * (1 - 1e-6), 'Parameter', 'delay', want, got);
};

/** What is wrong with the delays of so many synapses. */
export const delayFaults = (delays: Tensor, count: number): readonly LocalFault[] => {
  if (!isTensor(delays)) return [fault('Parameter', 'delay', 'a number, a tensor or a way to draw one', shown(delays))];
  if (!sameShape(delays.shape, [count]))
    return [fault('Shape', 'delay', `one for each of ${count} synapses`, showShape(delays.shape))];
  const maker = makerOf(delays);
  if (maker !== undefined && maker.least > 0) return [];
  let wrong: number | undefined;
  forEachBlock(delays, (times) => {
    wrong ??= times.find((time) => !(time > 0 && time < Infinity));
  });
  return unless(wrong === undefined, 'Parameter', 'delay', 'positive and finite', `${wrong}`);
};
