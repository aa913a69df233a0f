import * as E from 'fp-ts/lib/Either.js';
import { at, fault, oneOf, unlessFaulty, type Fault, type Faults } from '../../core/faults/errors.js';
import type { Json } from './json.js';
import type { Plain } from '../../core/term.js';
import { freshTensor } from '../../core/run/fresh.js';
import { isTensor, sameTensor, type Tensor } from '../../core/tensor.js';
import { plainFaults } from './plain-faults.js';
import { parse } from './text.js';
import { hasOwn } from '../../core/record.js';
import { shown } from '../../core/faults/shown.js';

/** Plain data in two parts: a JSON text, and the tensors that it names. */
export interface Packed {
  readonly text: string;
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/** Numbers that JSON does not know. */
const unwritten: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };

/**
 * Moves every tensor out of plain data, each under the path that leads to it (`state.layers.Y.v`). In the text a tensor
 * is `{ "$tensor": name }`, a number that JSON does not know `{ "$number": "NaN" }`, and a key that begins with `$` has
 * one more, so that whatever is packed comes back as it was. Other values are faults with their paths. A tensor that is among
 * those `packed` before is not packed again: the text names it.
 */
export const pack = (value: unknown, root: string, packed: Packed['tensors'] = {}): E.Either<Faults, Packed> =>
  unlessFaulty(plainFaults(value, root), () => packPlain(value, root, packed));

/** Packs what is plain data. */
export const packPlain = (value: unknown, root: string, packed: Packed['tensors'] = {}): Packed => {
  const tensors = new Map<string, Tensor>();
  const nameFor = (path: string): string => (tensors.has(path) ? nameFor(`${path}'`) : path);
  const write = (part: unknown, path: string): Json => {
    if (typeof part === 'number')
      return Number.isFinite(part) && !Object.is(part, -0) ? part : { $number: Object.is(part, -0) ? '-0' : `${part}` };
    if (typeof part !== 'object' || part === null) return part as Json;
    if (isTensor(part)) {
      const shared = Object.keys(packed).find((name) => sameTensor(packed[name]!, part));
      const name = shared ?? nameFor(path);
      if (shared === undefined) tensors.set(name, part);
      return { $tensor: name };
    }
    if (Array.isArray(part)) return part.map((item: unknown, place) => write(item, `${path}[${place}]`));
    return Object.fromEntries(
      Object.entries(part).map(([key, item]) => [key.startsWith('$') ? `$${key}` : key, write(item, `${path}.${key}`)]),
    );
  };
  return { text: JSON.stringify(write(value, root)), tensors: Object.fromEntries(tensors) };
};

/** Unpacked plain data, and the tensors that it names. */
export interface Unpacked {
  readonly value: Plain;
  readonly named: readonly string[];
}

/** The plain data that were packed as this text, with the tensors back in their places; those of other texts are copied. */
export const unpack = (text: string, tensors: Packed['tensors'], root: string): E.Either<Faults, Unpacked> => {
  const named: string[] = [];
  const faults: Fault[] = [];
  const refuse = (path: string, want: string, got: string): Plain => {
    faults.push(at('file')(fault('Data', path, want, got)));
    return null;
  };
  const read = (json: Json, path: string): Plain => {
    if (typeof json !== 'object' || json === null) return json;
    if (Array.isArray(json)) return json.map((item: Json, place) => read(item, `${path}[${place}]`));
    const entries = Object.entries(json);
    const [key, name] = entries.length === 1 ? entries[0]! : [];
    if (key === '$tensor' && typeof name === 'string') {
      named.push(name);
      if (!hasOwn(tensors, name)) return refuse(path, `the tensor ${shown(name)}`, 'none of that name');
      return name.startsWith(root) ? tensors[name]! : freshTensor(tensors[name]!);
    }
    if (key === '$number' && typeof name === 'string')
      return hasOwn(unwritten, name) ? unwritten[name]! : refuse(path, oneOf(Object.keys(unwritten)), shown(name));
    return Object.fromEntries(
      entries.map(([key, item]) =>
        /^\$(?!\$)/.test(key)
          ? [key, refuse(path, 'without unknown keys that begin with $', `'${key}'`)]
          : [key.replace(/^\$/, ''), read(item, `${path}.${key}`)],
      ),
    );
  };
  const json = parse(text, root);
  if (E.isLeft(json)) return E.left([at('file')(json.left)]);
  const value = read(json.right, root);
  return unlessFaulty(faults, () => ({ value, named }));
};
