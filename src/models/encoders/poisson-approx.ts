import { foldIn, streamOf, uniforms } from '../../core/random.js';
import { withValues, type Tensor } from '../../core/tensor.js';
import { valid } from '../parameters/settle.js';
import { rateEncoder } from './encoder.js';
import { spikesWhere } from './once.js';

/**
 * BindsNET's quick stand-in for `poissonIntervals`: a spike where |z| ^ ((0.11 rate + 5) / 50) < 0.6 for a normal number z.
 * It is not calibrated (0 Hz gives 4.8 Hz, 100 Hz gives 161 Hz, at a dt of 1 ms) and here only for its numbers; what a step
 * gives does not depend on dt. docs/spec/encoding.md.
 */
export const poissonApprox = rateEncoder('poissonApprox', ({ seed, rates }, steps) => {
  const [key, count] = [streamOf(seed, 'poissonApprox'), rates.data.length];
  const normals = function* (): Iterable<Float64Array> {
    for (let step = 0; step < steps; step++) {
      const [u, v] = [uniforms(foldIn(key, 0), step, count), uniforms(foldIn(key, 1), step, count)];
      yield withValues(
        new Float64Array(count),
        (place) => Math.sqrt(-2 * Math.log(1 - u[place]!)) * Math.cos(2 * Math.PI * v[place]!),
      );
    }
  };
  return poissonApproxFrom(normals(), rates);
});

/** The same from given normal numbers, one array a step. */
export const poissonApproxFrom = function* (normals: Iterable<ArrayLike<number>>, rates: Tensor): Iterable<Tensor> {
  valid('poissonApprox', { rates: poissonApprox.entry.parameters.rates }, { rates });
  for (const z of normals)
    yield spikesWhere(rates, (rate, place) => Math.abs(z[place]!) ** ((0.11 * rate + 5) / 50) < 0.6);
};
