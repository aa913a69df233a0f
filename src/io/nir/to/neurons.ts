import { fault, oneOf, type LocalFault } from '../../../core/faults/errors.js';
import { shown } from '../../../core/faults/shown.js';
import type { Term } from '../../../core/term.js';
import { conversions, each, said, type Context, type Params, type Said } from './conversions.js';
import type { NirNode } from '../nodes.js';
import { wrappedIn } from './unsaid.js';
import { hasOwn } from '../../../core/record.js';

/** The node of a layer's model; or the fault that NIR has no such neuron. */
export const neuronNode = ({ name, params }: Term, context: Context): Said | LocalFault => {
  const own = params as Readonly<Record<string, unknown>>;
  if (hasOwn(conversions, name)) return conversions[name]!(own as Params, context);
  const of = own['of'] as Term | undefined;
  if (of !== undefined && (name === 'traced' || name === 'summed'))
    return wrappedIn(name, own, neuronNode(of, context));
  if (of !== undefined && name === 'graded') return gradedNode(of, context);
  return fault('Model', 'model', `${oneOf(Object.keys(conversions))}, or graded around one of NIR's`, shown(name));
};

const gradedNode = (of: Term, context: Context): Said | LocalFault => {
  // What has no threshold passes on the sum of what it gets.
  if (of.name === 'mcCullochPitts') return said({ type: 'Scale', scale: each(1, context) });
  const inner = neuronNode(of, context);
  if (!('node' in inner)) return inner;
  const { node } = inner;
  const type = { IF: 'I', LIF: 'LI', CubaLIF: 'CubaLI' }[node.type as 'IF'];
  const { thresh } = of.params as Params;
  if (type === undefined || thresh !== Infinity)
    return fault(
      'Model',
      'model that is graded',
      'nirIf, nirLif or nirCubaLif with thresh: Infinity',
      `'${of.name}', thresh ${shown(thresh)}`,
    );
  const { v_threshold: _, v_reset: __, ...rest } = node as NirNode & { readonly type: 'IF' };
  return { ...inner, node: { ...rest, type } as NirNode };
};
