import * as E from 'fp-ts/lib/Either.js';
import type { Backend } from '../backend.js';
import type { Wire } from '../network.js';
import { at, fault, faultsIn, type Fault } from '../errors.js';
import { expected, expectNetwork, expectState } from '../check/expect.js';
import { isRecord, optionFaults } from '../check/options.js';
import { shown } from '../check/shown.js';

/** The faults of the arguments of a run, of any type in plain JavaScript. */
export const callFaults = (
  backend: Backend,
  net: unknown,
  state: unknown,
  monitors: unknown,
  options: unknown,
): readonly Fault[] => [
  ...(isRecord(backend) && typeof backend['open'] === 'function'
    ? []
    : [
        at('run')(
          fault(
            'Parameter',
            'backend',
            "a backend, such as wasm, or the value of await backend('wasm')",
            shown(backend),
          ),
        ),
      ]),
  ...faultsOf(() => expectNetwork('run', net)),
  ...faultsOf(() => expectState('run', state)),
  ...(isRecord(monitors)
    ? []
    : [at('run')(fault('Parameter', 'monitors', 'a record of monitors by name', shown(monitors)))]),
  ...optionFaults(options, ['normalise', 'signal']).map(at('run')),
  ...stillFaults(net, options),
];

/** A frozen network is not normalised, and one that is told to be would say nothing of it. */
const stillFaults = (net: unknown, options: unknown): readonly Fault[] => {
  if (!isRecord(options) || options['normalise'] !== true || !isRecord(net) || !isRecord(net['connections'])) return [];
  const wires = Object.values(net['connections']) as readonly Wire<string>[];
  return wires.some(({ frozen }) => frozen === 'all') &&
    wires.every(({ connection }) => connection.normalise === undefined)
    ? [
        at('run')(
          fault(
            'Parameter',
            'normalise',
            'left out, as the network is frozen (frozen(net, { normalising: true }) keeps its norms)',
            'true',
          ),
        ),
      ]
    : [];
};

const faultsOf = (check: () => void): readonly Fault[] => faultsIn(expected(check, () => E.right(undefined))) ?? [];
