import * as E from 'fp-ts/lib/Either.js';
import type { Backend } from './core/run/backend.js';
import { shown } from './core/faults/shown.js';
import { at, fault, oneOf, unlessFaulty, type Faults, type LocalFault } from './core/faults/errors.js';
import { eager } from './backends/eager/eager.js';
import { js, wasm } from './backends/fused/fused.js';
import { jsTarget, wasmTarget } from './backends/fused/ir/target.js';
import { entryOf, hasOwn } from './core/record.js';

/** The fastest backend of those that work where this is called. */
export const fastestHere = (): Backend => (wasmTarget.works() ? wasm : jsTarget.works() ? js : eager);

/** `wasm`, or `js` where there are no WebAssembly vectors, or `eager` where a page's policy allows neither; its name says which. */
export const fastest: Backend = fastestHere();

/** A backend as a configuration has it: its name, the mode where it has several, and its own options. */
export interface BackendChoice {
  readonly backend: string;
  readonly mode?: string;
  readonly [option: string]: unknown;
}

interface Entry {
  /** One of them has to be chosen, unless there are none; each with the further options, strings, that it accepts. */
  readonly modes: Readonly<Record<string, readonly string[]>>;
  readonly load: (texts: Readonly<Record<string, string>>) => Promise<E.Either<Faults, Backend>>;
}

/** Every backend. One that needs an optional package is imported when it is chosen, never before. */
const table: Readonly<Record<string, Entry>> = {
  wasm: { modes: {}, load: async () => E.right(wasm) },
  js: { modes: {}, load: async () => E.right(js) },
  eager: { modes: {}, load: async () => E.right(eager) },
  tfjs: {
    modes: { cpu: [], wasm: ['wasmPath'], webgl: [], webgpu: [] },
    load: async ({ mode, wasmPath }) => (await import('./backends/tfjs/load.js')).load(mode!, wasmPath),
  },
  gpujs: {
    modes: { cpu: [], webasm: [], webgl: [], webgl2: [], webgpu: [] },
    // The modes are those of the table.
    load: async ({ mode }) => E.right((await import('./backends/gpujs/gpujs.js')).gpujs(mode as 'cpu')),
  },
};

/** The short names that `backend` takes: `eager`, `tfjs:wasm` and so on. */
export const backendNames: readonly string[] = Object.entries(table).flatMap(([name, { modes }]) =>
  Object.keys(modes).length === 0 ? [name] : Object.keys(modes).map((mode) => `${name}:${mode}`),
);

/**
 * A backend by configuration, as plain data `{ backend: 'tfjs', mode: 'wasm' }` or by its short name `'tfjs:wasm'`. It is a
 * promise, as optional packages are imported only now; a program that knows which backend it wants imports that instead. An
 * unknown name, mode or option, and a package that is missing, are faults.
 */
export const backend = async (choice: string | BackendChoice): Promise<E.Either<Faults, Backend>> => {
  const decoded = decode(typeof choice === 'string' ? named(choice) : choice);
  return E.isLeft(decoded) ? decoded : decoded.right.entry.load(decoded.right.texts);
};

const named = (name: string): BackendChoice => {
  const [backend, ...mode] = name.split(':');
  return { backend: backend!, ...(mode.length > 0 && { mode: mode.join(':') }) };
};

interface Decoded {
  readonly entry: Entry;
  readonly texts: Readonly<Record<string, string>>;
}

/** Checks everything: a configuration is read from a file. */
const decode = (choice: unknown): E.Either<Faults, Decoded> => {
  const given = typeof choice === 'object' && choice !== null ? choice : {};
  const { backend: name, ...rest } = given as Readonly<Record<string, unknown>>;
  const entry = entryOf(table, name);
  if (entry === undefined)
    return E.left([at('backend')(fault(kindOf(name), 'name', oneOf(Object.keys(table)), shown(name)))]);
  const modes = Object.keys(entry.modes);
  const { mode } = rest;
  const texts = Object.entries(rest).filter(([, value]) => value !== undefined);
  const known = hasOwn(entry.modes, mode) ? entry.modes[mode]! : Object.values(entry.modes).flat();
  const faults: readonly LocalFault[] = [
    ...(modes.length === 0 || modes.some((one) => one === mode)
      ? []
      : [fault(kindOf(mode), 'mode', oneOf(modes), shown(mode))]),
    ...texts.flatMap(([option, value]) => {
      if (option === 'mode' && modes.length > 0) return [];
      if (!known.includes(option))
        return [fault('Unknown', 'option', known.length === 0 ? 'it takes none' : oneOf(known), `'${option}'`)];
      return typeof value === 'string' ? [] : [fault('Data', `option '${option}'`, 'a string', shown(value))];
    }),
  ];
  return unlessFaulty(faults.map(at(`backend ${shown(name)}`)), () => ({
    entry,
    texts: Object.fromEntries(texts) as Readonly<Record<string, string>>,
  }));
};

/** Text that nothing is called by, or no text at all. */
const kindOf = (name: unknown): 'Unknown' | 'Parameter' => (typeof name === 'string' ? 'Unknown' : 'Parameter');
