import type { Either } from 'fp-ts/lib/Either.js';
import { tried } from '../core/either.js';
import type { Faults } from '../core/faults/errors.js';
import type { Tensor } from '../core/tensor.js';
import { checkPlot } from './options.js';
import type { Plot } from './plot.js';
import { voltageMap } from './voltage-map.js';
import { voltageChecks, type VoltageOptions } from './voltage-options.js';
import { voltageTraces } from './voltage-traces.js';

/**
 * Voltages over time, as `record()` gives them (`[t, b, ...shape]`, or `[t, n]`): a panel for each neuron. A value is drawn where its step begins,
 * as spikes are; it is the voltage after that step's reset (of `izhikevich`, before it). Any other variable can be drawn so too.
 */
export const voltagePlot = (v: Tensor, options: VoltageOptions): Either<Faults, Plot> =>
  tried(() => {
    const kind = options?.as === 'map' ? 'map' : 'traces';
    checkPlot('voltagePlot', options, voltageChecks[kind]);
    return kind === 'map' ? voltageMap(v, options) : voltageTraces(v, options);
  });
