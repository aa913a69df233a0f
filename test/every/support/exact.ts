import { filled, initial } from '../../../src/index.js';
import { algebra, stepNetwork, types, type Type } from '../../../src/authoring.js';
import { published } from '../../support/exactness.js';
import type { Case } from './cases.js';

/** The operations that a step of a network is made of, each as often as it comes. */
export const operationsOf = ({ net }: Pick<Case, 'net'>): readonly string[] => {
  const seen: string[] = [];
  const watching = algebra<Type>({
    constant: (value) => value,
    type: (x) => x,
    apply: (op, args, attribute) => {
      seen.push(op);
      return types.apply(op, args, attribute);
    },
  });
  const typeOf = ({ shape, dtype }: Type): Type => ({ shape, dtype });
  const { noise, layers, connections } = initial(net, { batch: 2 });
  const all = (of: Readonly<Record<string, Readonly<Record<string, Type>>>>) =>
    Object.fromEntries(
      Object.entries(of).map(([name, vars]) => [
        name,
        Object.fromEntries(Object.entries(vars).map(([variable, x]) => [variable, typeOf(x)])),
      ]),
    );
  stepNetwork(
    watching,
    net,
    { noise: typeOf(noise), layers: all(layers), connections: all(connections) },
    {
      reward: typeOf(filled([2], 0)),
    },
  );
  return seen;
};

/** Whether a mode of tfjs publishes that it gives the bits of eager in every operation that a network needs. */
export const isExact = (of: Pick<Case, 'net'>, mode: keyof typeof published): boolean => {
  const inexact = Object.keys(published[mode]).flatMap((name) => name.split(':')[0]!.split(', '));
  const needed = new Set(operationsOf(of));
  return !inexact.some((op) => needed.has(op));
};
