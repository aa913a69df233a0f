import { accessSync, constants, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { tryCatch, type Either } from 'fp-ts/lib/Either.js';
import { reason } from './file.js';

/** A file to be written: name and text. */
export type TextFile = readonly [name: string, text: string];

/** A folder to write to, made where it is missing, or why there can be none. Called before a long run, so that it is not lost. */
export const outFolder = (folder: string): Either<string, string> =>
  tryCatch(
    () => {
      makeFolder(resolve(folder));
      accessSync(folder, constants.W_OK);
      return folder;
    },
    (cause) => `folder '${folder}' must be writable, got ${reason(cause)}`,
  );

/** Writes files into a folder, made where missing; gives their paths, or says why not. */
export const writeFiles = (folder: string, files: readonly TextFile[]): Either<string, readonly string[]> =>
  tryCatch(
    () => {
      makeFolder(resolve(folder));
      for (const [name, text] of files) writeWhole(join(folder, name), text);
      return files.map(([name]) => join(folder, name));
    },
    (cause) => `folder '${folder}': files cannot be written, got ${reason(cause)}`,
  );

/** Writes beside the file and renames, so that a reader meets the old text or the new one, never half. */
const writeWhole = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
};

/** Step by step: in places where nothing can be made, Node's own recursive form never returns. */
const makeFolder = (folder: string): void => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
};
