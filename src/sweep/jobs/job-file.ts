import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { at, fault, type Faults } from '../../core/faults/errors.js';
import { shown } from '../../core/faults/shown.js';
import type { JobFile } from './job.js';

/** The file of a job with its version. A path is relative to the folder of the process; what is no file is a fault. */
export const jobFile = async (job: unknown): Promise<E.Either<Faults, JobFile>> => {
  const refuse = (got: string): E.Either<Faults, never> =>
    E.left([at('sweep')(fault('Parameter', 'job', 'the path or file URL of a module with a default function', got))]);
  if (!(job instanceof URL) && typeof job !== 'string')
    return refuse(typeof job === 'function' ? 'a function (which cannot be sent)' : shown(job));
  if (String(job).includes('://') && !String(job).startsWith('file://')) return refuse(shown(String(job)));
  const path = String(job).startsWith('file://') ? fileURLToPath(String(job)) : resolve(String(job));
  if (!(await isFile(path))) return refuse(`'${path}', where no file is`);
  const near = relative(process.cwd(), path);
  const inside = !near.startsWith('..') && !isAbsolute(near);
  const digest = (await digestOf(path)).slice(0, 16);
  return E.right({ path: inside ? near.replaceAll('\\', '/') : path, digest, url: pathToFileURL(path).href });
};

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isFile() ?? false;

/** SHA-256 of a module and of all that it imports by relative names, in the order in which they are named. */
const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  const seen = new Set<string>();
  const visit = async (file: string): Promise<void> => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = await readFile(file, 'utf8');
    hash.update(`${text.length}:${text}`);
    for (const name of importedBy(text)) {
      const found = await firstFile(resolve(file, '..', name));
      if (found !== undefined) await visit(found);
    }
  };
  await visit(path);
  return hash.digest('hex');
};

const importedBy = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)].map(([, name]) => name!);

/** The file of an import: TypeScript names the JavaScript that it becomes. */
const firstFile = async (path: string): Promise<string | undefined> => {
  for (const one of [path, path.replace(/\.([cm]?)js$/, '.$1ts')]) if (await isFile(one)) return one;
  return undefined;
};

const manifest = new URL('../../../package.json', import.meta.url);

/** The version of this library. */
export const libraryVersion = async (): Promise<string> =>
  (JSON.parse(await readFile(manifest, 'utf8')) as { readonly version: string }).version;
