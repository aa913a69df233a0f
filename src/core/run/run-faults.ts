import * as E from 'fp-ts/lib/Either.js';
import type { Backend } from '../backend.js';
import { at, fault, faultsIn, type Fault } from '../errors.js';
import { expected, expectNetwork, expectState } from '../check/expect.js';
import { isRecord, optionFaults } from '../check/options.js';
import { shown } from '../check/shown.js';

/** What keeps a run from even looking at its network: plain JavaScript gives it anything. */
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
          fault('Parameter', 'backend', 'a backend, such as wasm, or what backend(...) comes to', shown(backend)),
        ),
      ]),
  ...faultsOf(() => expectNetwork('run', net)),
  ...faultsOf(() => expectState('run', state)),
  ...(isRecord(monitors)
    ? []
    : [at('run')(fault('Parameter', 'monitors', 'a record of monitors by name', shown(monitors)))]),
  ...optionFaults(options, ['normalise', 'signal']).map(at('run')),
];

const faultsOf = (check: () => void): readonly Fault[] => faultsIn(expected(check, () => E.right(undefined))) ?? [];
