/// <reference types="vite/client" />
import { fileURLToPath } from 'node:url';

/** The path of a job of the tests. */
export const job = (name: string): string => fileURLToPath(new URL(`../jobs/${name}`, import.meta.url));

/** Two threads that also take jobs in TypeScript. */
export const typescriptThreads = { workers: 2, execArgv: ['--import', 'tsx'] } as const;

/** Two threads, which load the library as the tests do. */
export const twoThreads = import.meta.env.MODE === 'built' ? { workers: 2 } : typescriptThreads;
