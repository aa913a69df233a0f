import { size, type Shape } from '../../../core/shape.js';
import type { AnyModel } from '../../../core/model.js';
import type { Param } from '../../../core/tensor.js';
import { graded } from '../../../models/neurons/graded.js';
import { input } from '../../../models/neurons/input.js';
import { mcCullochPitts } from '../../../models/neurons/mcculloch-pitts.js';
import { nirCubaLif } from '../../../models/nir/nir-cuba-lif.js';
import { nirIf } from '../../../models/nir/nir-if.js';
import { nirLif } from '../../../models/nir/nir-lif.js';
import type { Integrator, Reset } from '../../../models/nir/integrators.js';
import type { NumberArray } from '../../hdf5/array.js';
import { nextAbove } from './next-float.js';
import type { Node } from './flat.js';

/** What a file does not say of its neurons. */
export interface Assumed {
  readonly dt: number;
  readonly integrator: Integrator;
  readonly reset: Reset;
  readonly fires: 'above' | 'at';
  readonly start: 'leak' | 'zero';
  readonly withoutLeak: 'per second' | 'per step';
}

/** NIR counts seconds, a network ms. */
const ms = 1000;

/** A layer that passes on the sum of what it gets, as numbers, in the same step. */
export const relay = (): AnyModel => graded(mcCullochPitts({ thresh: Infinity })) as AnyModel;

/** The model of a node that becomes a layer of a shape. */
export const modelOf = (node: Node, shape: Shape, assumed: Assumed): AnyModel => {
  const param = (value: NumberArray | undefined, otherwise: number, scale = 1): Param =>
    value === undefined ? otherwise : paramOf(value, shape, (x) => x * scale);
  const firing = (of: { readonly v_threshold: NumberArray; readonly v_reset?: NumberArray }) => ({
    thresh: param(of.v_threshold, 1),
    reset: param(of.v_reset, 0),
    resetBy: assumed.reset,
    fires: assumed.fires,
  });
  const never = { thresh: Infinity };
  const start = assumed.start === 'zero' ? { start: 0 } : {};
  const { integrator } = assumed;
  const leaky = (of: Readonly<Record<'tau' | 'r' | 'v_leak', NumberArray>>) => ({
    tau: param(of.tau, 1, ms),
    resistance: param(of.r, 1),
    rest: param(of.v_leak, 0),
    integrator,
    ...start,
  });
  const cuba = (
    of: Readonly<Record<'tau_mem' | 'tau_syn' | 'r' | 'v_leak', NumberArray>> & { readonly w_in?: NumberArray },
  ) => ({
    tauMem: param(of.tau_mem, 1, ms),
    tauSyn: param(of.tau_syn, 1, ms),
    resistance: param(of.r, 1),
    rest: param(of.v_leak, 0),
    weight: param(of.w_in, 1),
    integrator,
    ...start,
  });
  const resistance = (r: NumberArray): Param =>
    param(r, 1, assumed.withoutLeak === 'per step' ? 1 / assumed.dt : 1 / ms);
  switch (node.type) {
    case 'Input':
      return input() as AnyModel;
    case 'Threshold':
      return mcCullochPitts({
        thresh: paramOf(node.threshold, shape, assumed.fires === 'above' ? nextAbove : (x) => x),
      });
    case 'I':
      return graded(nirIf({ resistance: resistance(node.r), ...never })) as AnyModel;
    case 'IF':
      return nirIf({ resistance: resistance(node.r), ...firing(node) }) as AnyModel;
    case 'LI':
      return graded(nirLif({ ...leaky(node), ...never })) as AnyModel;
    case 'LIF':
      return nirLif({ ...leaky(node), ...firing(node) }) as AnyModel;
    case 'CubaLI':
      return graded(nirCubaLif({ ...cuba(node), ...never })) as AnyModel;
    case 'CubaLIF':
      return nirCubaLif({ ...cuba(node), ...firing(node) }) as AnyModel;
    default:
      return relay();
  }
};

/** Numbers of a node for a layer of a shape: one, where all are the same. */
export const paramOf = ({ data }: NumberArray, shape: Shape, f: (value: number) => number): Param => {
  const values = Array.from(data as Iterable<number | bigint>, (value) => f(Number(value)));
  if (values.length !== size(shape) || values.every((value) => value === values[0])) return values[0] ?? NaN;
  return { shape, dtype: 'f32', data: Float32Array.from(values) };
};
