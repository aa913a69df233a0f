import * as E from 'fp-ts/lib/Either.js';
import type { Algebra } from '../../core/algebra.js';
import type { Backend } from '../../core/run/backend.js';
import { algebra } from '../../core/graph/interpret.js';
import type { NetworkState, Names } from '../../core/network.js';
import { atStep, normalisedAfter, numberCheck } from '../../core/check/numbers.js';
import { foldIn, uniforms } from '../../core/random.js';
import { size } from '../../core/shape.js';
import { rested } from '../../core/state.js';
import { normaliseWeights, stepNetwork } from '../../core/step.js';
import type { Tensor } from '../../core/tensor.js';
import { seenIn } from '../../core/run/watch.js';
import { contract } from './contract.js';
import { elementwise } from './elementwise.js';
import { collect, deposit, gather, rowAt, scatter, shiftIn, withRow } from './move.js';
import { chooseOne, reduce } from './reduce.js';

/** The reference interpretation: plain typed arrays, computed at once, a new array for each result. It defines what every operation means. */
export const eagerAlgebra: Algebra<Tensor> = algebra<Tensor>({
  constant: (value) => value,
  type: (x) => x,
  apply: (op, args, attribute, type) => {
    const [x, y] = args as [Tensor, Tensor];
    switch (op) {
      case 'sum':
      case 'maxOver':
        return reduce(op, x, attribute as readonly number[], type);
      case 'reshape':
        return { ...type, data: x.data };
      case 'contract':
        return contract(attribute[0] as string, x, y, type);
      case 'gather':
        return gather(x, y, type);
      case 'scatter':
        return scatter(x, y, type);
      case 'shiftIn':
        return shiftIn(x, y, type);
      case 'rowAt':
        return rowAt(x, y, type);
      case 'withRow':
        return withRow(x, y, args[2]!);
      case 'deposit':
        return deposit(x, y, args[2]!, args[3]!);
      case 'collect':
        return collect(x, y, args[2]!, type);
      case 'chooseOne':
        return chooseOne(x, y);
      case 'uniform':
        return {
          ...type,
          data: uniforms(
            foldIn([x.data[0]! >>> 0, x.data[1]! >>> 0], attribute[0] as number),
            x.data[2]!,
            size(type.shape),
          ),
        };
      default:
        return elementwise(op, args, type);
    }
  },
});

/** The reference backend: steps the network as it is written. Slow and plain; every other backend is compared with it. */
export const eager: Backend = {
  name: 'eager',
  chunk: 1,
  open: async (net, given, watched) => {
    let state: NetworkState<Names, Names> = given;
    let steps = 0;
    const { check, met, verdict } = numberCheck(net);
    /** Sets the next state, and returns whether its numbers are finite. */
    const become = (next: NetworkState<Names, Names>, when: string): boolean => {
      const sound = check(next, when, state);
      state = next;
      return sound;
    };
    const normalise = (): boolean => become(normaliseWeights(eagerAlgebra, net, state), normalisedAfter(steps));
    const end = (): void => {
      if (normalise()) state = rested(net, state);
    };
    return E.right({
      advance: async (frames) =>
        E.right(
          frames.flatMap((frame) => {
            if (met() !== undefined) return [];
            const sound = become(stepNetwork(eagerAlgebra, net, state, frame), atStep(steps++));
            const seen = seenIn(state, watched, steps);
            if (frame.ends === true && sound) end();
            return [seen];
          }),
        ),
      end: async () => {
        end();
        return verdict();
      },
      normalise: async () => void normalise(),
      state: async () => state,
      met,
      close: () => {},
    });
  },
};
