import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { refused, thrown } from '../../core/faults/errors.js';
import { isRecord } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import type { Job } from './job.js';

type AnyJob = Job<unknown, unknown, unknown>;

/**
 * The default function of a module. TypeScript is loaded where Node does it, or a loader that is at work; else by the package
 * `tsx` of the job's own project. What cannot be loaded is a `FaultError`.
 */
export const loadJob = async (url: string): Promise<AnyJob> => {
  const module = await importedModule(url).catch((error: unknown) => {
    throw refused('', 'job', 'a module that can be loaded', thrown(error));
  });
  const job = isRecord(module) ? module['default'] : undefined;
  // What is compiled to CommonJS has its exports inside.
  const inner = isRecord(job) ? job['default'] : job;
  if (typeof inner !== 'function') throw refused('', 'default export of the job', 'a function', shown(inner));
  return inner as AnyJob;
};

/** A module by its URL; of TypeScript as `loadJob` says. */
export const importedModule = async (url: string): Promise<unknown> => {
  try {
    return (await import(url)) as unknown;
  } catch (error) {
    if (!isUnknownExtension(error) || !/\.[cm]?tsx?$/.test(url)) throw error;
    await registerTsx(url);
    // A module that failed is remembered by its address.
    return (await import(`${url}?typescript`)) as unknown;
  }
};

const isUnknownExtension = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_UNKNOWN_FILE_EXTENSION';

/** Flags of Node that load TypeScript are not at work in threads of Node 20: the loader is registered in the thread itself. */
const registerTsx = async (url: string): Promise<void> => {
  try {
    const require = createRequire(url);
    const manifest = require.resolve('tsx/package.json');
    const { exports } = require(manifest) as { readonly exports: { readonly './esm/api': ForImport } };
    // `require.resolve` would take the file for CommonJS, which cannot register.
    const api = pathToFileURL(resolve(manifest, '..', exports['./esm/api'].import.default));
    const { register } = (await import(api.href)) as { readonly register: () => void };
    register();
  } catch {
    throw new Error('TypeScript needs Node 22.18, or the package tsx (npm install tsx)');
  }
};

interface ForImport {
  readonly import: { readonly default: string };
}
