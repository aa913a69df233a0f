import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { engineFlags } from '../../support/engine-flags.js';

/** What a program says in one line of its output: how many more are done, or what failed. */
export type Said = { readonly done: number } | { readonly failed: string };

export const say = (said: Said): void => void process.stdout.write(`${JSON.stringify(said)}\n`);

interface Parts {
  /** How many tries in all. */
  readonly count: number;
  readonly tell: (line: string) => void;
  /** Arguments of each part: of the tries that it makes, `from` up to `to`. */
  readonly args: (from: number, to: number) => readonly string[];
}

/** A program of this folder on all cores, each of which makes its share of the tries; gives what failed. */
export const inParts = async (program: string, { count, tell, args }: Parts): Promise<readonly string[]> => {
  const parts = Math.min(availableParallelism(), count);
  const failures: string[] = [];
  let done = 0;
  const interval = setInterval(() => tell(`${done.toLocaleString('en')} of ${count.toLocaleString('en')}`), 20_000);
  const share = (part: number): number => Math.floor((count * part) / parts);
  await Promise.all(
    Array.from({ length: parts }, async (_, part) => {
      const path = join(import.meta.dirname, program);
      const all = [...engineFlags, '--import', 'tsx', path, ...args(share(part), share(part + 1))];
      const child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      for await (const line of createInterface({ input: child.stdout })) {
        const said = JSON.parse(line) as Said;
        if ('failed' in said) failures.push(said.failed);
        else done += said.done;
      }
      const [code, signal] = (await ended) as [number | null, string | null];
      if (code !== 0) failures.push(`${program}, part ${part}, ended with ${signal ?? code}`);
    }),
  );
  clearInterval(interval);
  if (done !== count) failures.push(`${done} of ${count} were tried`);
  return failures;
};
