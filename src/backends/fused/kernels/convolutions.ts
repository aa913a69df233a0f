import { operandsOf } from './contraction.js';
import { isLargest, type Applied } from '../plan/nodes.js';
import { spikeScatter, spikesAtSynapses, type SpikeScatter } from './spike-scatter-form.js';
import { convForward, type ConvForward } from './conv-forward-form.js';
import { convWeightGradient, type ConvWeightGradient } from './conv-weight-gradient-form.js';

export type Convolution = ConvForward | ConvWeightGradient | SpikeScatter;

/** A contraction, or a scatter, that need not wait until all windows are written out, if it is one. */
export const convolutionOf = (node: Applied): Convolution | undefined => {
  if (node.op === 'scatter') return spikesAtSynapses(node);
  if (node.op !== 'contract' || isLargest(node)) return undefined;
  const operands = operandsOf(node);
  const { driver, driverAxes, otherAxes, outAxes } = operands;
  const repeats = [driverAxes, otherAxes, outAxes].some((own) => new Set(own).size < own.length);
  const alone = otherAxes.some((letter) => !driverAxes.includes(letter) && !outAxes.includes(letter));
  if (driver.dtype !== 'bool' || repeats || alone) return undefined;
  return convForward(node, operands) ?? spikeScatter(node, operands) ?? convWeightGradient(node, operands);
};
