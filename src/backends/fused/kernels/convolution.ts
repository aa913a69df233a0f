import type { Routine } from '../ir/ir.js';
import type { Convolution } from './convolutions.js';
import type { Context } from './context.js';
import { lowerSpikeScatter, spikeScatterBytes } from './spike-scatter.js';
import { lowerConvForward, convForwardBytes } from './conv-forward.js';
import { lowerConvWeightGradient, convWeightGradientBytes } from './conv-weight-gradient.js';

/** A contraction of what is gathered, by what it looks like. */
export const lowerConvolution = (plan: Convolution, context: Context): Routine => {
  switch (plan.by) {
    case 'conv-forward':
      return lowerConvForward(plan, context);
    case 'conv-weight-gradient':
      return lowerConvWeightGradient(plan, context);
    case 'spike-scatter':
      return lowerSpikeScatter(plan, context);
  }
};

/** How much scratch memory it takes. */
export const convolutionBytes = (plan: Convolution, lanes: 1 | 4): number => {
  switch (plan.by) {
    case 'conv-forward':
      return convForwardBytes(plan, lanes);
    case 'conv-weight-gradient':
      return convWeightGradientBytes(plan);
    case 'spike-scatter':
      return spikeScatterBytes(plan);
  }
};
