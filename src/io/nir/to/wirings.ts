import { fault, type LocalFault } from '../../../core/faults/errors.js';
import { shown } from '../../../core/faults/shown.js';
import { showShape, size } from '../../../core/shape.js';
import { isTensor, tensor, type Tensor } from '../../../core/tensor.js';
import type { Term } from '../../../core/term.js';
import { fitting } from '../../../models/connections/weight-faults.js';
import type { Pattern } from '../../../models/parameters/kind.js';
import { entriesOf } from '../../../models/parameters/entry.js';
import { vocabulary } from '../../../models/vocabulary.js';
import { transposed } from '../../transposed.js';
import type { NirNode } from '../nodes.js';
import { chain, type Chain, type Joined } from './chain.js';
import { convolution, pooling } from './sliding.js';
import { wrappedIn } from './unsaid.js';

/** The nodes of a connection; or the fault that NIR has none for it. */
export const chainOf = ({ name, params }: Term, joined: Joined): Chain | LocalFault => {
  const own = params as Readonly<Record<string, unknown>>;
  const of = own['of'] as Term;
  switch (name) {
    case 'dense':
      return matrixChain(transposed(joined.vars['w']!), joined);
    case 'sparse':
      return sparseChain(patternIn(own['pattern'], joined), joined);
    case 'conv':
      return convolution(own, joined);
    case 'pool':
      return pooling(own, joined);
    case 'biased':
      return biasedChain(chainOf(of, joined), joined);
    case 'delayed':
      return delayedChain(own['delay'], of, joined);
    case 'masked':
    case 'dale':
    case 'normalised':
      return wrappedIn(name, own, chainOf(of, joined));
    default:
      return fault(
        'Model',
        'connection',
        "one of 'dense', 'sparse', 'conv', 'pool', with or without 'biased' and 'delayed'",
        `'${name}'`,
      );
  }
};

const matrixChain = (weight: Tensor, { from, to }: Joined): Chain | LocalFault => {
  if (to.length > 1)
    return fault('Shape', 'target', `[${size(to)}], as NIR cannot give a vector a shape`, showShape(to));
  const flatten: readonly NirNode[] =
    from.length > 1 ? [{ type: 'Flatten', start_dim: 0, end_dim: -1, input_type: from }] : [];
  return chain(...flatten, { type: 'Linear', weight });
};

/** The neurons that are joined: as they are, or drawn as the pattern says. */
const patternIn = (told: unknown, { from, to }: Joined): Pattern => {
  const { pre, post, name, params } = told as { readonly pre?: Tensor; readonly post?: Tensor } & Partial<Term>;
  if (isTensor(pre) && isTensor(post)) return { pre: pre.data, post: post.data };
  const entry = entriesOf(vocabulary, 'pattern').find((one) => one.name === name)!;
  return entry.make(params as Readonly<Record<string, unknown>>)(size(from), size(to));
};

const isOneToOne = ({ pre, post }: Pattern, { from, to }: Joined): boolean =>
  pre.length === size(from) &&
  size(from) === size(to) &&
  Array.from(pre).every((place, k) => place === k && post[k] === k);

const sparseChain = (pattern: Pattern, joined: Joined): Chain | LocalFault => {
  const w = joined.vars['w']!;
  if (isOneToOne(pattern, joined)) {
    if (w.data.every((value) => value === 1)) return chain();
    return chain({ type: 'Scale', scale: { ...w, shape: joined.to } });
  }
  const [n, m] = fitting([size(joined.to), size(joined.from)]) as [number, number];
  const weight = new Float32Array(n * m);
  w.data.forEach((value, k) => (weight[pattern.post[k]! * m + pattern.pre[k]!]! += value));
  return matrixChain(tensor([n, m], weight), joined);
};

const biasedChain = (inner: Chain | LocalFault, { to, vars }: Joined): Chain | LocalFault => {
  if (!('nodes' in inner)) return inner;
  const [last, bias] = [inner.nodes.at(-1), vars['b']!];
  const before = inner.nodes.slice(0, -1);
  if (last?.type === 'Linear')
    return { ...inner, nodes: [...before, { ...last, type: 'Affine', bias: { ...bias, shape: [size(to)] } }] };
  if (last?.type === 'Conv1d' || last?.type === 'Conv2d') {
    const each = bias.data.length / to[0]!;
    const values = Array.from({ length: to[0]! }, (_, filter) => bias.data[filter * each]!);
    if (bias.data.every((value, k) => value === values[Math.floor(k / each)]))
      return { ...inner, nodes: [...before, { ...last, bias: tensor([to[0]!], values) }] };
    return fault('Parameter', 'bias', 'one number for each filter', 'others within one filter');
  }
  return fault(
    'Model',
    'connection with a bias',
    'dense or conv',
    last === undefined ? 'one neuron to one' : `what is '${last.type}' in NIR`,
  );
};

const delayedChain = (delay: unknown, of: Term, joined: Joined): Chain | LocalFault => {
  const inner = chainOf(of, joined);
  if (!('nodes' in inner)) return inner;
  const oneToOne =
    of.name === 'sparse' && isOneToOne(patternIn((of.params as Term['params'])['pattern'], joined), joined);
  if (typeof delay !== 'number' && !(isTensor(delay) && oneToOne))
    return fault('Parameter', 'delay', 'one number, as NIR delays neurons, not synapses', shown(delay));
  const times = Float64Array.from(
    { length: size(joined.from) },
    (_, k) => (typeof delay === 'number' ? delay : delay.data[k]!) / 1000,
  );
  return {
    ...inner,
    nodes: [{ type: 'Delay', delay: { shape: joined.from, dtype: 'f64', data: times } }, ...inner.nodes],
  };
};
