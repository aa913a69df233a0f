import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import type { Fault, Faults } from '../core/faults/errors.js';
import type { Tensor } from '../core/tensor.js';
import { fromSafetensors, type ReadSafetensors } from '../io/file/safetensors.js';
import { joinedShards, shardIndex } from '../io/file/shards.js';
import { fromTorch } from '../io/torch/torch.js';
import { named } from './files.js';
import { readWhole, type Path } from './whole-file.js';

/** Tensors by name, and those that could not be read, each with its reason. */
export interface ReadTensors {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly skipped: readonly Fault[];
}

/**
 * The tensors of a file: of safetensors (`fromSafetensors`), of `torch.save` (`fromTorch`), or of the index of several safetensors files
 * (`model.safetensors.index.json`), which are then read too. Its first bytes tell which it is. Faults name the file.
 */
export const loadTensors = async (path: Path): Promise<E.Either<Faults, ReadTensors>> => {
  const bytes = await readWhole(path);
  if (E.isLeft(bytes)) return bytes;
  if (isJson(bytes.right)) return shards(path, new TextDecoder().decode(bytes.right));
  return named<ReadTensors>(path, isTorch(bytes.right) ? fromTorch(bytes.right) : fromSafetensors(bytes.right));
};

/** A zip archive, or the pickle of an old PyTorch, which `fromTorch` refuses by its name. */
const isTorch = ([first, second]: Uint8Array): boolean => (first === 0x50 && second === 0x4b) || first === 0x80;

/** A safetensors file begins with the length of its header, whose highest byte is 0. */
const isJson = (bytes: Uint8Array): boolean =>
  bytes[7] !== 0 && /^\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 8)));

const shards = async (path: Path, text: string): Promise<E.Either<Faults, ReadTensors>> => {
  const index = named(path, shardIndex(text));
  if (E.isLeft(index)) return index;
  const folder = dirname(path instanceof URL ? fileURLToPath(path) : path);
  const files: Record<string, ReadSafetensors> = {};
  for (const name of new Set(Object.values(index.right))) {
    const bytes = await readWhole(join(folder, name));
    const read = E.isLeft(bytes) ? bytes : named(join(folder, name), fromSafetensors(bytes.right));
    if (E.isLeft(read)) return read;
    files[name] = read.right;
  }
  return named(path, joinedShards(index.right, files));
};
