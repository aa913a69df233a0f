import * as E from 'fp-ts/lib/Either.js';
import { at, unlessFaulty, type Faults } from '../../core/faults/errors.js';
import { isRecord } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { inFile, refuse } from './header.js';
import type { ReadSafetensors } from './safetensors.js';
import { parse } from './text.js';

/** The file of each tensor. */
export type ShardIndex = Readonly<Record<string, string>>;

/**
 * Reads the index of tensors that lie in several safetensors files of one folder. A file must be a plain name, so that an index
 * cannot name files elsewhere.
 */
export const shardIndex = (text: string): E.Either<Faults, ShardIndex> => {
  const json = parse(text, 'index');
  if (E.isLeft(json)) return E.left([at('file')(json.left)]);
  const files = isRecord(json.right) ? json.right['weight_map'] : undefined;
  if (!isRecord(files))
    return refuse('index', "a record with 'weight_map', the file of each tensor", shown(json.right));
  const wrong = Object.entries(files).filter(([, file]) => typeof file !== 'string' || /^$|^\.|[/\\:]/.test(file));
  return unlessFaulty(
    wrong.map(([name, file]) =>
      inFile(`file of tensor '${name}'`, 'the name of a file in the folder of the index', shown(file)),
    ),
    () => files as ShardIndex,
  );
};

/** The tensors that an index names, out of its files; one that neither is in its file nor was skipped there is a fault. */
export const joinedShards = (
  index: ShardIndex,
  files: Readonly<Record<string, ReadSafetensors>>,
): E.Either<Faults, Pick<ReadSafetensors, 'tensors' | 'skipped'>> => {
  const skipped = Object.values(files).flatMap((file) => file.skipped);
  const isSkipped = (name: string): boolean => skipped.some(({ what }) => what.endsWith(`tensor '${name}'`));
  const found = Object.entries(index).map(([name, file]) => ({ name, file, tensor: files[file]?.tensors[name] }));
  const missing = found.filter(({ name, tensor }) => tensor === undefined && !isSkipped(name));
  return unlessFaulty(
    missing.map(({ name, file }) => inFile(`tensor '${name}'`, `in '${file}', as the index says`, 'none')),
    () => ({
      tensors: Object.fromEntries(
        found.flatMap(({ name, tensor }) => (tensor === undefined ? [] : [[name, tensor] as const])),
      ),
      skipped,
    }),
  );
};
