import { size, type Shape } from '../../../core/shape.js';
import type { NirNode } from '../nodes.js';

/** Nodes with a time (ms) more of delay: in the one that begins with one, or before them. */
export const withDelay = (chain: readonly NirNode[], time: number, shape: Shape): readonly NirNode[] => {
  if (time === 0) return chain;
  const [first, ...others] = chain;
  const own = first?.type === 'Delay' ? Array.from(first.delay.data as Float64Array) : [0];
  const data = Float64Array.from({ length: size(shape) }, (_, k) => (own[k] ?? own[0]!) + time / 1000);
  const delay: NirNode = { type: 'Delay', delay: { shape, dtype: 'f64', data } };
  return first?.type === 'Delay' ? [delay, ...others] : [delay, ...chain];
};

/** What passes on what it gets, where notes need a node. */
export const passing = (shape: Shape): NirNode => ({
  type: 'Scale',
  scale: { shape, dtype: 'f32', data: new Float32Array(size(shape)).fill(1) },
});
