import * as E from 'fp-ts/lib/Either.js';
import type { Backend } from './backend.js';
import type { Wire } from '../network.js';
import { at, faultsIn, type Fault, type LocalFault } from '../faults/errors.js';
import { unless } from '../faults/refuse.js';
import { expected, expectNetwork, expectState } from '../expect.js';
import { isRecord, optionFaults } from '../faults/options.js';
import { shown } from '../faults/shown.js';

/** The faults of the arguments of a run, of any type in plain JavaScript. */
export const callFaults = (
  backend: Backend,
  net: unknown,
  state: unknown,
  monitors: unknown,
  options: unknown,
): readonly Fault[] => [
  ...unless(isBackend(backend), 'Parameter', 'backend', wantedBackend, shown(backend)).map(at('run')),
  ...faultsOf(() => expectNetwork('run', net)),
  ...faultsOf(() => expectState('run', state)),
  ...[
    ...unless(isRecord(monitors), 'Parameter', 'monitors', 'a record of monitors by name', shown(monitors)),
    ...optionFaults(options, ['normalise', 'signal']),
    ...stillFaults(net, options),
    ...signalFaults(options),
  ].map(at('run')),
];

const isBackend = (value: unknown): boolean => isRecord(value) && typeof value['open'] === 'function';
const wantedBackend = "a backend, such as wasm, or the value of await backend('wasm')";

/** A frozen network is not normalised, and one that is told to be would say nothing of it. */
const stillFaults = (net: unknown, options: unknown): readonly LocalFault[] => {
  if (!isRecord(options) || options['normalise'] !== true || !isRecord(net) || !isRecord(net['connections'])) return [];
  const wires = Object.values(net['connections']) as readonly Wire<string>[];
  const isStill = wires.some(({ frozen }) => frozen === 'all');
  const fits = !isStill || wires.some(({ connection }) => connection.normalise !== undefined);
  const want = 'left out, as the network is frozen (frozen(net, { normalising: true }) keeps its norms)';
  return unless(fits, 'Parameter', 'normalise', want, 'true');
};

/** What is no signal would never stop a run. */
const signalFaults = (options: unknown): readonly LocalFault[] => {
  const signal = isRecord(options) ? options['signal'] : undefined;
  const fits = signal === undefined || (isRecord(signal) && typeof signal['aborted'] === 'boolean');
  return unless(fits, 'Parameter', 'signal', 'an AbortSignal, such as the signal of an AbortController', shown(signal));
};

const faultsOf = (check: () => void): readonly Fault[] => faultsIn(expected(check, () => E.right(undefined))) ?? [];
