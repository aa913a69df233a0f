import {
  eager,
  initial,
  izhikevich,
  layer,
  monitor,
  network,
  orThrow,
  record,
  run,
  tensor,
  type Frame,
  type IzhikevichPattern,
  type Tensor,
} from '../../../src/index.js';

/** What one neuron did: a value of each for every step. */
export interface Trace {
  /** ms a step */
  readonly dt: number;
  /** mV, after the step */
  readonly v: readonly number[];
  /** Input of the step. */
  readonly current: readonly number[];
  /** Times of the spikes, ms: the starts of the steps in which they came. */
  readonly spikes: readonly number[];
}

/** A neuron under the current of a pattern, at the pattern's own step or another. */
export const traceOf = async ({ params, dt: own, duration, current }: IzhikevichPattern, dt = own): Promise<Trace> => {
  const net = orThrow(network({ dt }, { N: layer([1], izhikevich(params)) }));
  const currents = Array.from({ length: Math.round(duration / dt) + 1 }, (_, step) => current(step * dt));
  const drive: readonly Frame<Tensor, 'N'>[] = currents.map((size) => ({ inputs: { N: tensor([1, 1], [size]) } }));
  const { monitors } = orThrow(
    await run(eager, net, initial(net), drive, {
      v: monitor(net, 'N', 'v', record()),
      s: monitor(net, 'N', 's', record()),
    }),
  );
  const spikes = [...monitors.s.data].flatMap((spike, step) => (spike === 0 ? [] : [step * dt]));
  return { dt, v: [...monitors.v.data], current: currents, spikes };
};
