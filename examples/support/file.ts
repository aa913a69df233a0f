import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { chain, right, tryCatch, type Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';

/** What went wrong, in one line. */
export const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** The bytes of a file, unpacked where its name ends in `.gz`. A file that cannot be read or unpacked whole is a Left. */
export const readBytes = (path: string): Either<string, Uint8Array> =>
  pipe(
    tryCatch(
      () => readFileSync(path),
      (cause) => `file '${path}': must be readable, got ${reason(cause)}`,
    ),
    chain((raw) =>
      path.endsWith('.gz')
        ? tryCatch(
            () => gunzipSync(raw),
            (cause) => `file '${path}': must be whole gzip data, got ${reason(cause)}`,
          )
        : right(raw),
    ),
  );
