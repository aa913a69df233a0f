import * as E from 'fp-ts/lib/Either.js';
import { tried } from './either.js';
import { refused, type Faults } from './faults/errors.js';
import { isRecord } from './faults/options.js';
import { shown, shownTensor } from './faults/shown.js';
import { isTensor } from './tensor.js';

/**
 * Checks of arguments, for plain JavaScript. Each throws a `FaultError` of the place that was given another value.
 */
type Expect = (place: string, value: unknown, what?: string) => void;

const expecting =
  (usual: string, want: string, holds: (value: unknown) => boolean, show: (value: unknown) => string = shown): Expect =>
  (place, value, what = usual) => {
    if (!holds(value)) throw refused(place, what, want, show(value));
  };

const has = (value: unknown, ...names: readonly string[]): boolean =>
  isRecord(value) && names.every((name) => name in value);

export const expectNetwork: Expect = expecting('net', 'a network, as orThrow(network(...)) gives it', (value) =>
  has(value, 'dt', 'layers', 'connections'),
);
export const expectState: Expect = expecting(
  'state',
  'a state, as initial(net) gives it, or the state in the result of a run',
  (value) =>
    has(value, 'noise', 'layers', 'connections') &&
    !has(value, 'dt') &&
    isRecord((value as { layers: unknown }).layers) &&
    isRecord((value as { connections: unknown }).connections),
);
/** A network, and a state beside it. */
export const expectNetworkState = (place: string, net: unknown, state: unknown): void => {
  expectNetwork(place, net);
  expectState(place, state);
};

/** Whether a value is a neuron model, as far as can be seen. */
export const isModel = (value: unknown): boolean => isBody(value) && isRecord((value as { term?: unknown }).term);

/** Whether a value has all that a model needs but its name. */
const isBody = (value: unknown): boolean =>
  isRecord(value) && isRecord(value['init']) && 's' in value['init'] && typeof value['step'] === 'function';

export const expectModel: Expect = expecting('model', 'a neuron model, as lif() makes it', isModel);
export const expectBody: Expect = expecting('body', "a record with init, which has 's', and step", isBody);
export const expectRule: Expect = expecting('rule', 'a learning rule, as postPre([1e-4, 1e-2]) makes it', (value) =>
  has(value, 'term', 'init', 'step'),
);
export const expectWiring: Expect = expecting(
  'connection',
  'a kind of connection, as dense(uniform(1)) makes it',
  (value) => typeof value === 'function',
);
export const isFold = (value: unknown): boolean =>
  isRecord(value) && typeof value['next'] === 'function' && typeof value['done'] === 'function';
export const expectFold: Expect = expecting('fold', 'a fold, as record() makes it', isFold);
export const expectTensor: Expect = expecting(
  'tensor',
  'a tensor, as tensor(shape, values) makes it',
  isTensor,
  shownTensor,
);
export const expectArray: Expect = expecting('values', 'an array', Array.isArray);
export const expectRecord: Expect = expecting('value', 'a record', isRecord);
export const expectFunction: Expect = expecting('function', 'a function', (value) => typeof value === 'function');
export const expectAlgebra: Expect = expecting('A', 'an algebra, such as eagerAlgebra', (value) =>
  has(value, 'constant', 'type', 'apply'),
);
export const expectNumber: Expect = expecting(
  'value',
  'a number',
  (value) => typeof value === 'number' && !Number.isNaN(value),
);

export const expectBatch: Expect = expecting(
  'batch',
  'a whole number of samples, at least 1',
  (value) => Number.isInteger(value) && (value as number) > 0,
);

/** Checks that throw faults, for a function that returns them; then its result. */
export const expected = <A>(checks: () => void, then: () => E.Either<Faults, A>): E.Either<Faults, A> =>
  E.chain(() => then())(tried(checks));
