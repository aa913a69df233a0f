import { fileURLToPath } from 'node:url';

/** The path of a job of the tests. */
export const job = (name: string): string => fileURLToPath(new URL(`../jobs/${name}`, import.meta.url));

/** Two threads, which load the library from its sources. */
export const twoThreads = { workers: 2, execArgv: ['--import', 'tsx'] } as const;
