import { fault, type LocalFault } from '../../../core/faults/errors.js';
import { shown } from '../../../core/faults/shown.js';
import { showShape, type Shape } from '../../../core/shape.js';
import { tensor } from '../../../core/tensor.js';
import { perAxis } from '../../../models/connections/windows.js';
import { chain, type Chain, type Joined } from './chain.js';

type Sliding = Readonly<Record<'kernel' | 'stride' | 'padding' | 'dilation', number | Shape>>;

export const convolution = (own: Readonly<Record<string, unknown>>, { from, to, vars }: Joined): Chain | LocalFault => {
  const axes = from.length - 1;
  if (axes > 2) return fault('Shape', 'source', '[channels, extent] or [channels, height, width]', showShape(from));
  const { stride, padding, dilation } = own as Sliding;
  const along = (value: number | Shape): number | Shape => (axes === 1 ? perAxis(value, 1)[0]! : perAxis(value, 2));
  return chain({
    type: axes === 1 ? 'Conv1d' : 'Conv2d',
    input_shape: axes === 1 ? from[1]! : from.slice(1),
    weight: vars['w']!,
    stride: along(stride),
    padding: along(padding),
    dilation: along(dilation),
    groups: own['groups'] as number,
    bias: tensor([to[0]!], new Float32Array(to[0]!)),
  });
};

export const pooling = (own: Readonly<Record<string, unknown>>, { from }: Joined): Chain | LocalFault => {
  const { kernel, stride, padding, dilation } = own as Sliding;
  if (from.length !== 3) return fault('Shape', 'source', '[channels, height, width]', showShape(from));
  if (perAxis(dilation, 2).some((step) => step !== 1))
    return fault('Parameter', 'dilation', '1, as pooling has none in NIR', shown(dilation));
  const [kernel_size, along, around] = [kernel, stride, padding].map((value) => perAxis(value, 2)) as [
    Shape,
    Shape,
    Shape,
  ];
  return chain({ type: own['by'] === 'sum' ? 'SumPool2d' : 'AvgPool2d', kernel_size, stride: along, padding: around });
};
