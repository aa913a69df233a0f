import * as E from 'fp-ts/lib/Either.js';
import { clipped, shown } from '../../core/faults/shown.js';
import { tried } from '../../core/either.js';
import type { Fault, Faults } from '../../core/faults/errors.js';
import type { Tensor } from '../../core/tensor.js';
import { fileBytes, inFile, refusal } from '../file/header.js';
import { unpickled } from './pickle.js';
import { isKind, type Dict, type List, type Pickled } from './pickled.js';
import { tensorWords } from './tensors.js';
import { zipOf } from '../zip.js';

/** The contents of a file of `torch.save`. */
export interface TorchFile {
  /** Tensors by their path: `fc1.weight` of a state dict, `epochs.0.w` of dicts and lists within each other, `` of a tensor alone. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Numbers, texts, truth values and None (null), by their path. */
  readonly values: Readonly<Record<string, number | string | boolean | null>>;
  /** Tensors that were not read, each with its reason: the type is not known, or the numbers do not fit. */
  readonly skipped: readonly Fault[];
}

/**
 * Reads the tensors, numbers and strings of a file that PyTorch 1.6 or later has saved with `torch.save`: of a state dict,
 * or of dicts and lists of tensors. It runs no code of the file: any other object in the pickle, and a damaged file, is a
 * fault. Types are converted as by `fromSafetensors`. It never throws.
 * https://pytorch.org/docs/stable/notes/serialization.html
 */
export const fromTorch = (file: Uint8Array): E.Either<Faults, TorchFile> =>
  E.chain((bytes: Uint8Array) => tried(() => read(bytes)))(fileBytes(file));

const read = (bytes: Uint8Array): TorchFile => {
  if (bytes[0] === 0x80)
    throw refusal(
      'format',
      'a zip archive, as torch.save writes since PyTorch 1.6 (load it there, and save it again)',
      'a bare pickle',
    );
  const zip = zipOf(bytes);
  const pickle = zip.names.find((name) => name.endsWith('/data.pkl'));
  if (pickle === undefined) throw refusal('archive', "with a 'data.pkl', as torch.save writes", shown(zip.names));
  const folder = pickle.slice(0, -'data.pkl'.length);
  const order = zip.file(`${folder}byteorder`);
  if (order !== undefined && new TextDecoder().decode(order) !== 'little')
    throw refusal('byteorder', "'little'", shown(new TextDecoder().decode(order)));
  const storage = (key: string): Uint8Array | undefined => zip.file(`${folder}data/${key}`);
  return collected(unpickled(zip.file(pickle)!, tensorWords(storage)), most.copies * bytes.length);
};

/** Deeper than any dicts within each other are; a dict within itself would have no end. */
const deepest = 64;

/** The most entries, and the most bytes of tensors for a byte of the file, once all that the file names twice is there twice. */
const most = { entries: 1_000_000, copies: 16 };

const collected = (root: Pickled, room: number): TorchFile => {
  const tensors = new Map<string, Tensor>();
  const values = new Map<string, number | string | boolean | null>();
  const skipped: Fault[] = [];
  const paths = new Set<string>();
  let [entries, held] = [0, 0];
  const leaf = (value: Exclude<Pickled, List | Dict>, path: string): void => {
    if (paths.has(path)) throw refusal(`'${path}'`, 'the path of one value', 'that of two');
    paths.add(path);
    if (value === null || (typeof value !== 'object' && typeof value !== 'bigint')) values.set(path, value);
    else if (typeof value === 'bigint') skipped.push(inFile(`'${path}'`, 'a whole number below 2^53', String(value)));
    else if (value.kind !== 'tensor')
      throw refusal(`'${path}'`, 'a tensor, number or string', `a ${value.kind} of PyTorch`);
    else {
      const read = value.named(path);
      if (E.isLeft(read)) return void skipped.push(read.left);
      held += read.right.data.byteLength;
      if (held > room)
        throw refusal(`'${path}'`, `within ${room} bytes, ${most.copies} times the file`, `${held} in all`);
      tensors.set(path, read.right);
    }
  };
  const visit = (value: Pickled, path: string, depth: number): void => {
    if (depth > deepest || ++entries > most.entries)
      throw refusal(`'${clipped(path, 40)}'`, `at most ${deepest} levels and ${most.entries} entries in all`, 'more');
    const below = (name: string, part: Pickled): void => visit(part, depth === 0 ? name : `${path}.${name}`, depth + 1);
    if (isKind('dict', value)) value.entries.forEach((part, name) => below(name, part));
    else if (isKind('list', value)) value.items.forEach((part, index) => below(String(index), part));
    else leaf(value, path);
  };
  visit(root, '', 0);
  return { tensors: Object.fromEntries(tensors), values: Object.fromEntries(values), skipped };
};
