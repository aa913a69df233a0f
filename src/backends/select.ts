import * as E from 'fp-ts/lib/Either.js';
import type { Backend } from '../core/backend.js';
import { at, fault, type Faults } from '../core/errors.js';
import { eager } from './eager/eager.js';
import { js, wasm } from './fused/fused.js';

const known: { readonly [name: string]: Backend } = { eager, js, wasm };

/** The names that `backend` knows. */
export const backendNames: readonly string[] = Object.keys(known);

/** A backend by its name, as a configuration has it. */
export const backend = (name: string): E.Either<Faults, Backend> =>
  Object.hasOwn(known, name)
    ? E.right(known[name]!)
    : E.left([at('backend')(fault('Unknown', 'name', `one of ${backendNames.join(', ')}`, `'${name}'`))]);
